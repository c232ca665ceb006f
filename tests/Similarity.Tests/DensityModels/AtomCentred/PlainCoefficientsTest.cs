using System.Text;
using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Comparison;
using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.DensityModels.AtomCentred.Integrals;
using Similarity.DensityModels.AtomCentred.Training;
using Similarity.Formats;
using Similarity.Numerics;

namespace Similarity.Tests.DensityModels.AtomCentred;

/// <summary>
/// Four water molecules of another program's fit (tests/Oracles/density/water-tetramer): Coulomb
/// metric, exact charge, its own order and signs of functions.
/// </summary>
public sealed class PlainCoefficientsTest
{
    private static readonly string File =
        RepositoryFile.Oracle("density/water-tetramer/coefficients.out");

    private static readonly Crystal Molecule = FileFormats
        .Read(RepositoryFile.Oracle("density/water-tetramer/geometry.xyz")).Structures.Single();

    private static readonly FittedDensity Density =
        PlainCoefficients.Read(new FileSource(File), Molecule);

    /// <summary>Coefficients are printed with eight decimals.</summary>
    [Fact]
    public void TheChargeIsExact()
    {
        Assert.Equal(408, Density.Functions.Count);
        Assert.Equal(40, Density.Electrons, 1e-6);
    }

    /// <summary>Refitted to its own projections, a density comes back; its charge needs no change.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ARefitInEitherMetricGivesTheSameCoefficients(bool isCoulomb)
    {
        var metric = isCoulomb
            ? CoulombMetric.Of(Density.Functions)
            : OverlapMetric.Of(Density.Functions);
        double[] projections =
        [
            .. Enumerable.Range(0, metric.Rows).Select(
                row => FittedDensity.Dot(metric.Row(row), Density.Coefficients)),
        ];
        var fit = new DensityFit(metric);
        double[] charges = ShellMoments.Charges(Density.Functions);
        Assert.InRange(
            DensityOracle.LargestDifference(Density.Coefficients, fit.Fit(projections)), 0, 1e-6);
        Assert.InRange(
            DensityOracle.LargestDifference(
                Density.Coefficients, fit.Fit(projections, charges, 40)),
            0,
            1e-5);
    }

    /// <summary>
    /// The shipped model, of another functional and basis, predicts nearly the same density; with
    /// functions in a wrong order the two are further apart.
    /// </summary>
    [Fact]
    public void ItIsTheDensityThatAModelOfWaterPredicts()
    {
        DensityModel model = DensityModelFile.Read(
            new FileSource(RepositoryFile.Database("models/water.density")));
        FittedDensity predicted = model.Predict(Molecule).Density;
        var overlap = new DensityComparison(DensityOperator.Overlap, false);
        double own = overlap.Compare(predicted, Density).Distance;
        double wrong = overlap.Compare(predicted, new FittedDensity(
            Density.Functions, Mixed(Density.Coefficients.ToArray()))).Distance;
        Assert.InRange(overlap.Compare(predicted, Density).Cosine, 0.9999, 1);
        Assert.InRange(own, 0, 0.5 * wrong);
        Assert.InRange((predicted.Dipole - Density.Dipole).Length, 0, 0.15);
    }

    [Theory]
    [InlineData("Atom number: 0", "Atom number: 1", "coefficients.out:1")]
    [InlineData("number of functions: 70", "functions: 70", "coefficients.out:2")]
    [InlineData("0 0.13465046", "0 x", "four numbers")]
    [InlineData("1 0.00504845 64.2613382", "1 0.00504845 64.2", "shell l = 1")]
    [InlineData("0 0.13465046 2876.8216605", "0 0.13465046 -1", "positive exponent")]
    public void WhatIsWrongIsNamed(string before, string after, string message)
    {
        string text = System.IO.File.ReadAllText(File);
        int at = text.IndexOf(before, StringComparison.Ordinal);
        text = text[..at] + after + text[(at + before.Length)..];
        var error = Assert.Throws<InvalidFileException>(() => PlainCoefficients.Read(
            new FileSource(File, Encoding.UTF8.GetBytes(text)), Molecule));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfAnotherMoleculeIsRefused()
    {
        Crystal more = DensityOracle.Molecule(
            [.. Enumerable.Repeat(new Element(8), 13)],
            [.. Enumerable.Range(0, 13).Select(i => new Vector3D(3 * i, 0, 0))]);
        Assert.Throws<InvalidFileException>(
            () => PlainCoefficients.Read(new FileSource(File), more));
    }

    /// <summary>Functions of each p shell of the first oxygen exchanged.</summary>
    private static double[] Mixed(double[] c)
    {
        for (int p = 12; p < 27; p += 3)
        {
            (c[p], c[p + 1], c[p + 2]) = (c[p + 1], c[p + 2], c[p]);
        }

        return c;
    }
}
