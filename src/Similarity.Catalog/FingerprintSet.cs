using System.Collections.Immutable;
using Similarity.Fingerprints;
using Similarity.Search;

namespace Similarity.Catalog;

/// <summary>
/// All fingerprints of a catalog that were made by the same recipe and may be compared.
/// </summary>
/// <param name="Parameters">Complete and canonical, as a recipe has them.</param>
/// <param name="GridId">As the fingerprints have it.</param>
/// <param name="Encoding">What the lanes of their vectors are.</param>
/// <param name="Lanes">The length of a vector, in units of 4 bytes.</param>
/// <param name="Segments">The energies of the numbers; empty for bits and features.</param>
public sealed record FingerprintSet(
    string Kind,
    ImmutableSortedDictionary<string, string> Parameters,
    string GridId,
    VectorEncoding Encoding,
    int Lanes,
    ImmutableArray<FingerprintSegment> Segments)
{
    /// <summary>
    /// What tells sets apart: kind, parameters and grid, as text. It is unique in a catalog, the
    /// same in every catalog and on every machine.
    /// </summary>
    public string Identity { get; } = IdentityOf(Kind, Parameters, GridId);

    public VectorSpace Space =>
        new(Encoding, Lanes, [.. Segments.Select(segment => segment.EnergiesEv)]);

    /// <summary>What makes fingerprints of this set.</summary>
    /// <exception cref="ArgumentException">
    /// This program cannot make them: parameters in a catalog may say anything.
    /// </exception>
    public FingerprintRecipe Recipe()
    {
        var recipe = FingerprintRecipe.Parse(Kind, Parameters);
        return IdentityOf(recipe) == Identity
            ? recipe
            : throw new ArgumentException("is not what its parameters make");
    }

    /// <summary>The identity of the set that the fingerprints of a recipe are in.</summary>
    public static string IdentityOf(FingerprintRecipe recipe) =>
        IdentityOf(recipe.Kind, recipe.Parameters, recipe.GridId);

    private static string IdentityOf(
        string kind, ImmutableSortedDictionary<string, string> parameters, string gridId) =>
        $"{kind} {string.Join(' ', parameters.Select(pair => $"{pair.Key}={pair.Value}"))}"
        + $" @ {gridId}";
}
