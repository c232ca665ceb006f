namespace Similarity.Operators.KohnSham.Atoms;

/// <summary>A symmetric matrix with A_ij = 0 for |i − j| above the bandwidth.</summary>
internal sealed class BandMatrix(int order, int bandwidth)
{
    private readonly double[] rows = new double[order * (bandwidth + 1)];

    public int Order => order;

    public int Bandwidth => bandwidth;

    /// <summary>A_(i, i + d) at i (bandwidth + 1) + d.</summary>
    public Span<double> Upper => rows;

    /// <summary>This matrix ← A − σ B.</summary>
    public void SetDifference(BandMatrix a, double sigma, BandMatrix b)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = a.rows[i] - sigma * b.rows[i];
        }
    }

    /// <summary>y = A x.</summary>
    public void Multiply(ReadOnlySpan<double> x, Span<double> y)
    {
        y.Clear();
        for (int i = 0; i < order; i++)
        {
            ReadOnlySpan<double> row = Row(i);
            double sum = row[0] * x[i];
            for (int d = 1; d < row.Length; d++)
            {
                sum += row[d] * x[i + d];
                y[i + d] += row[d] * x[i];
            }

            y[i] += sum;
        }
    }

    /// <summary>xᵀ A x.</summary>
    public double Form(ReadOnlySpan<double> x)
    {
        double form = 0;
        for (int i = 0; i < order; i++)
        {
            ReadOnlySpan<double> row = Row(i);
            double sum = 0;
            for (int d = 1; d < row.Length; d++)
            {
                sum += row[d] * x[i + d];
            }

            form += x[i] * (row[0] * x[i] + 2 * sum);
        }

        return form;
    }

    /// <summary>
    /// Overwrites A by D and Lᵀ of A = L D Lᵀ and returns how many d_i are negative: as many as
    /// eigenvalues (Sylvester). Rows are not exchanged; a pivot that vanishes is made tiny, which
    /// is what inverse iteration wants.
    /// </summary>
    public int Factor()
    {
        int width = bandwidth + 1, negative = 0;
        for (int k = 0; k < order; k++)
        {
            Span<double> row = Row(k);
            double pivot = row[0];
            if (Math.Abs(pivot) < 1e-280)
            {
                row[0] = pivot = 1e-280;
            }

            negative += pivot < 0 ? 1 : 0;
            for (int i = 1; i < row.Length; i++)
            {
                double factor = row[i] / pivot;
                Span<double> source = row[i..];
                Span<double> target = rows.AsSpan((k + i) * width, source.Length);
                for (int j = 0; j < source.Length; j++)
                {
                    target[j] -= factor * source[j];
                }
            }

            for (int i = 1; i < row.Length; i++)
            {
                row[i] /= pivot;
            }
        }

        return negative;
    }

    /// <summary>x ← A⁻¹ x, once factored.</summary>
    public void SolveFactored(Span<double> x)
    {
        for (int i = 0; i < order; i++)
        {
            ReadOnlySpan<double> row = Row(i);
            for (int d = 1; d < row.Length; d++)
            {
                x[i + d] -= row[d] * x[i];
            }
        }

        for (int i = order - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> row = Row(i);
            double sum = x[i] / row[0];
            for (int d = 1; d < row.Length; d++)
            {
                sum -= row[d] * x[i + d];
            }

            x[i] = sum;
        }
    }

    private Span<double> Row(int i) =>
        rows.AsSpan(i * (bandwidth + 1), Math.Min(bandwidth + 1, order - i));
}
