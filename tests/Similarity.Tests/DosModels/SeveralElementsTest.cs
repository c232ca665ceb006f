using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.DosModels;
using Similarity.Formats;
using Similarity.Formats.JsonLines;
using Similarity.Learning;
using Similarity.Operators;
using Similarity.Spectra;

namespace Similarity.Tests.DosModels;

/// <summary>
/// Models across elements, of spectra by GFN0 of shipped polymorphs of carbon, silicon carbide and
/// boron nitride of at most 8 atoms.
/// </summary>
public sealed class SeveralElementsTest
{
    private const double Ev = 1 / PhysicalConstants.HartreeInEv;
    private const int MostAtoms = 8;

    private static readonly Lazy<DosSample[]> Samples = new(() =>
    [
        .. JsonLinesFormat
            .Structures(new FileSource(RepositoryFile.Database("polymorphs/mp_families.jsonl.gz")))
            .Where(crystal => crystal.Count <= MostAtoms
                && crystal.Formula is "C" or "SiC" or "BN")
            .Select(Solved),
    ]);

    private static readonly DosDescriptor Descriptor =
        new() { RadialFunctions = 5, MaxAngular = 3 };

    [Fact]
    public void ElectronsAreSharedAsAtomsHaveThem()
    {
        ImmutableSortedDictionary<Element, double> electrons = DosElectrons.Of(Samples.Value);
        Assert.Equal(["B", "C", "N", "Si"], electrons.Keys.Select(element => element.Symbol));

        // BN alone leaves open how much is of B: both have a half.
        Assert.Equal([4.0, 4, 4, 4], electrons.Values);
        DosSample odd = Samples.Value[0] with { Electrons = Samples.Value[0].Electrons + 1 };
        Assert.Contains(
            odd.Id,
            Assert.Throws<ArgumentException>(
                () => DosElectrons.Of([.. Samples.Value, odd])).Message);
    }

    /// <summary>Where samples differ in composition, electrons follow from them alone.</summary>
    [Fact]
    public void ElectronsFollowFromCompositions()
    {
        DosSample one = Samples.Value[0];
        DosSample Of(double electrons, params int[] numbers) => one with
        {
            Electrons = electrons,
            Crystal = new Crystal(
                one.Crystal.Lattice,
                numbers.Select((z, i) => new Site(new Element(z), new(0.1 * i, 0, 0)))),
        };
        ImmutableSortedDictionary<Element, double> electrons =
            DosElectrons.Of([Of(8, 12, 8), Of(24, 14, 8, 8, 12, 8), Of(8, 14, 14)]);
        Assert.Equal([6.0, 2, 4], electrons.Values);
    }

    /// <summary>
    /// Of every fifth structure, which it has not seen, a model is nearer than the mean of all;
    /// written and read it is the same.
    /// </summary>
    [Fact]
    public void AModelKnowsSeveralElements()
    {
        DosSample[] samples = Samples.Value;
        DosTarget[] targets = DosTarget.Of(samples, 0.3 * Ev, 0.05 * Ev, 2);
        ImmutableSortedDictionary<Element, double> electrons = DosElectrons.Of(samples);
        GroupedRows environments = DosModel.EnvironmentsOf(
            Descriptor.Of(electrons.Keys), [.. samples.Select(sample => sample.Crystal)], 2);
        int[] train = [.. Enumerable.Range(0, samples.Length).Where(i => i % 5 != 2)];
        int[] test = [.. Enumerable.Range(0, samples.Length).Where(i => i % 5 == 2)];
        var options = new DosTrainingOptions
        {
            Regressor = new LinearDosRegressor(),
            Representation = DosRepresentation.Principal(24),
            Reference = EnergyReference.Fermi,
            Sigma = 0.3 * Ev,
            Step = 0.05 * Ev,
            Lambdas = [1e-6, 1e-4],
        };
        DosTraining training = DosTrainer.Train(
            [.. train.Select(i => targets[i])], environments.Select(train), options, 2);
        var model = new DosModel(
            electrons,
            Descriptor,
            training.Regression,
            null,
            new DosModelCard(
                "test", train.Length, 0, ["C"], "linear", "principal:24", "fermi", 0.3,
                training.Lambda, null, 0, 1, "0"));
        DosModel read = DosModelFile.Parse("m", DosModelFile.ToBytes(model));
        Assert.Equal(model.Electrons, read.Electrons);
        Assert.Contains("B, C, N, Si only", read.WhyNot(new Crystal(
            samples[0].Crystal.Lattice, [new Site(new Element(32), default)])));
        DosScore[] scores =
        [
            .. test.Select(i => DosScores.Of(
                read.Regression,
                DosPredictor.Predict(read, samples[i].Crystal).Dos,
                targets[i])).OfType<DosScore>(),
        ];

        // A density may hold too few electrons to be compared by them.
        Assert.InRange(scores.Length, test.Length - 1, test.Length);
        double error = scores.Average(score => score.SquaredAligned);
        double spread = DosScores.Variance(targets);
        Assert.True(error < spread, $"{error / spread}");
    }

    private static DosSample Solved(Crystal crystal)
    {
        BandStructure bands = OperatorBands.Of(
            new Gfn0Operator(),
            crystal,
            OperatorBands.GridOf(crystal, 0.3 * PhysicalConstants.BohrInAngstrom),
            new OperatorOptions { Threads = 2 }).Bands;
        double top = Enumerable.Range(0, bands.KPoints.Length)
            .Min(k => bands.EnergiesAt(0, k)[^1]);
        return new DosSample(
            crystal.Name!, crystal.Formula, crystal, bands, bands.Electrons!.Value, top);
    }
}
