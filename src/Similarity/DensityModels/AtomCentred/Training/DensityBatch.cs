using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Integrals;
using Similarity.Environments;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>
/// Some structures whose Ψ and S stand in one buffer, which may lie in memory or in a file: Ψ per
/// block with rows (structure, atom, μ), then S per structure.
/// </summary>
internal sealed class DensityBatch
{
    private readonly KernelFeatures features;
    private readonly BlockRows[] rows;
    private readonly int[] metricOffsets;

    /// <param name="first">The number of the first structure in the whole set.</param>
    public DensityBatch(
        KernelFeatures features, int first, IReadOnlyList<DensityFunctions> structures)
    {
        this.features = features;
        First = first;
        Structures = structures;
        CoefficientOffsets = new int[structures.Count + 1];
        for (int s = 0; s < structures.Count; s++)
        {
            CoefficientOffsets[s + 1] = CoefficientOffsets[s] + structures[s].Count;
        }

        int length = 0;
        rows = new BlockRows[features.Blocks.Count];
        foreach (WeightBlock block in features.Blocks)
        {
            var starts = new List<int>();
            int[] ends = new int[structures.Count + 1];
            for (int s = 0; s < structures.Count; s++)
            {
                foreach (int atom in KernelFeatures.AtomsOf(structures[s].Crystal, block.Element))
                {
                    starts.Add(
                        CoefficientOffsets[s] + structures[s].First(atom, block.Lambda));
                }

                ends[s + 1] = starts.Count;
            }

            rows[block.Index] = new(block, [.. starts], ends, length);
            length = checked(length + starts.Count * block.Width * block.Rank);
        }

        metricOffsets = new int[structures.Count];
        for (int s = 0; s < structures.Count; s++)
        {
            metricOffsets[s] = length;
            length = checked(length + structures[s].Count * structures[s].Count);
        }

        Length = length;
    }

    /// <summary>The number of the first structure in the whole set.</summary>
    public int First { get; }

    public IReadOnlyList<DensityFunctions> Structures { get; }

    /// <summary>Where the coefficients of each structure begin in those of the batch.</summary>
    public int[] CoefficientOffsets { get; }

    public int Coefficients => CoefficientOffsets[^1];

    /// <summary>Numbers in the buffer.</summary>
    public int Length { get; }

    /// <summary>Computes Ψ and S.</summary>
    public double[] Fill(int threads)
    {
        double[] data = new double[Length];
        Parallel.For(
            0,
            Structures.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            s => FillStructure(s, data));
        return data;
    }

    public MatrixView<double> Metric(ReadOnlySpan<double> data, int structure)
    {
        int n = Structures[structure].Count;
        return new(data.Slice(metricOffsets[structure], n * n), n, n);
    }

    /// <summary>x = Ψ b, of all structures.</summary>
    public double[] Expand(ReadOnlySpan<double> data, ReadOnlySpan<double> weights)
    {
        double[] x = new double[Coefficients];
        foreach (BlockRows own in rows)
        {
            WeightBlock block = own.Block;
            var b = new MatrixView<double>(
                weights.Slice(block.Offset, block.Count), block.Shells, block.Rank);
            Matrix<double> c = MatrixProduct.Multiply(own.Psi(data), b.Transpose);
            ReadOnlySpan<double> values = c.Values;
            for (int atom = 0; atom < own.Starts.Length; atom++)
            {
                for (int mu = 0; mu < block.Width; mu++)
                {
                    int row = (atom * block.Width + mu) * block.Shells;
                    for (int n = 0; n < block.Shells; n++)
                    {
                        x[own.Starts[atom] + n * block.Width + mu] = values[row + n];
                    }
                }
            }
        }

        return x;
    }

    /// <summary>y = w S x structure by structure, 0 where the weight w of one is.</summary>
    public double[] TimesMetric(
        ReadOnlySpan<double> data, ReadOnlySpan<double> x, ReadOnlySpan<double> weights)
    {
        double[] y = new double[Coefficients];
        for (int s = 0; s < Structures.Count; s++)
        {
            double weight = weights[First + s];
            if (weight != 0)
            {
                int n = Structures[s].Count;
                var column = new MatrixView<double>(x.Slice(CoefficientOffsets[s], n), n, 1);
                MatrixProduct.Add(
                    weight, Metric(data, s), column, y.AsSpan(CoefficientOffsets[s], n), 1);
            }
        }

        return y;
    }

    /// <summary>g ← g + Ψᵀ y.</summary>
    public void Contract(ReadOnlySpan<double> data, ReadOnlySpan<double> y, Span<double> gradient)
    {
        foreach (BlockRows own in rows)
        {
            WeightBlock block = own.Block;
            var gathered = new Matrix<double>(own.Starts.Length * block.Width, block.Shells);
            Span<double> values = gathered.Values;
            for (int atom = 0; atom < own.Starts.Length; atom++)
            {
                for (int mu = 0; mu < block.Width; mu++)
                {
                    int row = (atom * block.Width + mu) * block.Shells;
                    for (int n = 0; n < block.Shells; n++)
                    {
                        values[row + n] = y[own.Starts[atom] + n * block.Width + mu];
                    }
                }
            }

            MatrixProduct.Add(
                1,
                gathered.View().Transpose,
                own.Psi(data),
                gradient.Slice(block.Offset, block.Count),
                block.Rank);
        }
    }

