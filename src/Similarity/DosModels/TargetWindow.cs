namespace Similarity.DosModels;

/// <summary>
/// The energies that a model learns, and how far the curves of structures may be moved in them.
/// </summary>
/// <param name="LeastShift">
/// Of an adaptive reference, as <paramref name="MostShift"/>; both 0 for a fixed one. Below the
/// window there is room for as much, and above it every curve has valid states for as much.
/// </param>
public sealed record TargetWindow(EnergyAxis Axis, double LeastShift, double MostShift)
{
    /// <summary>Above the Fermi level windows reach by so much, electronvolts.</summary>
    public const double AboveFermiEv = 3;

    /// <summary>Bounds of a shift, electronvolts.</summary>
    public const double LargestShiftEv = 2;

    /// <summary>Below the lowest level a window starts, in σ.</summary>
    private const double BelowLowest = 5;

    /// <summary>Below a valid maximum states are complete by so many σ.</summary>
    public const double ValidMargin = 3;

    public static TargetWindow Of(
        IReadOnlyList<DosTarget> targets, EnergyReference reference, double sigma, double step)
    {
        double start = targets.Min(target => target.Lowest - target.Zero(reference))
            - BelowLowest * sigma;
        double above = AboveFermiEv / PhysicalConstants.HartreeInEv;
        double end = targets.Max(target => target.FermiLevel - target.Zero(reference)) + above;
        if (reference != EnergyReference.Adaptive)
        {
            return new TargetWindow(EnergyAxis.Covering(start, end, step), 0, 0);
        }

        double shift = LargestShiftEv / PhysicalConstants.HartreeInEv;
        double room = targets.Min(target => ValidTop(target, sigma) - target.FermiLevel) - above;
        return new TargetWindow(
            EnergyAxis.Covering(start - shift, end, step), -shift, Math.Clamp(room, 0, shift));
    }

    /// <summary>Up to where the states of a target are complete, at its own energies.</summary>
    public static double ValidTop(DosTarget target, double sigma) =>
        target.Sample.ValidMaximum - ValidMargin * sigma;
}
