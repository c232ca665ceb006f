using System.Globalization;
using Similarity.Explorer.Documents;
using Similarity.Explorer.Hosting;
using Similarity.Fingerprints;
using Similarity.Spectra;

namespace Similarity.Explorer.Api;

/// <summary>The energies on which a density of states is asked for.</summary>
/// <param name="MinEv">Null for what shows the levels near the Fermi level.</param>
internal sealed record DosGrid(double SigmaEv, int Points, double? MinEv, double? MaxEv)
{
    /// <summary>About the Fermi level, where nobody says more.</summary>
    private const double UsualReachEv = 20;

    private const double MarginInSigma = 5;

    public DosDocument Of(string source, BandStructure bands)
    {
        SpectrumLevels? levels = MaterialSpectra.LevelsOf(bands);
        double margin = MarginInSigma * ElectronVolts.ToHartree(SigmaEv);
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double energy in bands.Energies)
        {
            low = Math.Min(low, energy);
            high = Math.Max(high, energy);
        }

        double[] energies = Between(low - margin, high + margin, levels?.Fermi);
        DensityOfStates dos = DosCalculation.Evaluate(
            bands,
            new Gaussian(ElectronVolts.ToHartree(SigmaEv)),
            energies,
            new DosOptions
            {
                Threads = 1,
                BinAveraged = ElectronVolts.ToHartree(SigmaEv)
                    < (energies[^1] - energies[0]) / (energies.Length - 1),
            });
        BandEdges? edges = levels is null ? null : BandEdges.Of(bands, levels.Fermi);
        return new DosDocument(
            source,
            ElectronVolts.Of(dos.Energies),
            ValuesOf(dos),
            ElectronVolts.Of(levels?.Fermi),
            ElectronVolts.Of(edges?.ValenceMaximum?.Energy),
            ElectronVolts.Of(edges?.ConductionMinimum?.Energy),
            ElectronVolts.Of(edges?.Gap),
            edges?.IsMetal);
    }

    /// <summary>As stored, between its own points by straight lines; not smeared again.</summary>
    public DosDocument Of(string source, DensityOfStates dos)
    {
        double first = dos.Energies[0], last = dos.Energies[^1];
        double[] energies = Between(first, last, dos.ReportedFermiLevel);
        double[] within = [.. energies.Where(energy => energy >= first && energy <= last)];
        DensityOfStates shown = within.Length >= 2 ? DosResampling.Linear(dos, within) : dos;
        SpectrumLevels? levels = dos.ReportedFermiLevel is { } fermi
            ? SpectrumLevels.Of(dos, fermi)
            : null;
        double? gap = levels?.Conduction - levels?.Valence;
        return new DosDocument(
            source,
            ElectronVolts.Of(shown.Energies),
            ValuesOf(shown),
            ElectronVolts.Of(levels?.Fermi),
            gap > 0 ? ElectronVolts.Of(levels?.Valence) : null,
            gap > 0 ? ElectronVolts.Of(levels?.Conduction) : null,
            gap > 0 ? ElectronVolts.Of(gap) : null,
            gap is null ? null : gap <= 0);
    }

    private double[] Between(double low, double high, double? fermi)
    {
        double reach = ElectronVolts.ToHartree(UsualReachEv);
        double from = MinEv is { } min
            ? ElectronVolts.ToHartree(min)
            : fermi is { } a && a - reach < high ? Math.Max(low, a - reach) : low;
        double to = MaxEv is { } max
            ? ElectronVolts.ToHartree(max)
            : fermi is { } b && b + reach > from ? Math.Min(high, b + reach) : high;
        return from < to
            ? EnergyGrid.Uniform(from, to, Points)
            : throw RequestException.Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"emin, emax: energies from {ElectronVolts.Of(from):0.###} to "
                + $"{ElectronVolts.Of(to):0.###} eV; emin must lie below emax"));
    }

    private static double[][] ValuesOf(DensityOfStates dos) =>
        [.. Enumerable.Range(0, dos.Spins).Select(spin => ElectronVolts.Per(dos.Values(spin)))];
}

/// <summary>A density of states, in states per eV and cell.</summary>
/// <param name="Dos">[spin][energy].</param>
internal sealed record DosDocument(
    string Source,
    double[] EnergiesEv,
    double[][] Dos,
    double? FermiEv,
    double? VbmEv,
    double? CbmEv,
    double? GapEv,
    bool? IsMetal);
