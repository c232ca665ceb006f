using System.Text.Json.Serialization;
using Similarity.Cli.Batches;
using Similarity.Cli.CommandLine;
using Similarity.Fingerprints;

namespace Similarity.Cli.Verbs;

/// <summary>similarity.fingerprint/1.</summary>
/// <param name="Npy">The matrix that the rows went to, if one was asked for.</param>
/// <param name="Segments">The energies of the values, one stretch after the other.</param>
internal sealed record FingerprintDocument(
    string Kind,
    IReadOnlyDictionary<string, string> Parameters,
    string GridId,
    string ProgramVersion,
    string? Npy,
    IReadOnlyList<FingerprintDocument.Segment> Segments,
    IReadOnlyList<FingerprintDocument.Item> Items,
    IReadOnlyList<FingerprintFailure> Failed)
    : Document("similarity.fingerprint/1")
{
    public static FingerprintDocument Of(
        FingerprintRecipe recipe, FingerprintResults results, MatrixTarget target) => new(
        recipe.Kind,
        recipe.Parameters,
        recipe.GridId,
        Fingerprint.CurrentProgramVersion,
        target.File,
        [.. results.Segments.Select(segment => new Segment(segment.Name, [.. segment.EnergiesEv]))],
        [.. results.Items.Select(Item.Of)],
        results.Failed);

    internal sealed record Segment(string Name, double[] EnergiesEv);

    /// <param name="Row">Of the matrix; null without one.</param>
    /// <param name="Values">Absent where they went to a matrix.</param>
    internal sealed record Item(
        string Id,
        string File,
        string Operator,
        long? Row,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        double[]? Values,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        NomadBits? Bits,
        IReadOnlyList<string> Warnings)
    {
        public static Item Of(FingerprintItem item) => new(
            item.Id,
            item.File,
            item.Operator,
            item.Row,
            item.Fingerprint?.Values.ToArray(),
            NomadBits.Of(item.Fingerprint?.Nomad),
            item.Warnings);
    }

    /// <summary>The bits of a fingerprint of kind nomad.</summary>
    /// <param name="FirstInterval">Of the grid, that the first bits belong to; from 0.</param>
    /// <param name="RunLengths">As NOMAD writes bits: "12f3t" is 12 times 0 and 3 times 1.</param>
    internal sealed record NomadBits(int FirstInterval, int Length, int Ones, string RunLengths)
    {
        public static NomadBits? Of(NomadFingerprint? nomad) => nomad is null
            ? null
            : new NomadBits(nomad.First, nomad.Length, nomad.Ones, nomad.RunLengths());
    }
}
