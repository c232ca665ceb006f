using System.Collections.Immutable;

namespace Similarity.Fingerprints;

/// <summary>How a spectrum becomes numbers: one record per family of kinds.</summary>
internal abstract record FingerprintMethod
{
    /// <summary>σ of the Gaussian that broadens bands, δ(E) = e^(−E²/σ²)/(σ√π).</summary>
    public required double SigmaEv { get; init; }

    public required SpectrumUnit Unit { get; init; }

    /// <summary>The parts of the spectrum, one fingerprint after the other.</summary>
    public required ImmutableArray<SpectrumChannel> Channels { get; init; }

    public virtual bool SorepCompatible => false;

    /// <summary>What two fingerprints must agree in to be compared.</summary>
    public abstract string GridId { get; }

    /// <summary>
    /// The segments of all its fingerprints; null where each spectrum decides them.
    /// </summary>
    public abstract ImmutableArray<FingerprintSegment>? Segments { get; }

    public abstract FingerprintContent Evaluate(ReferenceSpectrum spectrum);

    /// <summary>The part of a grid id that says of what channels and per what.</summary>
    protected string QuantityText
    {
        get
        {
            string unit = Unit switch
            {
                SpectrumUnit.Atom => "per=atom",
                SpectrumUnit.Cell => "per=cell",
                _ => "per=electron",
            };
            string[] channels =
            [
                .. Channels.Where(channel => !channel.IsWhole)
                    .Select(channel => channel.ToString()),
            ];
            return channels.Length == 0 ? unit : $"{unit} [{string.Join("; ", channels)}]";
        }
    }

    protected string SigmaText => $"sigma={FingerprintSettings.Format(SigmaEv)}";
}

/// <summary>What a method makes of a spectrum.</summary>
internal sealed record FingerprintContent(
    string GridId, ImmutableArray<FingerprintSegment> Segments, double[] Values)
{
    public NomadFingerprint? Nomad { get; init; }
}
