using Similarity.Crystals.Nanotubes;
using Similarity.Operators.Nanotubes;

namespace Similarity.Tests.Operators.Nanotubes;

public sealed class GapFitTest
{
    private static readonly Nanotube[] Tubes =
        [new(new(7, 0)), new(new(8, 4)), new(new(10, 3)), new(new(12, 5)), new(new(16, 0))];

    [Fact]
    public void GapsOfTheModelAreMetExactly()
    {
        GapFit fit = GapFit.Of(
            [.. Tubes.Select(tube => (tube, 0.4 / tube.Diameter + 2.5 * Curvature(tube)))],
            linear: true,
            curvature: true);

        Assert.Equal(0.4, fit.Linear!.Value, 1e-12);
        Assert.Equal(2.5, fit.Curvature!.Value, 1e-10);
        Assert.Equal(1, fit.Determination!.Value, 1e-12);
        Assert.Equal(0, fit.Largest, 1e-14);
    }

    [Fact]
    public void ATermLeftOutIsInTheResiduals()
    {
        GapFit fit = GapFit.Of(
            [.. Tubes.Select(tube => (tube, 0.4 / tube.Diameter + 2.5 * Curvature(tube)))],
            linear: true,
            curvature: false);

        Assert.Null(fit.Curvature);
        Assert.InRange(fit.Determination!.Value, 0, 0.999);

        // Normal equations: the residuals are orthogonal to 1/d.
        Assert.Equal(
            0, Tubes.Select((tube, i) => fit.Residuals[i] / tube.Diameter).Sum(), 1e-14);
        Assert.Equal(
            fit.RootMeanSquare,
            Math.Sqrt(fit.Residuals.Sum(r => r * r) / Tubes.Length),
            1e-15);
    }

    /// <summary>Armchair tubes: no gap, nothing to explain.</summary>
    [Fact]
    public void WhereNoTubeHasAGapThereIsNoDetermination()
    {
        GapFit fit = GapFit.Of([.. Tubes.Select(tube => (tube, 0.0))], true, true);

        Assert.Null(fit.Determination);
        Assert.Equal(0, fit.RootMeanSquare);
    }

    private static double Curvature(Nanotube tube) =>
        Math.Cos(3 * tube.Chirality.ChiralAngle) / (tube.Diameter * tube.Diameter);
}
