using Similarity.Crystals;
using Similarity.DosModels;
using Similarity.Fingerprints;
using Similarity.Formats;
using Similarity.Learning.Networks;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.DosModels;

public class DosModelTest
{
    private static readonly Lazy<DosModel> Kernel = new(() =>
        Trained(new KernelDosRegressor(60), DosRepresentation.Principal(16), members: 4));

    private static readonly Lazy<DosModel> Network = new(() => Trained(
        new NetworkDosRegressor(new NetworkOptions { Hidden = [12], Epochs = 20 }),
        DosRepresentation.Cumulative,
        members: 2));

    public static TheoryData<string> Models => ["linear", "kernel", "network"];

    /// <summary>The sum of local densities is the density, atoms taken one by one.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void LocalDensitiesAddUp(string name)
    {
        DosModel model = Of(name);
        Crystal crystal = Samples.Silicon[^1].Crystal;
        double[] sum = new double[model.Regression.Window.Count];
        int atoms = 0;
        DosPrediction prediction = DosPredictor.Predict(model, crystal, 1, (first, numbers) =>
        {
            Assert.Equal(atoms, first);
            Matrix<double> local = DosPredictor.LocalDensities(model, numbers);
            for (int i = 0; i < local.Rows; i++, atoms++)
            {
                VectorKernels.AddScaled<double>(1, local.Row(i), sum);
            }
        });
        Assert.Equal(crystal.Count, atoms);
        for (int g = 0; g < sum.Length; g++)
        {
            Assert.Equal(prediction.Dos[g], sum[g] / atoms, 1e-10);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ASupercellHasTheDensityOfItsCell(string name)
    {
        DosModel model = Of(name);
        Crystal cell = Samples.Silicon[^1].Crystal;
        Crystal large = Repeated(cell, 5, 4, 13);
        Assert.True(large.Count > DosPredictor.Block);
        DosPrediction one = DosPredictor.Predict(model, cell);
        DosPrediction many = DosPredictor.Predict(model, large);
        for (int g = 0; g < one.Dos.Length; g++)
        {
            Assert.Equal(one.Dos[g], many.Dos[g], 1e-10);
        }
    }

    [Fact]
    public void ThreadsChangeNoBit()
    {
        Crystal large = Repeated(Samples.Silicon[^1].Crystal, 5, 4, 13);
        DosPrediction one = DosPredictor.Predict(Kernel.Value, large, 1);
        DosPrediction three = DosPredictor.Predict(Kernel.Value, large, 3);
        Assert.Equal(one.Dos.ToArray(), three.Dos.ToArray());
        Assert.Equal(one.DosSpread, three.DosSpread);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void WhatIsReadIsWhatWasWritten(string name)
    {
        DosModel model = Of(name);
        byte[] bytes = DosModelFile.ToBytes(model);
        DosModel read = DosModelFile.Parse("m", bytes);
        Assert.Equal(bytes, DosModelFile.ToBytes(read));
        Crystal crystal = Samples.Silicon[3].Crystal;
        Assert.Equal(
            DosPredictor.Predict(model, crystal).Dos.ToArray(),
            DosPredictor.Predict(read, crystal).Dos.ToArray());
        Assert.Equal(model.Card.Families.AsEnumerable(), read.Card.Families);
    }

    [Fact]
    public void StrangersAndDamageAreRefused()
    {
        byte[] sound = DosModelFile.ToBytes(Kernel.Value);
        Assert.Contains("is not a model", Refusal("SIMFOREST"u8.ToArray()));
        Assert.Contains("is not a model", Refusal([.. "SIMFORES"u8, .. sound[8..]]));
        Assert.Contains("version 7", Refusal([.. sound[..8], 7, 0, 0, 0, .. sound[12..]]));
        Assert.Contains("cut off", Refusal(sound[..^1]));
        for (int i = 12; i < sound.Length; i += sound.Length / 50)
        {
            byte[] damaged = [.. sound];
            damaged[i] ^= 1;
            Assert.Throws<InvalidFileException>(() => DosModelFile.Parse("m", damaged));
        }

        static string Refusal(byte[] file) =>
            Assert.Throws<InvalidFileException>(() => DosModelFile.Parse("m", file)).Message;
    }

    [Fact]
    public void AModelSaysWhatItDoesNotKnow()
    {
        Crystal silicon = Samples.Silicon[0].Crystal;
        var carbon = new Crystal(
            silicon.Lattice,
            silicon.Sites.ToArray().Select(site => new Site(new Element(6), site.Position)));
        Assert.Contains("knows Si only", Kernel.Value.WhyNot(carbon));
        Assert.Null(Kernel.Value.WhyNot(silicon));
        Assert.Throws<ArgumentException>(() => DosPredictor.Predict(Kernel.Value, carbon));
    }

    /// <summary>
    /// With the Fermi level at 0 all targets hold their electrons there, and so does every linear
    /// model of them, of a structure that it has not seen too.
    /// </summary>
    [Fact]
    public void AFermiReferenceKeepsTheElectrons()
    {
        DosModel model = Trained(
            new LinearDosRegressor(), DosRepresentation.Pointwise, 0, EnergyReference.Fermi);
        Crystal unseen = Repeated(Samples.Silicon[2].Crystal, 1, 1, 1, strain: 1.02);
        DosPrediction prediction = DosPredictor.Predict(model, unseen);
        Assert.Equal(0, prediction.Filled!.FermiLevel * PhysicalConstants.HartreeInEv, 2e-3);
    }

    /// <summary>By outputs, by differences.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheLossOfNetworksHasItsGradient(bool principal)
    {
        DosTarget[] targets = Samples.Targets[..4];
        double step = targets[0].Dos.Axis.Step;
        var window = TargetWindow.Of(targets, EnergyReference.Adaptive, 6 * step, step);
        HermiteCurve[] curves = [.. targets.Select(t => t.Dos.From(t.FermiLevel))];
        int[] valid = [.. targets.Select(_ => window.Axis.Count)];
        Matrix<double> rows = AlignedTargets.Sampled(curves, window.Axis, new double[4]);
        DosCoding coding = (principal
            ? DosRepresentation.Principal(3) : DosRepresentation.Pointwise).Learn(rows);
        var loss = new NetworkDosLoss(window, coding, true, (curves, valid), ([], []), 2.5);
        double[] numbers = coding.Encode(rows).Row(1).ToArray();
        double[] gradient = new double[numbers.Length];
        loss.Train(0, numbers, gradient);
        double[] ignored = new double[numbers.Length];
        for (int i = 0; i < numbers.Length; i += 1 + numbers.Length / 12)
        {
            double[] up = [.. numbers], down = [.. numbers];
            up[i] += 1e-4;
            down[i] -= 1e-4;
            double expected =
                (loss.Train(0, up, ignored) - loss.Train(0, down, ignored)) / 2e-4;
            Assert.Equal(expected, gradient[i], 1e-7 * (1 + Math.Abs(expected)));
        }
    }

    /// <summary>
    /// Where the outputs are one target shifted up, one shifted down by 0.1 eV and the others as
    /// they are, steps find the shifts.
    /// </summary>
    [Fact]
    public void TheLossOfNetworksFindsShifts()
    {
        DosTarget[] targets = Samples.Targets[..4];
        double step = targets[0].Dos.Axis.Step, moved = 0.1 / PhysicalConstants.HartreeInEv;
        TargetWindow window =
            TargetWindow.Of(targets, EnergyReference.Adaptive, 12 * step, step) with
            {
                MostShift = 2 * moved,
            };
        HermiteCurve[] curves = [.. targets.Select(t => t.Dos.From(t.FermiLevel))];
        int[] valid = [.. targets.Select(_ => window.Axis.Count)];
        Matrix<double> rows = AlignedTargets.Sampled(curves, window.Axis, [moved, -moved, 0, 0]);
        var loss = new NetworkDosLoss(
            window,
            DosRepresentation.Pointwise.Learn(rows),
            true,
            (curves, valid),
            ([], []),
            2.5);
        int[] all = [0, 1, 2, 3];
        Matrix<double> numbers = DosRepresentation.Pointwise.Learn(rows).Encode(rows);
        double[] gradient = new double[numbers.Columns];
        for (int i = 0; i < 600; i++)
        {
            foreach (int group in all)
            {
                loss.Train(group, numbers.Row(group), gradient);
            }

            loss.Step(all, 2e-3);
        }

        double[] expected = [moved, -moved, 0, 0];
        for (int group = 0; group < all.Length; group++)
        {
            Assert.Equal(expected[group], loss.Shifts[group], 0.02 * moved);
        }
    }

    /// <summary>
    /// One curve in four places, and outputs 0.15 eV beyond all of them, so that all shifts are to
    /// move one way: their differences are found all the same.
    /// </summary>
    [Fact]
    public void ShiftsThatAllPullOneWayAreFound()
    {
        DosTarget target = Samples.Targets[0];
        double step = target.Dos.Axis.Step, moved = 0.05 / PhysicalConstants.HartreeInEv;
        TargetWindow window = TargetWindow.Of(
            Samples.Targets[..4], EnergyReference.Adaptive, 12 * step, step) with
        {
            LeastShift = -6 * moved,
            MostShift = 6 * moved,
        };
        double[] places = [0.5 * moved, -0.5 * moved, moved, -moved];
        HermiteCurve curve = target.Dos.From(target.FermiLevel);
        HermiteCurve[] curves = [.. places.Select(curve.From)];
        Matrix<double> rows =
            AlignedTargets.Sampled([curve], window.Axis, [-3 * moved]);
        var loss = new NetworkDosLoss(
            window,
            DosRepresentation.Pointwise.Learn(rows),
            true,
            (curves, [.. places.Select(_ => window.Axis.Count)]),
            ([], []),
            2.5);
        int[] all = [0, 1, 2, 3];
        double[] gradient = new double[window.Axis.Count];
        for (int i = 0; i < 600; i++)
        {
            foreach (int group in all)
            {
                loss.Train(group, rows.Row(0), gradient);
            }

            loss.Step(all, 2e-3);
        }

        for (int group = 0; group < all.Length; group++)
        {
            Assert.Equal(-places[group], loss.Shifts[group], 0.03 * moved);
        }
    }

    /// <summary>Every silicon model is better than the mean of all densities.</summary>
    [Fact]
    public void TheShippedModelKnowsItsSamples()
    {
        DosModel model = DosModelFile.Read(RepositoryFile.Database("models/silicon.dosmodel"));
        DosScore[] scores =
        [
            .. Samples.Targets.Select(target => DosScores.Of(
                model.Regression,
                DosPredictor.Predict(model, target.Sample.Crystal).Dos,
                target)!),
        ];
        double error = scores.Average(score => score.SquaredAligned);

        // Observed 0.01: it has seen them.
        Assert.True(error < 0.1 * DosScores.Variance(Samples.Targets), $"{error}");
        Assert.NotNull(model.Calibration);
        Assert.Equal([4.0], model.Electrons.Values);
    }

    /// <summary>Computed and learned spectra of one structure are neighbours.</summary>
    [Fact]
    public void FingerprintsOfModelsMeetThoseOfBands()
    {
        var recipe = FingerprintRecipe.Parse("learned-dos");
        DosSample sample = Samples.Silicon[0];
        Fingerprint learned = recipe.Of(sample.Crystal);
        Fingerprint computed = recipe.Of(sample.Bands, Samples.Targets[0].FermiLevel);
        Assert.Equal(learned.GridId, computed.GridId);
        Assert.Equal("learned-dos", learned.Source.Operator);
        double cosine = VectorKernels.Dot(learned.Values, computed.Values) / Math.Sqrt(
            VectorKernels.NormSquared(learned.Values) * VectorKernels.NormSquared(computed.Values));

        // Observed 0.99.
        Assert.True(cosine > 0.95, $"{cosine}");
        Assert.Throws<AbsentModelException>(() => FingerprintRecipe.Parse(
            "learned-dos", new Dictionary<string, string> { ["model"] = "no-such-file" }));
        Assert.Throws<ArgumentException>(() => FingerprintRecipe.Parse(
            "learned-dos", new Dictionary<string, string> { ["model_hash"] = "0" }));
        Assert.Throws<ArgumentException>(() => FingerprintRecipe.Parse(
            "learned-dos", new Dictionary<string, string> { ["threshold"] = "0" }));
    }

    private static DosModel Of(string name) => name switch
    {
        "kernel" => Kernel.Value,
        "network" => Network.Value,
        _ => Trained(new LinearDosRegressor(), DosRepresentation.Pointwise, 0),
    };

    private static DosModel Trained(
        DosRegressor regressor,
        DosRepresentation representation,
        int members,
        EnergyReference reference = EnergyReference.Adaptive)
    {
        var options = new DosTrainingOptions
        {
            Regressor = regressor,
            Representation = representation,
            Reference = reference,
            Members = members,
            Lambdas = [1e-5, 1e-3],
        };
        DosTraining training =
            DosTrainer.Train(Samples.Targets, Samples.Environments, options, 2);
        return new DosModel(
            new Dictionary<Element, double> { [Samples.Element] = 4 },
            Samples.Descriptor,
            training.Regression,
            members == 0
                ? null
                : DosCalibration.Of(training, Samples.Targets, Samples.Environments),
            new DosModelCard(
                "test", Samples.Silicon.Length, 0, ["a", "b"], regressor.Name,
                representation.Name, reference.ToString(), 0.3, training.Lambda, null, members, 1,
                "0"));
    }

    private static Crystal Repeated(Crystal cell, int a, int b, int c, double strain = 1)
    {
        Matrix3D vectors = cell.Lattice.Vectors;
        var sites = new List<Site>();
        for (int n = 0; n < a * b * c; n++)
        {
            var offset = new Vector3D(n / (b * c), n / c % b, n % c);
            foreach (Site site in cell.Sites)
            {
                Vector3D moved = site.Position + offset;
                sites.Add(new Site(
                    site.Element, new Vector3D(moved.X / a, moved.Y / b, moved.Z / c)));
            }
        }

        return new Crystal(
            new Lattice(strain * new Matrix3D(
                a * vectors[0], b * vectors[1], c * vectors[2])),
            sites);
    }
}
