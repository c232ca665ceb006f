using System.Collections.Immutable;
using Similarity.Learning;
using Similarity.Learning.Committees;
using Similarity.Learning.Linear;
using Similarity.Learning.Networks;
using Similarity.Learning.Validation;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>Learns densities of states from environments of the atoms of samples.</summary>
public sealed class DosTrainer
{
    private readonly IReadOnlyList<DosTarget> targets;
    private readonly GroupedRows environments;
    private readonly DosTrainingOptions options;
    private readonly int threads;
    private readonly CancellationToken cancellation;
    private readonly TargetWindow window;

    private DosTrainer(
        IReadOnlyList<DosTarget> targets,
        GroupedRows environments,
        DosTrainingOptions options,
        int threads,
        CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(environments.Groups, targets.Count);
        this.targets = targets;
        this.environments = environments;
        this.options = options;
        this.threads = threads;
        this.cancellation = cancellation;
        window = TargetWindow.Of(targets, options.Reference, options.Sigma, options.Step);
    }

    /// <param name="targets">Made with σ and the step of the options.</param>
    /// <param name="environments">
    /// The power spectra of the atoms of each sample, sample after sample.
    /// </param>
    public static DosTraining Train(
        IReadOnlyList<DosTarget> targets,
        GroupedRows environments,
        DosTrainingOptions options,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        var trainer = new DosTrainer(targets, environments, options, threads, cancellation);
        return options.Regressor is NetworkDosRegressor network
            ? trainer.OfNetwork(network.Options)
            : trainer.OfRidge();
    }

    private DosTraining OfRidge()
    {
        var design = DosDesign.Of(environments, options.Regressor, threads);
        int[] folds = FoldsOf();
        (Penalty best, ImmutableArray<Penalty> tried) = Choose(design, folds);
        double lambda = best.Lambda;
        AlignedTargets aligned = Align(
            RidgeFactorization.Of(design.Means, lambda, threads), best.Stiffness);
        DosCoding coding = options.Representation.Learn(aligned.Curves, threads);
        Matrix<double> numbers = coding.Encode(aligned.Curves, threads);
        List<LinearModel> models =
            [RidgeFactorization.Of(design.Means, lambda, threads).Solve(numbers, threads)];
        int[][] draws = Draws();
        foreach (int[] drawn in draws)
        {
            cancellation.ThrowIfCancellationRequested();
            models.Add(RidgeFactorization
                .Of(GroupedRows.SelectRows(design.Means, drawn), lambda, threads)
                .Solve(GroupedRows.SelectRows(numbers, drawn), threads));
        }

        var regression = new DosRegression(
            window.Axis,
            options.Sigma,
            options.Reference,
            coding,
            design.ModelOf(SideBySide(models), threads),
            draws.Length);
        return new DosTraining(regression, [.. aligned.Shifts], lambda)
        {
            CrossValidation = tried,
            Stiffness = best.Stiffness,
            Sweeps = aligned.Sweeps,
            Converged = aligned.Converged,
            Draws = [.. draws],
        };
    }

    private DosTraining OfNetwork(NetworkOptions network)
    {
        HermiteCurve[] curves =
        [
            .. targets.Select(t =>
                options.Representation.CurveOf(t).From(t.Zero(options.Reference))),
        ];
        int[] valid =
        [
            .. targets.Select(t => window.Axis.UpTo(
                TargetWindow.ValidTop(t, options.Sigma) - t.Zero(options.Reference)).Count),
        ];
        Matrix<double> first =
            AlignedTargets.Sampled(curves, window.Axis, new double[curves.Length]);
        DosCoding coding = options.Representation.Learn(first, threads);
        Matrix<double> numbers = coding.Encode(first, threads);
        double unit = UnitOf(first);
        List<IVectorModel> models = [];
        double[] shifts = new double[targets.Count];
        int[][] draws = Draws();
        foreach (int[] drawn in (int[][])[[.. Enumerable.Range(0, targets.Count)], .. draws])
        {
            NetworkOptions seeded = network with { Seed = options.Seed + (ulong)models.Count };
            int[] parts = [.. drawn];
            (int[] learned, int[] held) =
                NetworkRegressor.Divide(parts.Length, 0.15, seeded.Seed);
            learned = [.. learned.Select(i => parts[i])];
            held = [.. held.Select(i => parts[i])];
            var loss = new NetworkDosLoss(
                window,
                coding,
                options.Reference == EnergyReference.Adaptive,
                ([.. learned.Select(i => curves[i])], [.. learned.Select(i => valid[i])]),
                ([.. held.Select(i => curves[i])], [.. held.Select(i => valid[i])]),
                unit);
            IVectorModel model = NetworkTraining.Run(
                seeded,
                environments.Select(learned),
                environments.Select(held),
                GroupedRows.SelectRows(numbers, learned),
                loss,
                threads,
                cancellation: cancellation);
            if (models.Count == 0)
            {
                for (int i = 0; i < learned.Length; i++)
                {
                    shifts[learned[i]] = loss.Shifts[i];
                }
            }

            models.Add(model);
        }

        var regression = new DosRegression(
            window.Axis,
            options.Sigma,
            options.Reference,
            coding,
            models.Count == 1 ? models[0] : new JoinedModels(models),
            draws.Length);
        return new DosTraining(regression, [.. shifts], null) { Draws = [.. draws] };
    }