    /// <summary>Adds the diagonal of Ψᵀ w S Ψ.</summary>
    public void AddDiagonal(
        ReadOnlySpan<double> data, ReadOnlySpan<double> weights, Span<double> diagonal)
    {
        foreach (BlockRows own in rows)
        {
            WeightBlock block = own.Block;
            for (int s = 0; s < Structures.Count; s++)
            {
                double weight = weights[First + s];
                if (weight == 0 || own.RowsOf(s) == 0)
                {
                    continue;
                }

                MatrixView<double> psi = own.Psi(data, s);
                for (int n = 0; n < block.Shells; n++)
                {
                    Matrix<double> metric = SubMetric(data, s, own, n, own, n);
                    Matrix<double> product = MatrixProduct.Multiply(metric.View(), psi);
                    Span<double> target = diagonal.Slice(
                        block.Offset + n * block.Rank, block.Rank);
                    for (int row = 0; row < product.Rows; row++)
                    {
                        ReadOnlySpan<double> left = product.Row(row);
                        for (int d = 0; d < target.Length; d++)
                        {
                            target[d] += weight * left[d] * psi[row, d];
                        }
                    }
                }
            }
        }
    }

    /// <summary>Adds the lower triangle, by blocks, of Ψᵀ w S Ψ to a matrix of all weights.
    /// </summary>
    public void AddHessian(
        ReadOnlySpan<double> data, ReadOnlySpan<double> weights, Matrix<double> hessian)
    {
        for (int s = 0; s < Structures.Count; s++)
        {
            double weight = weights[First + s];
            if (weight == 0)
            {
                continue;
            }

            foreach (BlockRows left in rows)
            {
                foreach (BlockRows right in rows)
                {
                    if (right.Block.Index > left.Block.Index
                        || left.RowsOf(s) == 0 || right.RowsOf(s) == 0)
                    {
                        continue;
                    }

                    AddBlocks(data, s, weight, left, right, hessian);
                }
            }
        }
    }

    private void AddBlocks(
        ReadOnlySpan<double> data,
        int structure,
        double weight,
        BlockRows left,
        BlockRows right,
        Matrix<double> hessian)
    {
        MatrixView<double> psiLeft = left.Psi(data, structure);
        MatrixView<double> psiRight = right.Psi(data, structure);
        for (int n = 0; n < left.Block.Shells; n++)
        {
            int row = left.Block.Offset + n * left.Block.Rank;
            for (int k = 0; k < right.Block.Shells; k++)
            {
                int column = right.Block.Offset + k * right.Block.Rank;
                Matrix<double> metric = SubMetric(data, structure, left, n, right, k);
                Matrix<double> product = MatrixProduct.Multiply(metric.View(), psiRight);
                MatrixProduct.Add(
                    weight,
                    psiLeft.Transpose,
                    product.View(),
                    hessian.Values[(row * hessian.Columns + column)..],
                    hessian.Columns);
            }
        }
    }

    /// <summary>S between shells n of one block and k of another.</summary>
    private Matrix<double> SubMetric(
        ReadOnlySpan<double> data, int structure, BlockRows left, int n, BlockRows right, int k)
    {
        MatrixView<double> metric = Metric(data, structure);
        var part = new Matrix<double>(left.RowsOf(structure), right.RowsOf(structure));
        int offset = CoefficientOffsets[structure], row = 0;
        for (int a = left.Ends[structure]; a < left.Ends[structure + 1]; a++)
        {
            for (int mu = 0; mu < left.Block.Width; mu++, row++)
            {
                int i = left.Starts[a] - offset + n * left.Block.Width + mu, column = 0;
                for (int b = right.Ends[structure]; b < right.Ends[structure + 1]; b++)
                {
                    int j = right.Starts[b] - offset + k * right.Block.Width;
                    metric.Values.Slice(i * metric.RowStride + j, right.Block.Width)
                        .CopyTo(part.Row(row)[column..]);
                    column += right.Block.Width;
                }
            }
        }

        return part;
    }

    private void FillStructure(int structure, double[] data)
    {
        DensityFunctions functions = Structures[structure];
        AtomicEnvironments environments =
            features.Method.Expansion.EnvironmentsOf(functions.Crystal);
        foreach (var group in rows.GroupBy(own => own.Block.Element))
        {
            int[] atoms = KernelFeatures.AtomsOf(functions.Crystal, group.Key);
            if (atoms.Length == 0)
            {
                continue;
            }

            Matrix<double>[] own = features.Method.Compute(
                environments, atoms, group.Max(each => each.Block.Lambda));
            Matrix<double>[] psi = features.Of(group.Key, own, 1);
            foreach (BlockRows block in group)
            {
                int at = block.Offset
                    + block.Ends[structure] * block.Block.Width * block.Block.Rank;
                psi[block.Block.Lambda].Values.CopyTo(data.AsSpan(at));
            }
        }

        OverlapMetric.Of(functions).Values.CopyTo(data.AsSpan(metricOffsets[structure]));
    }

    /// <summary>Where Ψ of a block stands and to which coefficients its rows belong.</summary>
    private sealed record BlockRows(WeightBlock Block, int[] Starts, int[] Ends, int Offset)
    {
        public int RowsOf(int structure) =>
            (Ends[structure + 1] - Ends[structure]) * Block.Width;

        public MatrixView<double> Psi(ReadOnlySpan<double> data) =>
            Window(data, 0, Starts.Length);

        public MatrixView<double> Psi(ReadOnlySpan<double> data, int structure) =>
            Window(data, Ends[structure], Ends[structure + 1]);

        private MatrixView<double> Window(ReadOnlySpan<double> data, int first, int end)
        {
            int row = Block.Width * Block.Rank;
            return new(
                data.Slice(Offset + first * row, (end - first) * row),
                (end - first) * Block.Width,
                Block.Rank);
        }
    }
}
