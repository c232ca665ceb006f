using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Fingerprints;

/// <summary>
/// How a structure becomes numbers without a spectrum in between: one record per such kind.
/// </summary>
internal abstract record StructureMethod
{
    /// <summary>What two fingerprints must agree in to be compared.</summary>
    public abstract string GridId { get; }

    /// <summary>How many numbers a fingerprint has.</summary>
    public abstract int Length { get; }

    /// <summary>The energies that the numbers belong to; empty for none.</summary>
    public abstract ImmutableArray<FingerprintSegment> Segments { get; }

    /// <summary>What the numbers come from.</summary>
    public abstract FingerprintSource Source { get; }

    /// <exception cref="Operators.UnsuitableCrystalException"/>
    /// <exception cref="UnsuitableSpectrumException"/>
    /// <exception cref="OperationCanceledException"/>
    public abstract StructureContent Evaluate(
        Crystal crystal, int threads, CancellationToken cancellationToken);
}

/// <summary>What a method makes of a structure.</summary>
internal sealed record StructureContent(double[] Values, ImmutableArray<string> Warnings);
