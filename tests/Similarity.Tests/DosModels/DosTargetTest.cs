using Similarity.DosModels;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.DosModels;

public class DosTargetTest
{
    private const double Ev = 1 / PhysicalConstants.HartreeInEv;
    private const double Sigma = 0.3 * Ev, Step = 0.05 * Ev;

    /// <summary>Gaussians and error functions one by one.</summary>
    [Fact]
    public void DensityAndCountAreSumsOverLevels()
    {
        DosSample sample = Samples.Silicon[0];
        var target = DosTarget.Of(sample, Sigma, Step);
        for (int i = 0; i < target.Dos.Axis.Count; i += 17)
        {
            double energy = target.Dos.Axis[i], density = 0, slope = 0, count = 0;
            for (int k = 0; k < sample.Bands.KPoints.Length; k++)
            {
                foreach (double level in sample.Bands.EnergiesAt(0, k))
                {
                    double x = (energy - level) / Sigma;
                    double weight = 2 * sample.Bands.Weights[k] / sample.Atoms;
                    double value = weight * Math.Exp(-x * x / 2) / (Sigma * Math.Sqrt(2 * Math.PI));
                    density += value;
                    slope -= value * x / Sigma;
                    count += weight * SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2;
                }
            }

            Assert.Equal(density, target.Dos.Values[i], 1e-9 * (1 + density));
            Assert.Equal(slope, target.Dos.Slopes[i], 1e-7 * (1 + Math.Abs(slope)));
            Assert.Equal(count, target.Count.Values[i], 2e-6);
        }
    }

    [Fact]
    public void TheFermiLevelHoldsTheElectrons()
    {
        Assert.All(DosTarget.Of(Samples.Silicon, Sigma, Step), target =>
        {
            Assert.Equal(4, target.Count.ValueAt(target.FermiLevel), 1e-9);
            FilledDos filled = DosScores.TrueOf(target);
            Assert.Equal(target.FermiLevel, filled.FermiLevel, 1e-5);
        });
    }

    /// <summary>E = 2 cos 2πx + … on a mesh is known between its points, exactly.</summary>
    [Theory]
    [InlineData(3, 4, 5)]
    [InlineData(4, 1, 6)]
    public void BandsOfFewHarmonicsAreInterpolatedExactly(int a, int b, int c)
    {
        double Band(Vector3D k) => Math.Cos(2 * Math.PI * k.X)
            + (b > 1
                ? 0.5 * Math.Cos(2 * Math.PI * (k.Y + k.Z))
                : 0.3 * Math.Cos(4 * Math.PI * k.Z));
        var points = new List<Vector3D>();
        for (int i = 0; i < a * b * c; i++)
        {
            points.Add(new Vector3D(
                (double)(i / (b * c)) / a, (double)(i / c % b) / b, (double)(i % c) / c));
        }

        // Of k and −k one is enough.
        Vector3D[] half =
        [
            .. points.Where((k, i) => i <= points.FindIndex(other =>
                Same(other.X, -k.X) && Same(other.Y, -k.Y) && Same(other.Z, -k.Z))),
        ];
        var bands = new BandStructure(
            1, 2, half, new double[half.Length].Select(_ => 1.0).ToArray(), [.. half.Select(Band)]);
        BandStructure fine = FourierBands.Refine(bands, 3)!;
        Assert.Equal(a * 3 * (b > 1 ? b * 3 : 1) * c * 3, fine.KPoints.Length);
        for (int k = 0; k < fine.KPoints.Length; k++)
        {
            Assert.Equal(Band(fine.KPoints[k]), fine.EnergiesAt(0, k)[0], 1e-12);
        }

        static bool Same(double x, double y) => Math.Abs(x - y - Math.Round(x - y)) < 1e-9;
    }

    [Fact]
    public void WhatIsNoMeshIsNotRefined()
    {
        var bands = new BandStructure(
            1, 2, [default, new Vector3D(0.3, 0, 0)], [1, 1], [0.0, 1.0]);
        Assert.Null(FourierBands.Refine(bands, 2));
        DosSample sample = Samples.Silicon[0];
        Assert.NotNull(FourierBands.Refine(sample.Bands, 2));
    }
}
