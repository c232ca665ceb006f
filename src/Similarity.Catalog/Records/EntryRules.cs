using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Similarity.Catalog.Records;

/// <summary>
/// What may be written to a catalog: no more than every engine keeps to the last bit. Every store
/// checks a batch before it writes the first entry.
/// </summary>
public static partial class EntryRules
{
    /// <summary>The longest id, in bytes of UTF-8.</summary>
    public const int MostIdBytes = 512;

    /// <summary>The largest document, in bytes.</summary>
    public const int MostDocumentBytes = 256 << 20;

    /// <summary>Names that a property may not take: those of what every material has.</summary>
    public static ImmutableHashSet<string> ReservedNames { get; } = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "id", "formula", "elements", "nelements", "nsites", "space_group", "gap_ev", "source",
        "properties", "input_hash", "program_version");

    /// <exception cref="ArgumentException">
    /// An entry breaks a rule, which the text names.
    /// </exception>
    public static void Check(IReadOnlyList<CatalogEntry> batch)
    {
        foreach (CatalogEntry entry in batch)
        {
            Check(entry);
        }
    }

    /// <summary>
    /// The rule that an entry breaks, in words; null for one that may be written.
    /// </summary>
    public static string? FaultOf(CatalogEntry entry)
    {
        try
        {
            Check(entry);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    /// <summary>The rule that a set breaks, in words; null for one that may be written.</summary>
    public static string? FaultOf(FingerprintSet set) =>
        !KindPattern().IsMatch(set.Kind)
            ? $"'{set.Kind}' is no kind; expected at most 64 small letters, digits and '-'"
        : set.Lanes is < 1 or > FingerprintSetRecord.MostLanes
            ? $"a set of {set.Lanes} lanes; expected 1 to {FingerprintSetRecord.MostLanes}"
        : set.Space.Fault() is { } fault ? $"the set {set.Identity}: {fault}"
        : null;

    public static void Check(CatalogEntry entry)
    {
        Material material = entry.Material;
        CheckId(material.Id);
        CheckMaterial(material);
        CheckDocuments(material.Id, entry.Documents);
        var sets = new HashSet<string>(StringComparer.Ordinal);
        foreach ((FingerprintSet set, StoredVector vector) in entry.Vectors)
        {
            CheckSet(material.Id, set, sets);
            CheckVector(material, set, vector);
        }

        foreach ((FingerprintSet set, StoredFailure failure) in entry.Failures)
        {
            CheckSet(material.Id, set, sets);
            CheckOwner(material, "failure", failure.MaterialId, failure.InputHash);
            CheckText(material.Id, "reason of a failure", failure.Reason);
            CheckText(material.Id, "program version of a failure", failure.ProgramVersion);
        }
    }

    public static void CheckId(string id)
    {
        if (id.Length == 0)
        {
            throw new ArgumentException("an id is empty");
        }

        CheckText(id, "id", id);
        if (id.Any(char.IsControl) || Encoding.UTF8.GetByteCount(id) > MostIdBytes)
        {
            throw new ArgumentException(
                $"the id '{id[..Math.Min(id.Length, 40)]}' has control characters or more than "
                + $"{MostIdBytes} bytes");
        }
    }

    private static void CheckMaterial(Material material)
    {
        string id = material.Id;
        CheckText(id, "formula", material.Formula);
        CheckText(id, "source", material.Source);
        CheckText(id, "input hash", material.InputHash);
        CheckText(id, "program version", material.ProgramVersion);
        Require(material.InputHash.Length > 0, id, "the input hash is empty");
        Require(!material.Elements.IsDefault, id, "the elements are default");
        for (int i = 0; i < material.Elements.Length; i++)
        {
            string symbol = material.Elements[i];
            Require(ElementPattern().IsMatch(symbol), id, $"'{symbol}' is no symbol of an element");
            Require(
                i == 0 || string.CompareOrdinal(material.Elements[i - 1], symbol) < 0,
                id,
                "the elements are not sorted, each once");
        }

        Require(material.SiteCount is null or >= 0, id, "the number of sites is negative");
        Require(
            material.SpaceGroup is null or (>= 1 and <= 230),
            id,
            $"the space group is {material.SpaceGroup}; expected 1 to 230");
        Require(material.GapEv is null || double.IsFinite(material.GapEv.Value), id,
            "the gap is not finite");
        foreach ((string name, PropertyValue value) in material.Properties)
        {
            Require(
                PropertyPattern().IsMatch(name) && !ReservedNames.Contains(name),
                id,
                $"'{name}' cannot name a property; expected a letter or '_', then at most 63 "
                + $"letters, digits and '_', and none of "
                + string.Join(", ", ReservedNames.Order(StringComparer.Ordinal)));
            Require(
                value is not PropertyValue.Number number || double.IsFinite(number.Value),
                id,
                $"the property {name} is not finite");
            CheckText(id, $"property {name}", (value as PropertyValue.Text)?.Value);
        }
    }

    private static void CheckDocuments(string id, ImmutableArray<CatalogDocument> documents)
    {
        Require(
            documents.DistinctBy(document => document.Kind).Count() == documents.Length,
            id,
            "two documents of the same kind");
        foreach (CatalogDocument document in documents)
        {
            Require(Enum.IsDefined(document.Kind), id, $"no such document: {document.Kind}");
            Require(
                document.Content.Length <= MostDocumentBytes,
                id,
                $"{document.Kind} of {document.Content.Length} bytes; expected at most "
                + $"{MostDocumentBytes}");
            Require(
                document.Kind != DocumentKind.Structure || IsLineOfJson(document.Content),
                id,
                "the structure is not a line of JSON");
        }
    }

    /// <summary>Whether bytes are one value of JSON, in one line.</summary>
    public static bool IsLineOfJson(ReadOnlySpan<byte> bytes)
    {
        if (bytes.ContainsAny((byte)'\n', (byte)'\r'))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(bytes);
            bool any = false;
            while (reader.Read())
            {
                any = true;
            }

            return any;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void CheckSet(string id, FingerprintSet set, HashSet<string> sets)
    {
        Require(sets.Add(set.Identity), id, $"twice in the set {set.Identity}");
        if (FaultOf(set) is { } fault)
        {
            throw new ArgumentException($"{id}: {fault}");
        }

        CheckText(id, "identity of a set", set.Identity);
    }

    private static void CheckVector(Material material, FingerprintSet set, StoredVector vector)
    {
        CheckOwner(material, "vector", vector.MaterialId, vector.InputHash);
        if (set.Space.FaultOf(vector.Lanes) is { } fault)
        {
            throw new ArgumentException(
                $"{material.Id}: a vector in the set {set.Identity}: {fault}");
        }

        CheckText(material.Id, "source of a vector", vector.Source);
        CheckText(material.Id, "program version of a vector", vector.ProgramVersion);
        Require(!vector.Warnings.IsDefault, material.Id, "the warnings are default");
        foreach (string warning in vector.Warnings)
        {
            CheckText(material.Id, "warning of a vector", warning);
        }
    }

    private static void CheckOwner(Material material, string what, string id, string hash)
    {
        Require(id == material.Id, material.Id, $"a {what} of the material '{id}' comes with it");
        Require(
            hash == material.InputHash,
            material.Id,
            $"a {what} of the input {hash} comes with the material of {material.InputHash}");
    }

    /// <summary>
    /// Neither half a surrogate pair nor U+0000, which UTF-8 and PostgreSQL cannot keep.
    /// </summary>
    private static void CheckText(string id, string what, string? text)
    {
        if (text is null)
        {
            return;
        }

        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !isPair))
            {
                throw new ArgumentException(
                    $"{id}: the {what} has U+0000 or half a surrogate pair");
            }

            i += isPair ? 1 : 0;
        }
    }

    private static void Require(bool condition, string id, string problem)
    {
        if (!condition)
        {
            throw new ArgumentException($"{id}: {problem}");
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{0,7}\\z")]
    private static partial Regex ElementPattern();

    /// <summary>Kinds are in the names of folders.</summary>
    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}\\z")]
    private static partial Regex KindPattern();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,63}\\z")]
    private static partial Regex PropertyPattern();
}
