using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Equivariants;
using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.DensityModels.AtomCentred.Kernels;
using Similarity.Environments;
using Similarity.Learning.Kernels;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>
/// Learns densities as Grisafi, Lewis, Rossi and Ceriotti, JCTC 19, 4451 (2023): sparse
/// environments by farthest points per element, the space their kernels span, and weights that
/// minimise the error of the density in the metric S. Averages, sparse environments and η come
/// from the training structures only. Does not depend on the number of threads.
/// </summary>
public sealed class DensityTrainer
{
    private readonly DensityTrainerOptions options;
    private readonly int threads;
    private readonly Action<string> say;
    private readonly CancellationToken cancellation;

    /// <param name="say">Called with each step, for people.</param>
    public DensityTrainer(
        DensityTrainerOptions options,
        int threads = 1,
        Action<string>? say = null,
        CancellationToken cancellation = default)
    {
        this.options = options;
        this.threads = threads;
        this.say = say ?? (_ => { });
        this.cancellation = cancellation;
    }

    /// <param name="samples">At least two; all on the basis of the set.</param>
    public TrainedDensity Train(DensitySet set, IReadOnlyList<DensitySample> samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples.Count, 2, nameof(samples));
        FittedDensity[] densities = [.. samples.Select(sample => sample.Density)];
        KernelFeatures features = FeaturesOf(set.Basis, densities);
        using var problem = new DensityProblem(
            features, densities, options.Memory, options.ScratchFolder, threads, cancellation);
        say($"{samples.Count} structures, {features.Dimension} weights, "
            + $"{problem.OnDisk >> 20} MiB on disk");
        var random = new RandomStream(options.Seed);
        List<RegularisationScore> scores = [];
        double eta = options.Regularisations[0];
        if (options.Regularisations.Length > 1)
        {
            scores = Validate(problem, densities, random.Child(0));
            eta = scores.MinBy(score => score.Percent)!.Regularisation;
        }

