using System.Collections.Immutable;
using Similarity.Catalog.Codecs;
using Similarity.Fingerprints;

namespace Similarity.Catalog.Import;

/// <summary>What an item still needs, by what the catalog has of it.</summary>
/// <param name="Missing">The kinds to be computed.</param>
/// <param name="WritesMaterial">Whether the material itself is new or changed.</param>
/// <param name="Kept">Failures that the catalog records and that are not tried again.</param>
internal sealed record ImportPlan(
    ImportItem Item,
    string InputHash,
    ImmutableArray<ImportKind> Missing,
    bool WritesMaterial,
    ImmutableArray<ImportFailure> Kept)
{
    public bool IsDone => !WritesMaterial && Missing.IsEmpty;

    /// <summary>The material with its documents, and the fingerprints that were missing.</summary>
    public ImportResult Execute(int threads, CancellationToken token)
    {
        FingerprintSubject subject = Item.Subject!;
        var vectors = ImmutableArray.CreateBuilder<(FingerprintSet, StoredVector)>();
        var failures = ImmutableArray.CreateBuilder<(ImportKind, string)>();
        foreach (ImportKind kind in Missing)
        {
            try
            {
                Fingerprint fingerprint =
                    subject.Fingerprint(kind.Recipe, kind.FromStructure, threads, token);
                vectors.Add((
                    VectorCodec.SetOf(kind.Recipe, fingerprint),
                    new StoredVector(
                        Item.Id,
                        VectorCodec.Encode(fingerprint),
                        fingerprint.Source.ToString(),
                        InputHash,
                        fingerprint.ProgramVersion,
                        fingerprint.Warnings)));
            }
            catch (Operators.UnsuitableCrystalException e)
            {
                failures.Add((kind, e.Reason));
            }
            catch (UnsuitableSpectrumException e)
            {
                failures.Add((kind, e.Message));
            }
        }

        return new ImportResult(
            this,
            ImportedMaterial.Of(Item, InputHash),
            ImportedMaterial.DocumentsOf(subject),
            vectors.ToImmutable(),
            failures.ToImmutable());
    }
}

/// <summary>A plan carried out.</summary>
internal sealed record ImportResult(
    ImportPlan Plan,
    Material Material,
    ImmutableArray<CatalogDocument> Documents,
    ImmutableArray<(FingerprintSet Set, StoredVector Vector)> Vectors,
    ImmutableArray<(ImportKind Kind, string Reason)> Failures);
