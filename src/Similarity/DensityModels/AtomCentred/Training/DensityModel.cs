using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Equivariants;
using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.DensityModels.AtomCentred.Integrals;
using Similarity.DensityModels.AtomCentred.Kernels;
using Similarity.Environments;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>
/// c_{inλμ} = c̄_{an} δ_{λ0} + Σ_{Mμ'} k^λ_{μμ'}(i, M) w_{Mμ'n}: the density of a structure from
/// its atoms' kernels with sparse environments of their element a. Immutable; one serves all
/// threads. Time and memory are linear in the atoms.
/// </summary>
public sealed class DensityModel
{
    // Atoms whose kernels are in memory at a time, per thread.
    private const int Chunk = 32;

    private readonly Dictionary<Element, SparseEnvironments> sparse;

    // Per element and λ: rows (environment, μ), columns (member, n).
    private readonly Dictionary<(Element, int), Matrix<double>> weights = [];

    internal DensityModel(
        DensityModelText text,
        AuxiliaryBasis basis,
        EquivariantFeatures features,
        EquivariantKernel kernel,
        IReadOnlyList<SparseEnvironments> environments,
        AtomicAverages averages,
        IReadOnlyList<IReadOnlyDictionary<(Element, int), Matrix<double>>> members)
    {
        Text = text;
        Basis = basis;
        Features = features;
        Kernel = kernel;
        Environments = environments;
        Averages = averages;
        Members = members;
        sparse = environments.ToDictionary(own => own.Element);
        foreach (SparseEnvironments own in environments)
        {
            for (int lambda = 0; lambda <= own.Highest; lambda++)
            {
                weights[(own.Element, lambda)] = Join(
                    [.. members.Select(member => member[(own.Element, lambda)])]);
            }
        }
    }

    /// <summary>What it was trained on and how well it did.</summary>
    public DensityModelText Text { get; }

    public AuxiliaryBasis Basis { get; }

    public IReadOnlyList<SparseEnvironments> Environments { get; }

    public AtomicAverages Averages { get; }

    public EquivariantFeatures Features { get; }

    public EquivariantKernel Kernel { get; }

    /// <summary>The elements it knows.</summary>
    public IEnumerable<Element> Elements => sparse.Keys.Order();

    /// <summary>Weights of the model itself, then of the committee.</summary>
    internal IReadOnlyList<IReadOnlyDictionary<(Element, int), Matrix<double>>> Members { get; }

    /// <summary>The density of a neutral structure, molecule or crystal.</summary>
    /// <param name="exactCharge">Whether the s functions are moved so that ∫ρ = Σ Z.</param>
    /// <param name="threads">The numbers do not depend on it.</param>
    /// <exception cref="ArgumentException">The structure has an element that the model does not
    /// know.</exception>
    public DensityPrediction Predict(Crystal crystal, bool exactCharge = true, int threads = 1)
    {
        foreach (Site site in crystal.Sites)
        {
            if (!sparse.ContainsKey(site.Element))
            {
                throw new ArgumentException(
                    $"the model knows {string.Join(", ", Elements)}, not {site.Element}");
            }
        }

        var functions = new DensityFunctions(crystal, Basis);
        double[][] coefficients = [.. Members.Select(_ => Averages.Coefficients(functions))];
        AtomicEnvironments environments = Features.Expansion.EnvironmentsOf(crystal);
        int[][] chunks = [..
            from element in Elements
            from chunk in KernelFeatures.AtomsOf(crystal, element).Chunk(Chunk)
            select chunk];
        Parallel.ForEach(
            chunks,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            chunk => Add(functions, environments, chunk, coefficients));
        double electrons = functions.NuclearCharge;
        FittedDensity[] densities = Array.ConvertAll(
            coefficients,
            c => new FittedDensity(
                functions,
                exactCharge ? ChargeProjection.WithinAtoms(functions, c, electrons) : c));
        return new(densities[0], densities[1..]);
    }

    /// <summary>
    /// The uncertainty of a prediction of a molecule by its committee,
    /// σ² = a² Σ_k ∫ (ρ_k − ρ̄)² / (K − 1) with a found in training, relative to what the model
    /// adds to atoms: 100 σ / √((c − c̄)·S(c − c̄)) %, an estimate of ε_base. Null without a
    /// committee.
    /// </summary>
    public double? UncertaintyPercent(DensityPrediction prediction)
    {
        if (prediction.Committee.Count < 2)
        {
            return null;
        }

        DensityFunctions functions = prediction.Density.Functions;
        Matrix<double> overlap = OverlapMetric.Of(functions);
        double[] mean = new double[functions.Count];
        foreach (FittedDensity member in prediction.Committee)
        {
            for (int p = 0; p < mean.Length; p++)
            {
                mean[p] += member.Coefficients[p] / prediction.Committee.Count;
            }
        }

        double spread = prediction.Committee.Sum(
            member => DensityLoss.Of(overlap, member.Coefficients, mean))
            / (prediction.Committee.Count - 1);
        double scale = DensityLoss.Of(
            overlap, prediction.Density.Coefficients, Averages.Coefficients(functions));
        return 100 * Text.UncertaintyScale * Math.Sqrt(spread / scale);
    }

    private static Matrix<double> Join(Matrix<double>[] members)
    {
        int columns = members[0].Columns;
        var joined = new Matrix<double>(members[0].Rows, members.Length * columns);
        for (int row = 0; row < joined.Rows; row++)
        {
            for (int k = 0; k < members.Length; k++)
            {
                members[k].Row(row).CopyTo(joined.Row(row)[(k * columns)..]);
            }
        }

        return joined;
    }

    private void Add(
        DensityFunctions functions,
        AtomicEnvironments environments,
        int[] atoms,
        double[][] coefficients)
    {
        SparseEnvironments own = sparse[functions.Crystal.Sites[atoms[0]].Element];
        Matrix<double>[] features = Features.Compute(environments, atoms, own.Highest);
        for (int lambda = 0; lambda <= own.Highest; lambda++)
        {
            Matrix<double> kernel = Kernel.Compute(features, own, lambda);
            Matrix<double> all = MatrixProduct.Multiply(
                kernel.View(), weights[(own.Element, lambda)].View());
            int width = 2 * lambda + 1, shells = all.Columns / Members.Count;
            for (int row = 0; row < all.Rows; row++)
            {
                int first = functions.First(atoms[row / width], lambda) + row % width;
                ReadOnlySpan<double> values = all.Row(row);
                for (int member = 0; member < Members.Count; member++)
                {
                    for (int n = 0; n < shells; n++)
                    {
                        coefficients[member][first + n * width] += values[member * shells + n];
                    }
                }
            }
        }
    }
}
