using Similarity.Fingerprints;
using Similarity.Tests.Spectra;

namespace Similarity.Tests.Fingerprints;

public class FingerprintPairTest
{
    private static readonly SorepBands Sorep = SorepBands.Read("one_spin_insulator");

    [Fact]
    public void OtherGridsAreRefusedByName()
    {
        Fingerprint a = Make("fermi:-5:5:513"), b = Make("fermi:-4:6:513");
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => FingerprintMetric.Find("euclidean").Compare(a, b));
        Assert.Contains(a.GridId, error.Message, StringComparison.Ordinal);
        Assert.Contains(b.GridId, error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => FingerprintPair.Of(a, b));
    }

    /// <summary>What both windows cover is the same spectrum.</summary>
    [Fact]
    public void ResamplingComparesTheCommonWindow()
    {
        Fingerprint a = Make("fermi:-5:5:2001"), b = Make("fermi:-4:6:1001");
        var pair = FingerprintPair.Of(a, b, resample: true);
        Assert.Equal(pair.A.GridId, pair.B.GridId);
        Assert.Contains(
            pair.Warnings, text => text.Contains("resampled", StringComparison.Ordinal));
        var energies = pair.A.Segments[0].EnergiesEv;
        Assert.Equal((-4.0, 5.0), (energies[0], energies[^1]));
        Assert.Equal(901, pair.A.Values.Length);

        // Every point of both is a point of the coarser grid: straight lines do not show.
        double size = FingerprintMetric.Find("dot").Compare(pair.A, pair.A);
        Assert.InRange(
            FingerprintMetric.Find("euclidean").Compare(pair.A, pair.B),
            0,
            1e-9 * Math.Sqrt(size));
    }

    [Theory]
    [InlineData("fermi:-5:5:513", "vbm:-5:5:513")]
    [InlineData("fermi:-5:0:513", "fermi:1:5:513")]
    public void WhatResamplingCannotMendIsRefused(string first, string second) =>
        Assert.Throws<ArgumentException>(
            () => FingerprintPair.Of(Make(first), Make(second), resample: true));

    [Fact]
    public void OtherUnitsAreAnotherQuantity()
    {
        Fingerprint a = Make("fermi:-5:5:513");
        Fingerprint b = FingerprintRecipeTest
            .Recipe("spectral", ("windows", "fermi:-5:5:513"), ("per", "electron"))
            .Of(Sorep.Bands, Sorep.FermiLevel);
        Assert.Throws<ArgumentException>(() => FingerprintPair.Of(a, b, resample: true));
    }

    [Fact]
    public void OtherOperatorsAreComparedWithAWarning()
    {
        Fingerprint a = Make("fermi:-5:5:513");
        var other = new Fingerprint(a.Kind, a.Parameters, a.GridId, a.Values)
        {
            Source = a.Source with { Operator = "gfn0" },
        };
        var pair = FingerprintPair.Of(a, other);
        Assert.Same(other, pair.B);
        Assert.Contains("gfn0", Assert.Single(pair.Warnings), StringComparison.Ordinal);
        Assert.Empty(FingerprintPair.Of(a, a).Warnings);
    }

    /// <summary>A shift of a whole window is the distance in each of them.</summary>
    [Fact]
    public void EarthMoversStayInTheirWindows()
    {
        FingerprintSegment[] segments =
            [new("vbm", [-1, 0, 1, 2]), new("cbm", [-1, 0, 1, 2])];
        var parameters = Make("fermi:-5:5:513").Parameters;
        Fingerprint Of(params double[] values) =>
            new("spectral", parameters, "grid", values) { Segments = [.. segments] };
        var metric = FingerprintMetric.Find("emd");
        Assert.Equal(
            (1 + 2) / 2.0,
            metric.Compare(Of(1, 0, 0, 0, 1, 0, 0, 0), Of(0, 1, 0, 0, 0, 0, 2, 0)));

        // Nothing in one of them: the whole width; in both: nothing to move.
        Assert.Equal(
            3 / 2.0, metric.Compare(Of(1, 0, 0, 0, 1, 0, 0, 0), Of(1, 0, 0, 0, 0, 0, 0, 0)));
        Assert.Equal(
            0, metric.Compare(Of(1, 0, 0, 0, 0, 0, 0, 0), Of(5, 0, 0, 0, 0, 0, 0, 0)));
        Assert.Throws<ArgumentException>(
            () => metric.Compare(Of(1, -1, 0, 0, 1, 0, 0, 0), Of(1, 0, 0, 0, 1, 0, 0, 0)));
        Assert.Equal(
            0,
            FingerprintMetric.Find("emd", NegativeValues.Clip)
                .Compare(Of(1, -1, 0, 0, 1, 0, 0, 0), Of(1, 0, 0, 0, 1, 0, 0, 0)));
    }

    private static Fingerprint Make(string windows) => FingerprintRecipeTest
        .Recipe("spectral", ("windows", windows), ("per", "cell"))
        .Of(Sorep.Bands, Sorep.FermiLevel);
}
