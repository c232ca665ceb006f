using Similarity.Learning.BayesianNetworks;
using Similarity.Numerics;

namespace Similarity.Tests.Learning.BayesianNetworks;

public sealed class FreeEnergyTest
{
    private const int Rows = 300;

    private static readonly NetworkShape Shape = new(3, 5, 2, 2);

    /// <summary>Central differences of step h err by h² F‴/6 and by rounding of F over h.</summary>
    private const double Step = 1e-5, Tolerance = 2e-8;

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 3)]
    [InlineData(false, 0)]
    public void GradientsAreThoseOfFiniteDifferences(bool isBayesian, int frozen)
    {
        var energy = new FreeEnergy(
            Shape, new GaussianPrior(0.7), 0.01, tempering: 0, frozen, Rows, threads: 1);
        Case c = new(5, isBayesian);
        c.Evaluate(energy);
        double[] means = [.. energy.MeanGradient], rhos = [.. energy.RhoGradient];
        for (int i = 0; i < Shape.Parameters; i++)
        {
            if (i < Shape.Start(frozen))
            {
                Assert.Equal(0, means[i]);
                Assert.Equal(0, rhos[i]);
                continue;
            }

            Assert.Equal(
                Slope(energy, c, c.Means, i), means[i], Tolerance * (1 + c.Largest(means)));
            if (isBayesian)
            {
                Assert.Equal(
                    Slope(energy, c, c.Rhos!, i), rhos[i], Tolerance * (1 + c.Largest(rhos)));
            }
        }

        // Not 0 = 0: the data are felt by every layer that learns.
        Assert.True(c.Largest(means[Shape.Start(frozen)..Shape.Start(frozen + 1)]) > 1e-3);
        Assert.Equal(isBayesian, c.Largest(rhos) > 1e-4);
    }

    [Fact]
    public void ThreadsDoNotChangeABit()
    {
        Case c = new(6, isBayesian: true);
        double[][] gradients =
        [
            .. new[] { 1, 2, 5 }.Select(threads =>
            {
                var energy = new FreeEnergy(
                    Shape, new GaussianPrior(0.7), 0.01, 0.5, 0, Rows, threads);
                c.Evaluate(energy);
                return energy.RhoGradient;
            }),
        ];
        Assert.Equal(gradients[0], gradients[1]);
        Assert.Equal(gradients[0], gradients[2]);
    }

    private static double Slope(FreeEnergy energy, Case c, double[] parameters, int i)
    {
        double at = parameters[i];
        parameters[i] = at + Step;
        double above = c.Evaluate(energy);
        parameters[i] = at - Step;
        double below = c.Evaluate(energy);
        parameters[i] = at;
        return (above - below) / (2 * Step);
    }

    private sealed class Case
    {
        private readonly double[] rows = new double[Rows * Shape.Inputs];
        private readonly double[] targets = new double[Rows];
        private readonly int[] batch = [.. Enumerable.Range(0, Rows).Reverse()];

        public Case(ulong seed, bool isBayesian)
        {
            var random = new RandomStream(seed);
            Means = Fill(new double[Shape.Parameters], () => 0.6 * random.Normal());
            Rhos = isBayesian
                ? Fill(new double[Shape.Parameters], () => random.Uniform(-3, -1))
                : null;
            Fill(rows, random.Normal);
            Fill(targets, random.Normal);
        }

        public double[] Means { get; }

        public double[]? Rhos { get; }

        /// <summary>The same noise each time.</summary>
        public double Evaluate(FreeEnergy energy) =>
            energy.Evaluate(Means, Rhos, rows, targets, batch, new RandomStream(77));

        public double Largest(double[] gradient) => gradient.Max(Math.Abs);

        private static double[] Fill(double[] numbers, Func<double> next)
        {
            for (int i = 0; i < numbers.Length; i++)
            {
                numbers[i] = next();
            }

            return numbers;
        }
    }
}
