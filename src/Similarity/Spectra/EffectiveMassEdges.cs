using Similarity.Crystals;
using Similarity.Numerics.Quadrature;

namespace Similarity.Spectra;

/// <summary>
/// The bands of a path sorted into those below and those above the Fermi level, with their edges,
/// in the atomic units asked for.
/// </summary>
internal sealed class EffectiveMassEdges
{
    // The constants of SOREP, from older editions of CODATA.
    private const double SorepHartreeInEv = 2 * 13.6056917253;
    private const double SorepBohrInAngstrom = 0.52917720859;
    private const double SorepBoltzmannInEvPerKelvin = 8.61732814974056e-5;

    private readonly EffectiveMassOptions options;
    private readonly double fermiLevel;
    private readonly bool[] isValence;
    private readonly bool[] isConduction;

    public EffectiveMassEdges(BandStructure bands, double fermiLevel, EffectiveMassOptions options)
    {
        this.options = options;
        this.fermiLevel = fermiLevel;
        Bands = bands = AscendingBands.Of(bands);
        bool sorep = options.SorepCompatible;
        EnergyScale = sorep ? PhysicalConstants.HartreeInEv / SorepHartreeInEv : 1;
        WaveNumberScale = sorep ? SorepBohrInAngstrom / PhysicalConstants.BohrInAngstrom : 1;
        ThermalEnergy = options.Temperature * (sorep
            ? SorepBoltzmannInEvPerKelvin / SorepHartreeInEv
            : PhysicalConstants.BoltzmannInHartreePerKelvin);

        isValence = new bool[bands.Spins * bands.Bands];
        isConduction = new bool[bands.Spins * bands.Bands];
        double highest = double.NegativeInfinity, lowest = double.PositiveInfinity;
        for (int spin = 0; spin < bands.Spins; spin++)
        {
            for (int band = 0; band < bands.Bands; band++)
            {
                (double min, double max) = Range(spin, band, 0, bands.KPoints.Length - 1);
                bool below = max <= fermiLevel + BandEdges.EnergyTolerance;
                bool above = min >= fermiLevel - BandEdges.EnergyTolerance;
                isValence[spin * bands.Bands + band] = below;
                isConduction[spin * bands.Bands + band] = above;
                IsMetal |= sorep
                    ? min < fermiLevel - BandEdges.EnergyTolerance
                        && max > fermiLevel + BandEdges.EnergyTolerance
                    : below == above;
                highest = below && !sorep ? Math.Max(highest, max) : highest;
                lowest = above && !sorep ? Math.Min(lowest, min) : lowest;
            }
        }

        if (sorep)
        {
            // SOREP takes its edges from all levels, also of bands that touch the Fermi level.
            foreach (double energy in bands.Energies)
            {
                highest = energy <= fermiLevel ? Math.Max(highest, energy) : highest;
                lowest = energy >= fermiLevel ? Math.Min(lowest, energy) : lowest;
            }
        }

        IsMetal |= !sorep && lowest - highest <= BandEdges.EnergyTolerance;
        ValenceMaximum = double.IsFinite(highest) ? EnergyScale * highest : null;
        ConductionMinimum = double.IsFinite(lowest) ? EnergyScale * lowest : null;
        Gap = IsMetal ? 0 : (ConductionMinimum - ValenceMaximum) / EnergyScale;
    }

    public BandStructure Bands { get; }

    /// <summary>Energies of the bands in hartree times this are in the hartree asked for.</summary>
    public double EnergyScale { get; }

    /// <summary>Wave numbers per bohr times this are per bohr asked for.</summary>
    public double WaveNumberScale { get; }

    /// <summary>k_B T.</summary>
    public double ThermalEnergy { get; }

    public SimpsonEnd SimpsonEnd => options.SimpsonEnd;

    /// <summary>Whether a band crosses the Fermi level, or no gap opens there.</summary>
    public bool IsMetal { get; }

    public double? ValenceMaximum { get; }

    public double? ConductionMinimum { get; }

    public double? Gap { get; }

    /// <summary>Whether a band holds electrons (or holes) of the segment.</summary>
    public bool IsCarrier(bool electrons, int spin, int band, KPointPathSegment segment)
    {
        if (!options.SorepCompatible)
        {
            return (electrons ? isConduction : isValence)[spin * Bands.Bands + band];
        }

        (double min, double max) = Range(spin, band, segment.Start, segment.End);
        return electrons ? min > fermiLevel : max < fermiLevel;
    }

    /// <summary>
    /// Whether also bands that hold no carriers are looked at for levels at the edges.
    /// </summary>
    public bool CountsEveryBand => options.SorepCompatible;

    /// <summary>Whether a (scaled) level is at an edge.</summary>
    public bool IsAt(double edge, double energy) =>
        Math.Abs(energy - edge) <= (options.SorepCompatible
        ? 1e-8 + 1e-5 * Math.Abs(edge)
        : options.EdgeTolerance);

    private (double Min, double Max) Range(int spin, int band, int firstK, int lastK)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        for (int k = firstK; k <= lastK; k++)
        {
            double energy = Bands.EnergiesAt(spin, k)[band];
            (min, max) = (Math.Min(min, energy), Math.Max(max, energy));
        }

        return (min, max);
    }
}
