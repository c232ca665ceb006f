namespace Similarity.Spectra;

/// <summary>
/// A level and where it is: spin, k-point and band, counted from 0 in ascending energy.
/// </summary>
public sealed record BandEdge(double Energy, int Spin, int KPoint, int Band);

/// <summary>
/// Valence-band maximum and conduction-band minimum of bands at a Fermi level. A metal has a band
/// on both sides of it, or a gap of at most <see cref="EnergyTolerance"/>, and no edges.
/// </summary>
public sealed record BandEdges
{
    /// <summary>10⁻⁶ eV, in hartree: energies closer than this count as equal.</summary>
    public const double EnergyTolerance = 1e-6 / PhysicalConstants.HartreeInEv;

    private BandEdges()
    {
    }

    public bool IsMetal { get; private init; }

    /// <summary>
    /// The highest level of the bands below; null in a metal or if there are none.
    /// </summary>
    public BandEdge? ValenceMaximum { get; private init; }

    /// <summary>
    /// The lowest level of the bands above; null in a metal or if there are none.
    /// </summary>
    public BandEdge? ConductionMinimum { get; private init; }

    /// <summary>Fundamental gap in hartree; 0 in a metal, null when one edge is missing.</summary>
    public double? Gap { get; private init; }

    /// <summary>
    /// The smallest distance of the two bands of one spin at one k-point; 0 in a metal, null when
    /// no spin has both.
    /// </summary>
    public double? DirectGap { get; private init; }

    /// <summary>The valence level at the direct gap; null when there is none.</summary>
    public BandEdge? DirectGapAt { get; private init; }

    /// <summary>Whether the direct gap is no larger than the fundamental one.</summary>
    public bool IsDirect => DirectGapAt is not null && DirectGap <= Gap + EnergyTolerance;

    /// <summary>Electrons in the bands below when full; null in a metal.</summary>
    public double? Electrons { get; private init; }

    /// <param name="fermiLevel">
    /// Any energy in the gap, its edges included, gives the same result.
    /// </param>
    public static BandEdges Of(BandStructure bands, double fermiLevel)
    {
        if (!double.IsFinite(fermiLevel))
        {
            throw new ArgumentOutOfRangeException(
                nameof(fermiLevel), fermiLevel, "a Fermi level is finite");
        }

        // Some programs follow a band through crossings; edges are about the order in energy.
        ReadOnlySpan<double> sorted = AscendingBands.Of(bands).Energies;
        BandEdge? valence = null;
        BandEdge? conduction = null;
        BandEdge? directAt = null;
        double? direct = null;
        int filled = 0;
        for (int spin = 0; spin < bands.Spins; spin++)
        {
            if (ValenceBands(bands, sorted, spin, fermiLevel) is not int count)
            {
                return new BandEdges { IsMetal = true, Gap = 0, DirectGap = 0 };
            }

            filled += count;
            for (int k = 0; k < bands.KPoints.Length; k++)
            {
                int first = (spin * bands.KPoints.Length + k) * bands.Bands;
                BandEdge? top =
                    count > 0 ? new(sorted[first + count - 1], spin, k, count - 1) : null;
                BandEdge? bottom =
                    count < bands.Bands ? new(sorted[first + count], spin, k, count) : null;
                valence = top is not null && !(valence?.Energy >= top.Energy) ? top : valence;
                conduction = bottom is not null && !(conduction?.Energy <= bottom.Energy)
                    ? bottom
                    : conduction;
                if (bottom?.Energy - top?.Energy is double distance && !(direct <= distance))
                {
                    (direct, directAt) = (distance, top);
                }
            }
        }

        double? gap = conduction?.Energy - valence?.Energy;
        return gap <= EnergyTolerance
            ? new BandEdges { IsMetal = true, Gap = 0, DirectGap = 0 }
            : new BandEdges
            {
                ValenceMaximum = valence,
                ConductionMinimum = conduction,
                Gap = gap,
                DirectGap = direct,
                DirectGapAt = directAt,
                Electrons = bands.StatesPerBand * filled,
            };
    }

    /// <summary>
    /// The number of bands of one spin below the Fermi level at every k-point; null when a band
    /// crosses it, or lies on it everywhere and is half filled.
    /// </summary>
    private static int? ValenceBands(
        BandStructure bands, ReadOnlySpan<double> sorted, int spin, double fermiLevel)
    {
        // A band is below if it is clearly so at some k-point, above likewise; both: it crosses.
        int below = 0;
        int notAbove = bands.Bands;
        for (int k = 0; k < bands.KPoints.Length; k++)
        {
            ReadOnlySpan<double> levels = sorted.Slice(
                (spin * bands.KPoints.Length + k) * bands.Bands, bands.Bands);
            int clearlyBelow = 0;
            int upToTolerance = 0;
            foreach (double level in levels)
            {
                clearlyBelow += level < fermiLevel - EnergyTolerance ? 1 : 0;
                upToTolerance += level <= fermiLevel + EnergyTolerance ? 1 : 0;
            }

            below = Math.Max(below, clearlyBelow);
            notAbove = Math.Min(notAbove, upToTolerance);
        }

        return below == notAbove ? below : null;
    }
}
