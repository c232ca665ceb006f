using System.Collections.Immutable;
using System.Reflection;

namespace Similarity.Fingerprints;

/// <summary>
/// A vector that stands for a spectrum or a structure, with all that is needed to make it again and
/// to know what it may be compared with.
/// </summary>
public sealed class Fingerprint
{
    private readonly double[] values;

    /// <param name="parameters">Complete and canonical, as a recipe has them.</param>
    /// <param name="gridId">Fingerprints may be compared where these are equal.</param>
    public Fingerprint(
        string kind,
        IReadOnlyDictionary<string, string> parameters,
        string gridId,
        ReadOnlySpan<double> values)
    {
        Kind = kind;
        Parameters = parameters;
        GridId = gridId;
        this.values = values.ToArray();
        foreach (double value in this.values)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException($"a fingerprint '{kind}' holds a number not finite");
            }
        }
    }

    /// <summary>
    /// The informational version of this program, which new fingerprints record.
    /// </summary>
    public static string CurrentProgramVersion { get; } = typeof(Fingerprint).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public string Kind { get; }

    public IReadOnlyDictionary<string, string> Parameters { get; }

    public string GridId { get; }

    /// <summary>What the spectrum comes from; of a file's bands unless said otherwise.</summary>
    public FingerprintSource Source { get; init; } = FingerprintSource.Imported;

    public string ProgramVersion { get; init; } = CurrentProgramVersion;

    /// <summary>
    /// The stretches of energy that the values belong to, one after the other; empty when the
    /// values are no spectrum.
    /// </summary>
    public ImmutableArray<FingerprintSegment> Segments { get; init; } = [];

    /// <summary>
    /// The numbers: states per electronvolt, for <c>nomad</c> states per interval of its grid, for
    /// <c>soap</c> features without a unit.
    /// </summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The bits of a fingerprint of kind <c>nomad</c>; null for all others.</summary>
    public NomadFingerprint? Nomad { get; init; }

    public ImmutableArray<string> Warnings { get; init; } = [];
}
