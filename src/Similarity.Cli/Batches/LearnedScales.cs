using System.Collections.Immutable;
using System.Globalization;
using Similarity.Catalog;
using Similarity.Catalog.Import;
using Similarity.Cli.CommandLine;
using Similarity.Crystals;
using Similarity.Fingerprints;
using Similarity.Numerics.Threading;
using Similarity.Operators;

namespace Similarity.Cli.Batches;

/// <summary>
/// The scales of kind <c>combined</c> where none are given: learned from structures of the
/// collection that is fingerprinted, or those that the database has already.
/// </summary>
internal static class LearnedScales
{
    public const string Setting = "scales";

    /// <summary>The choice as it is, or with scales that are learned from these inputs.</summary>
    /// <exception cref="VerbException">They teach none.</exception>
    public static ImportKind Of(
        ImportKind choice,
        IEnumerable<FingerprintInput> inputs,
        int threads,
        VerbConsole console,
        CancellationToken cancellation) =>
        choice.Recipe.NeedsScales
            ? choice with
            {
                Recipe = Learn(
                    choice.Recipe,
                    inputs.Select(input => input.Crystal).OfType<Crystal>(),
                    threads,
                    console,
                    cancellation),
            }
            : choice;

    /// <exception cref="VerbException">Too few structures, or blocks that do not vary.</exception>
    public static FingerprintRecipe Learn(
        FingerprintRecipe recipe,
        IEnumerable<Crystal> crystals,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        ImmutableArray<Crystal> drawn = BlockScales.Draw(crystals);
        List<double[][]> materials = [];
        WorkProgress.Run(console, "structures for scales", drawn.Length, 0, finished =>
        {
            foreach (double[][]? blocks in OrderedParallel.Select(
                drawn,
                (crystal, token) => BlocksOf(recipe, crystal, token),
                threads,
                cancellation))
            {
                if (blocks is not null)
                {
                    materials.Add(blocks);
                }

                finished();
            }
        });
        try
        {
            FingerprintRecipe learned = recipe.WithScales(BlockScales.Learn(materials));
            console.Show(string.Create(
                CultureInfo.InvariantCulture,
                $"scales {learned.Parameters[Setting]}, learned from {materials.Count} "
                + $"structures"));
            return learned;
        }
        catch (ArgumentException e)
        {
            throw VerbException.Invalid(
                $"--kind {recipe.Kind}: {e.Message}; --set {Setting}=A,B names them instead");
        }
    }

    /// <summary>The scales of the only set of the database that is alike but for them.</summary>
    public static FingerprintRecipe? Known(FingerprintRecipe recipe, ICatalogStore store)
    {
        ImmutableSortedDictionary<string, string> wanted = recipe.Parameters.Remove(Setting);
        FingerprintSet[] alike =
        [
            .. store.Sets().Where(set => set.Kind == recipe.Kind
                && set.Parameters.Remove(Setting).SequenceEqual(wanted)),
        ];
        return alike.Length == 1
            ? FingerprintRecipe.Parse(recipe.Kind, alike[0].Parameters)
            : null;
    }

    /// <exception cref="VerbException">The recipe has no scales yet.</exception>
    public static void Require(FingerprintRecipe recipe)
    {
        if (recipe.NeedsScales)
        {
            throw VerbException.Usage(
                $"--kind {recipe.Kind}: its scales are learned from a collection, by `similarity "
                + $"fingerprint FILE… --kind {recipe.Kind} --json`, which says them, or by "
                + $"`similarity build`; here --set {Setting}=A,B gives them");
        }
    }

    /// <summary>
    /// Null where an operator refuses the structure, which is said when it is met.
    /// </summary>
    private static double[][]? BlocksOf(
        FingerprintRecipe recipe, Crystal crystal, CancellationToken cancellation)
    {
        try
        {
            return
            [
                .. recipe.Blocks.Select(block =>
                    block.Of(crystal, 1, cancellation).Values.ToArray()),
            ];
        }
        catch (UnsuitableCrystalException)
        {
            return null;
        }
        catch (UnsuitableSpectrumException)
        {
            return null;
        }
    }
}
