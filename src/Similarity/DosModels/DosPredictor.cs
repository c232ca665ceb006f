using Similarity.Crystals;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>
/// Asks a model about a structure, block after block of its atoms. Blocks can be done in any place
/// and order: the sum over them is formed in their order, and so the same to the last bit.
/// </summary>
public static class DosPredictor
{
    /// <summary>Atoms in memory at a time.</summary>
    public const int Block = 1024;

    public static int BlocksOf(Crystal crystal) => (crystal.Count + Block - 1) / Block;

    /// <param name="eachBlock">As of <see cref="BlockSums"/>.</param>
    /// <param name="progress">Gets the number of atoms done.</param>
    public static DosPrediction Predict(
        DosModel model,
        Crystal crystal,
        int threads = 1,
        Action<int, Matrix<double>>? eachBlock = null,
        Action<int>? progress = null,
        CancellationToken cancellation = default) => OfBlocks(
            model,
            crystal,
            BlockSums(
                model,
                crystal,
                0,
                BlocksOf(crystal),
                threads,
                eachBlock,
                progress,
                cancellation));

    /// <summary>
    /// The numbers that the model says of the atoms of each of some blocks, added up.
    /// </summary>
    /// <param name="eachBlock">
    /// Gets the first atom of a block and the numbers of the density of each atom, a row each,
    /// without those of the committee; see <see cref="LocalDensities"/>.
    /// </param>
    /// <param name="progress">Gets the number of atoms done.</param>
    public static IEnumerable<double[]> BlockSums(
        DosModel model,
        Crystal crystal,
        int firstBlock,
        int blocks,
        int threads = 1,
        Action<int, Matrix<double>>? eachBlock = null,
        Action<int>? progress = null,
        CancellationToken cancellation = default)
    {
        Require(model, crystal);
        DosRegression regression = model.Regression;
        var environments = model.Spectrum.EnvironmentsOf(crystal);
        int features = model.Spectrum.Features, done = 0;
        double[] rows = new double[Math.Min(Block, crystal.Count) * features];
        for (int block = firstBlock; block < firstBlock + blocks; block++)
        {
            cancellation.ThrowIfCancellationRequested();
            int first = block * Block, count = Math.Min(Block, crystal.Count - first);
            model.Spectrum.Compute(
                environments, first, count, rows.AsMemory(0, count * features), threads);
            Matrix<double> numbers = regression.Model.Predict(
                new MatrixView<double>(rows.AsSpan(0, count * features), count, features),
                threads);
            double[] sum = new double[regression.Model.Outputs];
            for (int i = 0; i < count; i++)
            {
                VectorKernels.AddScaled<double>(1, numbers.Row(i), sum);
            }

            eachBlock?.Invoke(
                first, numbers.View().Window(0, 0, count, regression.Numbers).ToMatrix());
            done += count;
            progress?.Invoke(done);
            yield return sum;
        }
    }

    /// <param name="sums">Of all blocks, in their order.</param>
    public static DosPrediction OfBlocks(
        DosModel model, Crystal crystal, IEnumerable<double[]> sums)
    {
        Require(model, crystal);
        double[] mean = new double[model.Regression.Model.Outputs];
        foreach (double[] sum in sums)
        {
            VectorKernels.AddScaled<double>(1, sum, mean);
        }

        for (int i = 0; i < mean.Length; i++)
        {
            mean[i] /= crystal.Count;
        }

        return new DosPrediction(model, crystal, model.Regression.Densities(mean));
    }

    /// <summary>The local densities of states of the numbers of some atoms.</summary>
    public static Matrix<double> LocalDensities(
        DosModel model, Matrix<double> numbers, int threads = 1) =>
        model.Regression.Coding.Densities(
            model.Regression.Coding.Decode(numbers.View(), threads), model.Regression.Window);

    private static void Require(DosModel model, Crystal crystal)
    {
        if (model.WhyNot(crystal) is string reason)
        {
            throw new ArgumentException(reason, nameof(crystal));
        }
    }
}
