using Similarity.Learning.BayesianNetworks;

namespace Similarity.Tests.Learning.BayesianNetworks;

public sealed class NetworkTrainerTest
{
    private static readonly NetworkOptions Options = new()
    {
        Width = 16,
        Blocks = 1,
        LayersPerBlock = 1,
        Epochs = 60,
        BatchRows = 64,
        LearningRate = 1e-2,
    };

    // Away from the step of the noise and from the ends.
    private static readonly double[] Quiet = [-0.8, -0.6, -0.4], Loud = [0.4, 0.6, 0.8];

    [Fact]
    public void AleatoricIsTheNoiseAndEpistemicShrinksWithData()
    {
        (double Aleatoric, double Epistemic, double Error) few = Learn(200, Options), many =
            Learn(6000, Options with { Epochs = 20 });
        Assert.InRange(many.Aleatoric, 0.9, 1.1);
        Assert.InRange(many.Error, 0, 0.04);

        // 30 times the rows: 5.5 times less for a well-posed fit; the toy reaches about 4.
        Assert.InRange(few.Epistemic / many.Epistemic, 2, 12);

        static (double, double, double) Learn(int rows, NetworkOptions options)
        {
            (double[] x, double[] y) = ToyRows.Draw(rows, 21);
            NetworkModel model = new NetworkTrainer(options).Train(x, 1, y, 1, threads: 1);
            double[] asked = [.. Quiet, .. Loud];
            double[] mean = new double[6], noise = new double[6], spread = new double[6];
            NetworkDraws.Of(model, 200, 5).Predict(asked, 6, mean, noise, spread, 1);
            double aleatoric = Enumerable.Range(0, 6).Average(i => Math.Sqrt(noise[i])
                / (asked[i] < 0 ? ToyRows.QuietNoise : ToyRows.LoudNoise));
            double error = Enumerable.Range(0, 6)
                .Average(i => Math.Abs(mean[i] - ToyRows.Mean(asked[i])));
            return (aleatoric, Math.Sqrt(spread.Average()), error);
        }
    }

    [Fact]
    public void FarFromTheDataEpistemicGrows()
    {
        (double[] x, double[] y) = ToyRows.Draw(1000, 22);
        NetworkModel model = new NetworkTrainer(Options).Train(x, 1, y, 1, threads: 1);
        double[] mean = new double[2], noise = new double[2], spread = new double[2];
        NetworkDraws.Of(model, 200, 5).Predict([0.5, 4], 2, mean, noise, spread, 1);
        Assert.True(spread[1] > 9 * spread[0]);
    }

    [Fact]
    public void ThreadsAndRepetitionDoNotChangeABitAndSeedsDo()
    {
        (double[] x, double[] y) = ToyRows.Draw(700, 23);
        NetworkOptions large = Options with { BatchRows = 600, Epochs = 3 };
        byte[] Bytes(ulong seed, int threads) => NetworkFile.ToBytes(
            new NetworkTrainer(large).Train(x, 1, y, seed, threads), "");
        byte[] one = Bytes(1, 1);
        Assert.Equal(one, Bytes(1, 3));
        Assert.NotEqual(one, Bytes(2, 1));
    }

    [Fact]
    public void FrozenLayersStayAndOthersMove()
    {
        (double[] x, double[] y) = ToyRows.Draw(500, 24);
        var trainer = new NetworkTrainer(Options with { Epochs = 5 });
        NetworkModel small = trainer.Train(x, 1, y, 1, 1);
        double[] shifted = Array.ConvertAll(y, value => value + 0.5);
        NetworkModel large = trainer.Train(x, 1, shifted, 2, 1, new NetworkStart(small, 1, 3));
        int start = small.Shape.Start(1);
        GaussianWeights before = small.Members[0], after = large.Members[0];
        Assert.Equal(before.Means[..start].ToArray(), after.Means[..start].ToArray());
        Assert.Equal(before.Rhos[..start].ToArray(), after.Rhos[..start].ToArray());
        Assert.NotEqual(before.Means[start..].ToArray(), after.Means[start..].ToArray());
        Assert.NotEqual(before.Rhos[start..].ToArray(), after.Rhos[start..].ToArray());
        Assert.Equal(small.TargetMean, large.TargetMean);
    }

    [Fact]
    public void AnEnsembleOfPointNetworksPredictsItsMean()
    {
        (double[] x, double[] y) = ToyRows.Draw(500, 25);
        var trainer = new NetworkTrainer(Options with { IsBayesian = false, Epochs = 10 });
        NetworkModel[] members = [.. Enumerable.Range(0, 3)
            .Select(i => trainer.Train(x, 1, y, (ulong)i, 1))];
        var ensemble = NetworkModel.Ensemble(members);
        double expected = members.Average(member => Predict(member).Mean);
        Assert.Equal(expected, Predict(ensemble).Mean, 1e-12);
        Assert.True(Predict(ensemble).Epistemic > 0);
        Assert.Equal(0, Predict(members[0]).Epistemic, 1e-12);

        static (double Mean, double Epistemic) Predict(NetworkModel model)
        {
            double[] mean = new double[1], noise = new double[1], spread = new double[1];
            NetworkDraws.Of(model, 7, 1).Predict([0.3], 1, mean, noise, spread, 1);
            return (mean[0], spread[0]);
        }
    }

    [Fact]
    public void RowsThatAreNoNumbersAreRefused()
    {
        var trainer = new NetworkTrainer(Options);
        Assert.Throws<ArgumentException>(() => trainer.Train([1, double.NaN], 1, [1, 2], 1, 1));
        Assert.Throws<ArgumentException>(() => trainer.Train([1, 2, 3], 2, [1, 2], 1, 1));
    }

    [Fact]
    public void CancellationEndsTraining()
    {
        (double[] x, double[] y) = ToyRows.Draw(100, 26);
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => new NetworkTrainer(Options).Train(
            x, 1, y, 1, 1, null, (_, _) => source.Cancel(), source.Token));
    }
}
