using Similarity.Catalog;
using Similarity.Catalog.Codecs;
using Similarity.Catalog.Import;
using Similarity.Cli.Batches;
using Similarity.Cli.CommandLine;
using Similarity.Fingerprints;

namespace Similarity.Cli.Databases;

/// <summary>What neighbours are asked for: a material of the database, or one in a file.</summary>
/// <param name="Name">Its id, or the file.</param>
/// <param name="Except">The id that is not to be found, its own; null for a file.</param>
internal sealed record QuerySubject(string Name, float[] Lanes, string Source, string? Except)
{
    /// <exception cref="VerbException">There is none of this id.</exception>
    public static QuerySubject OfId(ICatalogStore store, FingerprintSet set, string id)
    {
        if (store.Vector(set, id) is { } vector)
        {
            return new QuerySubject(id, vector.Lanes, vector.Source, id);
        }

        string? reason = store.Failure(set, id)?.Reason;
        throw VerbException.Absent(
            store.Find(id) is null ? $"{store.Location}: has no material '{id}'"
            : reason is null ? $"{store.Location}: '{id}' has no fingerprint {set.Kind}"
            : $"{store.Location}: '{id}' has no fingerprint {set.Kind}: {reason}");
    }

    /// <exception cref="VerbException">It has no fingerprint of the set.</exception>
    public static QuerySubject OfFile(
        ICatalogStore store,
        FingerprintSet set,
        string file,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        FingerprintInput input = SingleInput.Of(file, threads, cancellation);
        // Every parameter of the set is given, also that of the operator: it says nothing of what
        // the user wants of a file that holds bands.
        FingerprintRecipe recipe = RecipeOf(store, set);
        var choice = new ImportKind(recipe, recipe.PrefersStructure);
        FingerprintOutcome outcome = FingerprintBatch.Of(input, choice, threads, cancellation);
        if (outcome.Fingerprint is not { } fingerprint)
        {
            throw VerbException.Invalid(outcome.WhyNone!);
        }

        console.Warn(file, outcome.Warnings);
        float[] lanes = LanesOf(file, fingerprint);
        return lanes.Length == set.Lanes
            ? new QuerySubject(file, lanes, fingerprint.Source.ToString(), null)
            : throw Strange(
                store, set, $"has {set.Lanes} lanes; its parameters make {lanes.Length}");
    }

    private static float[] LanesOf(string file, Fingerprint fingerprint)
    {
        try
        {
            return VectorCodec.Encode(fingerprint);
        }
        catch (UnsuitableSpectrumException e)
        {
            throw VerbException.Invalid($"{file}: {e.Message}");
        }
    }

    /// <summary>
    /// What made the fingerprints of a set, from a database that may say anything.
    /// </summary>
    private static FingerprintRecipe RecipeOf(ICatalogStore store, FingerprintSet set)
    {
        try
        {
            return set.Recipe();
        }
        catch (AbsentModelException e)
        {
            throw VerbException.Absent($"{store.Location}: {e.Message}");
        }
        catch (ArgumentException e)
        {
            throw Strange(store, set, e.Message);
        }
    }

    private static VerbException Strange(ICatalogStore store, FingerprintSet set, string problem) =>
        VerbException.Invalid(
            $"{store.Location}: this program cannot make fingerprints {set.Identity}: {problem}");
}