    /// <summary>
    /// The penalties with the least squared distance of samples held out: exact, from one
    /// factorisation each, with the shifts that all samples together have found.
    /// </summary>
    private (Penalty Best, ImmutableArray<Penalty> Tried) Choose(DosDesign design, int[] folds)
    {
        ImmutableArray<double> stiffnesses =
            options.Reference == EnergyReference.Adaptive ? options.Stiffnesses : [0];
        var tried = ImmutableArray.CreateBuilder<Penalty>();
        foreach (double lambda in options.Lambdas)
        {
            cancellation.ThrowIfCancellationRequested();
            var factors = RidgeFactorization.Of(design.Means, lambda, threads);
            Matrix<double> smoother = factors.Smoother(threads);
            foreach (double stiffness in stiffnesses)
            {
                tried.Add(new Penalty(
                    lambda,
                    stiffness,
                    HeldOutLoss(Align(factors, stiffness), smoother, folds)));
            }
        }

        return (tried.MinBy(penalty => penalty.HeldOut)!, tried.ToImmutable());
    }

    private double HeldOutLoss(AlignedTargets aligned, Matrix<double> smoother, int[] folds)
    {
        Matrix<double> predictions =
            HeldOut.Predictions(smoother, aligned.Curves, folds, threads);
        DosCoding coding = options.Representation.Learn(aligned.Curves, threads);
        Matrix<double> dos = coding.Densities(
            coding.Decode(coding.Encode(predictions, threads).View(), threads), window.Axis);
        double sum = 0;
        for (int i = 0; i < targets.Count; i++)
        {
            DosTarget target = targets[i];
            HermiteCurve curve = target.Dos.From(target.Zero(options.Reference));
            EnergyAxis valid = window.Axis.UpTo(
                target.FermiLevel - target.Zero(options.Reference)
                + TargetWindow.AboveFermiEv / PhysicalConstants.HartreeInEv);
            sum += CurveAlignment.Best(
                valid,
                dos.Row(i)[..valid.Count],
                curve,
                window.LeastShift,
                window.MostShift).SquaredDistance / targets.Count;
        }

        return sum;
    }

    private AlignedTargets Align(
        RidgeFactorization factors, double stiffness) => AlignedTargets.Of(
        targets,
        options.Reference,
        options.Representation,
        window,
        options.Sigma,
        factors.Smoother(threads),
        stiffness,
        threads,
        cancellation);

    private int[] FoldsOf()
    {
        var random = new RandomStream(options.Seed);
        string[] families = [.. targets.Select(t => t.Sample.Family)];
        int distinct = families.Distinct().Count();
        return options.FoldsByFamily && distinct > 1
            ? Folds.OfGroups(families, Math.Min(options.Folds, distinct), random)
            : Folds.Random(targets.Count, Math.Min(options.Folds, targets.Count), random);
    }

    private int[][] Draws() => options.Members == 0
        ? []
        : new CommitteeDraw(options.Members, options.Seed + 1000, options.MemberShare)
            .Of(targets.Count);

    private double UnitOf(Matrix<double> curves)
    {
        double[] mean = new double[curves.Columns];
        for (int i = 0; i < curves.Rows; i++)
        {
            VectorKernels.AddScaled(1.0 / curves.Rows, curves.Row(i), mean.AsSpan());
        }

        double sum = 0;
        for (int i = 0; i < curves.Rows; i++)
        {
            sum += CurveAlignment.Distance(window.Axis, mean, curves.Row(i)) / curves.Rows;
        }

        return sum > 0 ? sum : 1;
    }

    private static LinearModel SideBySide(List<LinearModel> models)
    {
        int outputs = models[0].Outputs;
        var weights = new Matrix<double>(models[0].Columns, outputs * models.Count);
        double[] intercept = new double[weights.Columns];
        for (int m = 0; m < models.Count; m++)
        {
            for (int j = 0; j < weights.Rows; j++)
            {
                models[m].Weights.Row(j).CopyTo(weights.Row(j)[(m * outputs)..]);
            }

            models[m].Intercept.CopyTo(intercept.AsSpan(m * outputs));
        }

        return new LinearModel(weights, intercept);
    }
}

/// <summary>What training has led to.</summary>
/// <param name="Shifts">Δ of the samples from their zero, hartree.</param>
/// <param name="Lambda">The penalty chosen; null of a network.</param>
public sealed record DosTraining(
    DosRegression Regression, ImmutableArray<double> Shifts, double? Lambda)
{
    /// <summary>Of the references; 0 unless they adapt.</summary>
    public double Stiffness { get; init; }

    /// <summary>The penalties tried.</summary>
    public ImmutableArray<Penalty> CrossValidation { get; init; } = [];

    public int Sweeps { get; init; }

    /// <summary>Whether shifts, or what was filled in, had settled.</summary>
    public bool Converged { get; init; } = true;

    /// <summary>The samples that each member of the committee has learned from.</summary>
    public ImmutableArray<int[]> Draws { get; init; } = [];
}

/// <summary>A penalty, and the mean squared distance of samples held out with it.</summary>
/// <param name="HeldOut">Per atom, each sample at its best shift within the window's.</param>
public sealed record Penalty(double Lambda, double Stiffness, double HeldOut);
