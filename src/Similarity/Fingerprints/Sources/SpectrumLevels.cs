using Similarity.Spectra;

namespace Similarity.Fingerprints;

/// <summary>
/// The energies windows are centred on, in hartree: the Fermi level and the band edges, which are
/// the Fermi level in a metal.
/// </summary>
public sealed record SpectrumLevels(double Fermi, double Valence, double Conduction)
{
    /// <summary>A thousandth of a state per electronvolt and cell is none.</summary>
    private const double EmptyPerEv = 1e-3;

    /// <summary>With no empty band, both edges are the top of the full ones.</summary>
    public static SpectrumLevels Of(BandStructure bands, double fermiLevel)
    {
        var edges = BandEdges.Of(bands, fermiLevel);
        double valence = edges.ValenceMaximum?.Energy ?? fermiLevel;
        return new SpectrumLevels(
            fermiLevel, valence, edges.ConductionMinimum?.Energy ?? valence);
    }

    /// <summary>
    /// As seen in a density of states: the gap is the range about the Fermi level with less than
    /// 10⁻³ states per electronvolt and cell, so narrower than that of the bands by their
    /// broadening; where there is none, a metal.
    /// </summary>
    public static SpectrumLevels Of(DensityOfStates dos, double fermiLevel)
    {
        ReadOnlySpan<double> energies = dos.Energies;
        double[] values = dos.Total();
        int above = 0;
        while (above < energies.Length && energies[above] < fermiLevel)
        {
            above++;
        }

        bool IsEmpty(int i) =>
            i < 0 || i >= values.Length || values[i] <= EmptyPerEv * PhysicalConstants.HartreeInEv;
        if (!IsEmpty(above) && !IsEmpty(above - 1))
        {
            return new SpectrumLevels(fermiLevel, fermiLevel, fermiLevel);
        }

        int valence = above - 1, conduction = above;
        while (valence >= 0 && IsEmpty(valence))
        {
            valence--;
        }

        while (conduction < values.Length && IsEmpty(conduction))
        {
            conduction++;
        }

        double top = valence >= 0 ? energies[valence] : fermiLevel;
        return new SpectrumLevels(
            fermiLevel, top, conduction < values.Length ? energies[conduction] : top);
    }
}
