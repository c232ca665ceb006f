using System.Collections.Immutable;
using System.Globalization;
using Similarity.Benchmarks.Studies;
using Similarity.DosModels;
using Similarity.Learning;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators;
using Similarity.Spectra;

namespace Similarity.Benchmarks.DosModels;

/// <summary>
/// Learned densities of states across elements: polymorphs of SiC, C, BN, ZnO and ZnS of at most 8
/// atoms, their targets the spectra of an operator. A fifth held out at random, in turn.
/// Arguments as of other studies; --only names compositions, --operators one operator.
/// </summary>
internal static class SpeciesStudy
{
    private const int Folds = 5, Threads = 2, MostAtoms = 8;
    private const double SpacingPerAngstrom = 0.25;
    private const double Ev = PhysicalConstants.HartreeInEv;

    public static void Run(string[] arguments)
    {
        var study = StudyArguments.Parse(arguments);
        string[] compositions = (study.Only ?? "C,SiC,BN,ZnO,ZnS").Split(',');
        var solver = SpectralOperator.Parse(
            study.Operators ?? "gfn0", ImmutableDictionary<string, string>.Empty);
        DosSample[] samples =
        [
            .. PolymorphEntry.ReadFamilies()
                .Where(entry => compositions.Contains(entry.Family)
                    && entry.Atoms <= (study.Atoms ?? MostAtoms))
                .Select(entry => SampleOf(entry, solver)),
        ];
        ImmutableArray<Crystals.Element> elements = DosElectrons.ElementsOf(samples);
        DosTarget[] targets = DosTarget.Of(samples, 0.3 / Ev, 0.05 / Ev, Threads);
        GroupedRows environments = DosModel.EnvironmentsOf(
            new DosDescriptor { RadialFunctions = 6, MaxAngular = 4 }.Of(elements),
            [.. samples.Select(sample => sample.Crystal)],
            Threads);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{samples.Length} structures of {string.Join(", ", elements)} by {solver.Name}; "
            + $"electrons {string.Join(", ", DosElectrons.Of(samples))}"));
        Console.WriteLine("\n| regressor | reference | composition | n | as is | aligned | spread "
            + "| % aligned |\n| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (DosRegressor regressor in
            (DosRegressor[])[new LinearDosRegressor(), new KernelDosRegressor(200)])
        {
            foreach (EnergyReference reference in
                (EnergyReference[])[EnergyReference.Fermi, EnergyReference.Adaptive])
            {
                Rows(regressor, reference, targets, environments);
            }
        }
    }

    private static DosSample SampleOf(PolymorphEntry entry, SpectralOperator solver)
    {
        BandStructure bands = OperatorBands.Of(
            solver,
            entry.Crystal,
            OperatorBands.GridOf(
                entry.Crystal, SpacingPerAngstrom * PhysicalConstants.BohrInAngstrom),
            new OperatorOptions { Threads = Threads }).Bands;
        double top = Enumerable.Range(0, bands.KPoints.Length)
            .Min(k => bands.EnergiesAt(0, k)[^1]);
        return new DosSample(
            entry.Name, entry.Family, entry.Crystal, bands, bands.Electrons!.Value, top);
    }

    private static void Rows(
        DosRegressor regressor,
        EnergyReference reference,
        DosTarget[] targets,
        GroupedRows environments)
    {
        var options = new DosTrainingOptions
        {
            Regressor = regressor,
            Representation = DosRepresentation.Principal(32),
            Reference = reference,
            Sigma = 0.3 / Ev,
            Step = 0.05 / Ev,
        };
        int[] foldOf = Similarity.Learning.Validation.Folds.Random(
            targets.Length, Folds, new RandomStream(1));
        var scores = new List<(DosScore Score, DosTarget Target)>();
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] train = Where(foldOf, own => own != fold);
            int[] test = Where(foldOf, own => own == fold);
            DosTarget[] learned = [.. train.Select(i => targets[i])];
            DosRegression model = DosTrainer
                .Train(learned, environments.Select(train), options, Threads).Regression;
            Matrix<double>[] predicted = model.Predict(environments.Select(test), Threads);
            for (int i = 0; i < test.Length; i++)
            {
                if (DosScores.Of(model, predicted[i].Row(0), targets[test[i]]) is { } score)
                {
                    scores.Add((score, targets[test[i]]));
                }
            }
        }

        double spread = Math.Sqrt(DosScores.Variance(targets) / Ev);
        foreach (var group in scores.GroupBy(pair => pair.Target.Sample.Family)
            .Append(scores.GroupBy(_ => "all").Single()))
        {
            double asIs = Math.Sqrt(group.Average(pair => pair.Score.SquaredAsIs) / Ev);
            double aligned = Math.Sqrt(group.Average(pair => pair.Score.SquaredAligned) / Ev);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {regressor.Name} | {reference} | {group.Key} | {group.Count()} | {asIs:0.000} "
                + $"| {aligned:0.000} | {spread:0.000} | {100 * aligned / spread:0.0} |"));
        }
    }

    private static int[] Where(int[] folds, Func<int, bool> isWanted) =>
        [.. Enumerable.Range(0, folds.Length).Where(i => isWanted(folds[i]))];
}
