using System.Collections.Immutable;
using Similarity.Fingerprints;
using Similarity.Operators;

namespace Similarity.Benchmarks.Studies;

/// <summary>A fingerprint of a user's, with all its settings at their defaults.</summary>
/// <param name="Spacing">Of the k-points, in 1/Å with 2π.</param>
internal sealed record ThroughputJob(
    SpectralOperator Operator, FingerprintRecipe Recipe, FingerprintSource Source, double Spacing)
{
    public static ThroughputJob Of(string operatorName, string kind)
    {
        var spectralOperator = SpectralOperator.Parse(
            operatorName, ImmutableDictionary<string, string>.Empty);
        var recipe = FingerprintRecipe.Parse(
            kind,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["operator"] = operatorName });
        return new(
            spectralOperator,
            recipe,
            new FingerprintSource(
                operatorName,
                spectralOperator.Parameters.ToImmutableSortedDictionary(StringComparer.Ordinal)),
            FingerprintSettings.ParseNumber(recipe.Parameters["kdensity"])!.Value);
    }
}
