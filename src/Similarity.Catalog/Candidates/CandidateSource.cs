using System.Collections.Immutable;
using Similarity.Catalog.Codecs;
using Similarity.Catalog.Filters;
using Similarity.Catalog.Import;
using Similarity.Fingerprints;
using Similarity.Formats;
using Similarity.Numerics.Threading;
using Similarity.Screening;

namespace Similarity.Catalog.Candidates;

/// <summary>A material to be asked about, or why it cannot be.</summary>
/// <param name="Row">Null exactly when there is a reason.</param>
/// <param name="Nearest">Its first fingerprint; null where the model has none.</param>
public sealed record Candidate(
    string Id, string? Formula, float[]? Row, float[]? Nearest, string? WhyNone);

/// <summary>Features of materials in files or a database, as a model wants them.</summary>
public sealed class CandidateSource
{
    private readonly FeaturePlan plan;
    private readonly ImmutableArray<ImportKind> recipes;
    private readonly ImmutableArray<FingerprintBlock> blocks;

    /// <param name="model">The file of the model whose plan it is.</param>
    /// <exception cref="InvalidFileException">
    /// The model wants fingerprints that this program cannot make.
    /// </exception>
    public CandidateSource(FeaturePlan plan, string model)
    {
        this.plan = plan;
        blocks = [.. plan.Blocks.OfType<FingerprintBlock>()];
        recipes = [.. blocks.Select(block => RecipeOf(block, model))];
    }

    public IEnumerable<Candidate> OfFiles(
        IReadOnlyList<string> files, int threads, CancellationToken cancellation) =>
        OrderedParallel.Select(
            FingerprintInputs.Of(files, threads, cancellation),
            (input, token) => Of(input, new float[blocks.Length][], input.Crystal?.Formula, token),
            threads,
            cancellation);

    /// <summary>Fingerprints that the database has are taken; others are computed.</summary>
    public IEnumerable<Candidate> OfDatabase(
        ICatalogStore store, Filter? filter, int threads, CancellationToken cancellation)
    {
        FingerprintSet?[] sets =
        [
            .. recipes.Select(recipe => store.Sets().FirstOrDefault(set =>
                set.Identity == FingerprintSet.IdentityOf(recipe.Recipe))),
        ];
        return OrderedParallel.Select(
            store.Materials(filter).Select(material => (
                Material: material,
                Document: store.Documents(material.Id)
                    .FirstOrDefault(document => document.Kind == DocumentKind.Structure),
                Vectors: sets.Select(set => set is null
                    ? null
                    : store.Vector(set, material.Id)?.Lanes).ToArray())),
            (item, token) => Of(
                InputOf(store, item.Material, item.Document),
                item.Vectors,
                item.Material.Formula,
                token),
            threads,
            cancellation);
    }

    /// <param name="vectors">Those that are known already.</param>
    private Candidate Of(
        FingerprintInput input, float[]?[] vectors, string? formula, CancellationToken token)
    {
        Candidate Without(string reason) => new(input.Id, formula, null, null, reason);
        if (input.Failure is { } failure)
        {
            return Without(failure.Message);
        }

        if (plan.NeedsCrystal && input.Crystal is null)
        {
            return Without($"{input.Id}: the model needs a structure, which is not there");
        }

        for (int i = 0; i < vectors.Length; i++)
        {
            if (vectors[i] is null)
            {
                FingerprintOutcome outcome = FingerprintBatch.Of(input, recipes[i], 1, token);
                if (outcome.Fingerprint is not { } fingerprint)
                {
                    return Without(outcome.WhyNone!);
                }

                vectors[i] = VectorCodec.Encode(fingerprint);
            }

            if (vectors[i]!.Length != blocks[i].Length)
            {
                return Without($"{input.Id}: a fingerprint {blocks[i].Name} of "
                    + $"{vectors[i]!.Length} numbers; the model learned from {blocks[i].Length}");
            }
        }

        float[][] known = vectors!;
        return new Candidate(
            input.Id, formula, plan.Row(input.Crystal, known), known.FirstOrDefault(), null);
    }

    private static FingerprintInput InputOf(
        ICatalogStore store, Material material, CatalogDocument? document)
    {
        var input = new FingerprintInput(material.Id, material.Id);
        try
        {
            return document is null
                ? input with
                {
                    Failure = new FileFailure(
                        material.Id, $"{material.Id}: has no structure", null, null),
                }
                : input with { Crystal = StructureCodec.Decode(document, material.Id) };
        }
        catch (InvalidFileException e)
        {
            return input with
            {
                Failure = new FileFailure(store.Location, e.Message, e.Line, e.Field),
            };
        }
    }

    private static ImportKind RecipeOf(FingerprintBlock block, string model)
    {
        try
        {
            var recipe = FingerprintRecipe.Parse(block.Kind, block.Parameters);

            // As for databases: parameters say how, not that bands of a file do not count.
            return new ImportKind(recipe, recipe.PrefersStructure);
        }
        catch (ArgumentException e)
        {
            throw new InvalidFileException(
                model,
                $"learned from fingerprints that this program cannot make: {e.Message}",
                inner: e);
        }
    }
}
