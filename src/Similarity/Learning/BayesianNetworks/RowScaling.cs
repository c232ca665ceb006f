using System.Numerics;

namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// x ↦ (x − mean)/deviation of each column, learned from training rows alone; a constant column
/// becomes 0.
/// </summary>
public sealed class RowScaling
{
    private readonly double[] means;
    private readonly double[] deviations;
    private readonly double[] inverses;

    public RowScaling(double[] means, double[] deviations)
    {
        if (means.Length != deviations.Length)
        {
            throw new ArgumentException(
                $"{deviations.Length} deviations of {means.Length} columns", nameof(deviations));
        }

        this.means = means;
        this.deviations = deviations;

        // Products: divisions take several times as long.
        inverses = Array.ConvertAll(deviations, deviation => 1 / deviation);
    }

    public int Columns => means.Length;

    public ReadOnlySpan<double> Means => means;

    public ReadOnlySpan<double> Deviations => deviations;

    /// <param name="rows">Row after row.</param>
    public static RowScaling Of(ReadOnlySpan<double> rows, int columns)
    {
        int count = rows.Length / columns;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(rows));
        double[] means = new double[columns], deviations = new double[columns];
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                means[column] += rows[row * columns + column] / count;
            }
        }

        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double away = rows[row * columns + column] - means[column];
                deviations[column] += away * away / count;
            }
        }

        for (int column = 0; column < columns; column++)
        {
            // Rounding alone spreads a constant column by some 1e-16 of its size.
            double spread = Math.Sqrt(deviations[column]);
            bool isConstant = !(spread > 1e-13 * Math.Abs(means[column]));
            deviations[column] = isConstant ? double.PositiveInfinity : spread;
        }

        return new RowScaling(means, deviations);
    }

    public void Apply(ReadOnlySpan<double> rows, Span<double> scaled)
    {
        int columns = means.Length;
        for (int start = 0; start < rows.Length; start += columns)
        {
            ReadOnlySpan<double> row = rows.Slice(start, columns);
            Span<double> target = scaled.Slice(start, columns);
            int column = 0;
            for (; column <= columns - Vector<double>.Count; column += Vector<double>.Count)
            {
                Vector<double> away = new Vector<double>(row[column..])
                    - new Vector<double>(means, column);
                (away * new Vector<double>(inverses, column)).CopyTo(target[column..]);
            }

            for (; column < columns; column++)
            {
                target[column] = (row[column] - means[column]) * inverses[column];
            }
        }
    }
}
