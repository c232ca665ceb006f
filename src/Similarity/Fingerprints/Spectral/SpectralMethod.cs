using System.Collections.Immutable;
using Similarity.Spectra;

namespace Similarity.Fingerprints;

/// <summary>
/// The density of states, both spins together, in states per electronvolt and atom, cell or
/// electron on windows, one after the other, for each channel.
/// </summary>
internal sealed record SpectralMethod : FingerprintMethod
{
    private readonly ImmutableArray<FingerprintSegment> segments;

    /// <param name="channels">At least one.</param>
    public SpectralMethod(
        ImmutableArray<SpectralWindow> windows, ImmutableArray<SpectrumChannel> channels)
    {
        Windows = windows;
        segments =
        [
            .. from channel in channels
               from window in windows
               select new FingerprintSegment(
                   $"{window.CentreName} {channel}".TrimEnd(), window.EnergiesEv),
        ];
    }

    public ImmutableArray<SpectralWindow> Windows { get; }

    private int Points => Windows.Sum(window => window.Points);

    /// <summary>"spectral", or "kinetic", whose energies are of another kind.</summary>
    public required string Family { get; init; }

    /// <summary>To meet numbers of SOREP: no spin factor, levels cut at e⁻⁸.</summary>
    public required bool IsSorep { get; init; }

    public override bool SorepCompatible => IsSorep;

    public override string GridId =>
        $"{Family} {QuantityText}{(IsSorep ? " compat=sorep" : "")}{FingerprintPair.EnergiesMark}"
            + $"{string.Join(",", Windows)} {SigmaText}";

    public override ImmutableArray<FingerprintSegment>? Segments => segments;

    public override FingerprintContent Evaluate(ReferenceSpectrum spectrum)
    {
        double unit = PhysicalConstants.HartreeInEv * spectrum.Amount(Unit);
        double[] values = new double[Channels.Length * Points];
        int first = 0;
        foreach (SpectralWindow window in Windows)
        {
            double centre = spectrum.Centre(window.Centre);
            double[] energies = EnergyGrid.Uniform(
                centre + window.LowestEv / PhysicalConstants.HartreeInEv,
                centre + window.HighestEv / PhysicalConstants.HartreeInEv,
                window.Points);
            double[][] densities = spectrum.Densities(energies, Channels);
            for (int channel = 0; channel < densities.Length; channel++)
            {
                Span<double> part = values.AsSpan(channel * Points + first, window.Points);
                for (int i = 0; i < part.Length; i++)
                {
                    part[i] = densities[channel][i] / unit;
                }
            }

            first += window.Points;
        }

        return new FingerprintContent(GridId, segments, values);
    }
}
