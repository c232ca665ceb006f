using System.Globalization;
using System.Text;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Formats.Cube;
using Similarity.Numerics;

namespace Similarity.Tests.Formats.Cube;

public class CubeFormatTest
{
    /// <summary>Values have six digits.</summary>
    private const double Rounding = 1e-5;

    /// <summary>
    /// ρ(r) = e^(−2r)/π about the atom proves origin, steps and the order of the values.
    /// </summary>
    [Fact]
    public void DensityOfHydrogenIsAtItsPlaces()
    {
        FileContents contents = ElectronicSample.Read("hydrogen.cube");
        VolumetricData volume = contents.Volume!;
        Assert.Equal((5, 6, 7), (volume.Count0, volume.Count1, volume.Count2));
        AgreesEverywhere(volume, r => Math.Exp(-2 * r) / Math.PI);
        Assert.Equal(5 * 6 * 7 * 0.8 * 0.8 * 0.8, volume.Crystal.Lattice.Volume, 1e-12);
        Assert.Equal("H", Assert.Single(contents.Structures).Formula);
    }

    /// <summary>
    /// 1s = e^(−r)/√π and 2s = (1 − r/2) e^(−r/2)/√(8π) alternate in a file in ångströms.
    /// </summary>
    [Fact]
    public void OrbitalsAreKeptApartAndAngstromsAreTurned()
    {
        FileContents contents = ElectronicSample.Read("orbitals.cube");
        Assert.Equal(64, contents.Volume!.Values.Length);
        AgreesEverywhere(contents.Volume, r => Math.Exp(-r) / Math.Sqrt(Math.PI));
        Assert.Equal(["orbital 1", "orbital 2"], contents.Volumes.Select(volume => volume.Name));
        double norm = Math.Sqrt(8 * Math.PI);
        AgreesEverywhere(contents.Volumes[1], r => (1 - r / 2) * Math.Exp(-r / 2) / norm);
        Assert.Empty(contents.Warnings);
    }

    [Fact]
    public void WhatIsWrittenIsReadAgain()
    {
        var random = new Random(7);
        var steps = new Matrix3D(new(0.3, 0.01, 0), new(0, 0.4, 0.02), new(0.1, 0, 0.5));
        var lattice = new Lattice(new Matrix3D(2 * steps.Row0, 3 * steps.Row1, 8 * steps.Row2));
        var crystal = new Crystal(
            lattice,
            [new(new Element(8), new(0.1, 0.2, 0.3)), new(new Element(26), new(0.5, 0.5, 0.9))]);
        double[] values = [.. Enumerable.Range(0, 48).Select(
            _ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-200, 9)))];
        var volume = new VolumetricData(
            crystal, new(-1, 0.5, 1 / 3.0), steps, 2, 3, 8, [.. values]);

        var text = new StringWriter(CultureInfo.InvariantCulture);
        CubeWriter.Write(text, volume, "one\nline");
        VolumetricData again = FileFormats.Read(
            new FileSource("written", Encoding.ASCII.GetBytes(text.ToString()))).Volume!;
        Assert.Equal(values, again.Values.ToArray());
        Assert.Equal((volume.Origin, volume.Steps), (again.Origin, again.Steps));
        Assert.Equal(lattice, again.Crystal.Lattice);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(crystal.Sites[i].Element, again.Crystal.Sites[i].Element);
            Assert.Equal(
                0, (crystal.Sites[i].Position - again.Crystal.Sites[i].Position).Length, 1e-15);
        }
    }

    [Theory]
    [InlineData("    7    0.0", "    8    0.0", "after 210 values; expected 240")]
    [InlineData("    7    0.0", "    6    0.0", "more than the 180 values")]
    [InlineData("    7    0.0", "    0    0.0", "none 0")]
    [InlineData("    7    0.0", "   -7    0.0", "counts of one sign")]
    [InlineData("    7    0.0", "2000000000    0.0", "too many to read")]
    public void CountsThatDoNotFitAreRefused(string old, string replacement, string expected)
    {
        var refusal = Assert.Throws<InvalidFileException>(
            () => ElectronicSample.Edited("hydrogen.cube", old, replacement));
        Assert.NotNull(refusal.Line);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExponentOfThreeDigitsIsReadWithoutItsLetter()
    {
        FileContents contents = ElectronicSample.Edited("hydrogen.cube", text =>
            string.Concat(text.AsSpan(0, text.LastIndexOf(' ')), " 1.25-101\n"));
        Assert.Equal(1.25e-101, contents.Volume!.Values[^1]);
    }

    private static void AgreesEverywhere(VolumetricData volume, Func<double, double> expected)
    {
        Vector3D atom = volume.Crystal.CartesianPosition(0);
        int index = 0;
        for (int i = 0; i < volume.Count0; i++)
        {
            for (int j = 0; j < volume.Count1; j++)
            {
                for (int k = 0; k < volume.Count2; k++)
                {
                    Vector3D point = volume.Origin + new Vector3D(i, j, k) * volume.Steps;
                    double value = expected((point - atom).Length);

                    // The 2s function crosses zero, where coordinates of six decimals matter.
                    double size = Math.Max(Math.Abs(value), 0.01);
                    Assert.Equal(value, volume.Values[index++], Rounding * size);
                }
            }
        }
    }
}