        double[] all = new double[densities.Length];
        Array.Fill(all, 1);
        AtomicAverages averages = AtomicAverages.Of(densities);
        double[] diagonal = problem.Diagonal(all);
        ConjugateSolution solution = problem.Minimise(
            all, averages, diagonal, eta, options.Solver, cancellation: cancellation);
        SampleError[] errors = problem.Errors(solution.Solution, averages);
        say($"η = {eta}, {solution.Iterations} iterations, residual {solution.Residual:E1}");
        (List<double[]> committee, double scale) =
            Committee(problem, samples, averages, eta, solution.Solution, random.Child(1));
        var text = new DensityModelText
        {
            Method = set.Method,
            Structures = samples.Count,
            Regularisation = eta,
            ValidationPercent = scores.Count > 0 ? scores.Min(score => score.Percent) : null,
            UncertaintyScale = scale,
        };
        var model = new DensityModel(
            text,
            set.Basis,
            features.Method,
            features.Kernel,
            features.Environments,
            averages,
            [.. committee.Prepend(solution.Solution).Select(b => Dual(features, b))]);
        return new(model, new TrainingReport
        {
            Dimension = features.Dimension,
            Environments = [.. features.Environments.Select(own => own.Environments.Count)],
            Scores = scores,
            Iterations = solution.Iterations,
            Residual = solution.Residual,
            IsConverged = solution.IsConverged,
            TrainingError = SampleError.Sum(errors),
            OnDisk = problem.OnDisk,
        });
    }

    /// <summary>Sparse environments and the spaces of their kernels.</summary>
    internal KernelFeatures FeaturesOf(AuxiliaryBasis basis, IReadOnlyList<FittedDensity> densities)
    {
        Crystal[] crystals = [.. densities.Select(density => density.Functions.Crystal)];
        Element[] elements = [..
            crystals.SelectMany(crystal => crystal.Sites.ToArray())
                .Select(site => site.Element).Distinct().Order()];
        int highest = elements.Max(basis.HighestOf);
        var expansion = new SphericalExpansion(options.Expansion, SpeciesChannels.Of(elements));
        var full = new EquivariantFeatures(expansion, highest);
        Dictionary<Element, (int Structure, int Atom)[]> chosen =
            elements.ToDictionary(element => element, element => Choose(full, crystals, element));
        int[][]? columns = options.Columns is int count
            ? FeatureColumns.Select(full, crystals, chosen, count, threads)
            : null;
        EquivariantFeatures method = columns is null ? full : new(expansion, highest, columns);
        SparseEnvironments[] environments = [.. elements.Select(element => new SparseEnvironments(
            element,
            [.. chosen[element].Select(place => EnvironmentCluster.Of(
                crystals[place.Structure], options.Expansion.Cutoff, [place.Atom]).Single())],
            method,
            SparseEnvironments.Counts(
                chosen[element].Length, basis.HighestOf(element), options.EnvironmentDecay),
            threads))];
        return new KernelFeatures(
            method, new EquivariantKernel(options.Zeta), basis, environments, threads);
    }

    /// <summary>Atoms of one element whose invariant features are far from each other.</summary>
    private (int Structure, int Atom)[] Choose(
        EquivariantFeatures method, Crystal[] crystals, Element element)
    {
        (int Structure, int Atom)[] places = [..
            from s in Enumerable.Range(0, crystals.Length)
            from atom in KernelFeatures.AtomsOf(crystals[s], element)
            select (s, atom)];
        var invariants = new Matrix<double>(places.Length, method.Length(0));
        int row = 0;
        foreach (Crystal crystal in crystals)
        {
            int[] atoms = KernelFeatures.AtomsOf(crystal, element);
            if (atoms.Length > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                method.Compute(method.Expansion.EnvironmentsOf(crystal), atoms, 0, threads)[0]
                    .Values.CopyTo(invariants.Values[(row * invariants.Columns)..]);
                row += atoms.Length;
            }
        }

        return [.. FarthestPoints.Select(invariants, options.Environments)
            .Select(index => places[index])];
    }

    /// <summary>ε_base per η on structures held out, from the largest η to the smallest.</summary>
    private List<RegularisationScore> Validate(
        DensityProblem problem, FittedDensity[] densities, RandomStream random)
    {
        int held = Math.Clamp(
            (int)Math.Round(options.ValidationFraction * densities.Length),
            1,
            densities.Length - 1);
        double[] weights = new double[densities.Length];
        Array.Fill(weights, 1);
        foreach (int index in random.Sample(densities.Length, held))
        {
            weights[index] = 0;
        }

        AtomicAverages averages =
            AtomicAverages.Of(densities.Where((_, index) => weights[index] != 0));
        double[] diagonal = problem.Diagonal(weights);
        double[]? start = null;
        var scores = new List<RegularisationScore>();
        foreach (double eta in options.Regularisations.OrderDescending())
        {
            ConjugateSolution solution = problem.Minimise(
                weights,
                averages,
                diagonal,
                eta,
                options.Solver,
                start,
                cancellation: cancellation);
            start = solution.Solution;
            double percent = SampleError.Sum(problem.Errors(start, averages)
                .Where((_, index) => weights[index] == 0)).BasePercent;
            scores.Add(new(eta, percent, solution.Iterations));
            say($"η = {eta}: {percent:F3} % on {held} held out, {solution.Iterations} iterations");
        }

        return scores;
    }

    /// <summary>
    /// Models of random halves and the factor a between their spread and their error: over
    /// structures that at least two of them have not seen,
    /// a² = Σ (error of the unseeing ones' mean) / Σ (their variance).
    /// </summary>
    private (List<double[]> Members, double Scale) Committee(
        DensityProblem problem,
        IReadOnlyList<DensitySample> samples,
        AtomicAverages averages,
        double eta,
        double[] full,
        RandomStream random)
    {
        var members = new List<double[]>();
        var seen = new List<double[]>();
        int[] groups = GroupsOf(samples);
        int count = groups.Max() + 1;
        for (int k = 0; k < options.Committee; k++)
        {
            int[] drawn = random.Sample(count, (count + 1) / 2);
            double[] weights =
                Array.ConvertAll(groups, group => Array.IndexOf(drawn, group) < 0 ? 0.0 : 1.0);

            ConjugateSolution solution = problem.Minimise(
                weights,
                averages,
                problem.Diagonal(weights),
                eta,
                options.Solver,
                full,
                cancellation: cancellation);
            members.Add(solution.Solution);
            seen.Add(weights);
        }

        return members.Count < 2
            ? (members, 1)
            : (members, CommitteeScale.Of(problem, averages, members, seen));
    }

    /// <summary>The number of each structure's group, or of itself.</summary>
    private int[] GroupsOf(IReadOnlyList<DensitySample> samples)
    {
        if (!options.CommitteeOfGroups)
        {
            return [.. Enumerable.Range(0, samples.Count)];
        }

        string[] names = [.. samples.Select(sample => sample.Group).Distinct()];
        return names.Length >= 3
            ? [.. samples.Select(sample => Array.IndexOf(names, sample.Group))]
            : throw new ArgumentException(
                $"structures of the groups {string.Join(", ", names)} alone: halves of groups need "
                + "three or more",
                nameof(samples));
    }

    private static Dictionary<(Element, int), Matrix<double>> Dual(
        KernelFeatures features, double[] b)
    {
        Matrix<double>[] dual = features.Dual(b);
        return features.Blocks.ToDictionary(
            block => (block.Element, block.Lambda), block => dual[block.Index]);
    }
}
