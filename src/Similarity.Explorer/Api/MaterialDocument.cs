using Similarity.Catalog;
using Similarity.Crystals;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Documents;
using Similarity.Numerics;

namespace Similarity.Explorer.Api;

/// <summary>All that is known of a material besides its spectra.</summary>
internal sealed record MaterialDocument : MaterialItem
{
    private MaterialDocument(MaterialItem item)
        : base(item)
    {
    }

    public required double? VolumeA3 { get; init; }

    public required LatticeParameters? Lattice { get; init; }

    /// <summary>Names of what is stored of it.</summary>
    public required string[] Documents { get; init; }

    public required FingerprintSummary[] Fingerprints { get; init; }

    public required Provenance Provenance { get; init; }

    public static MaterialDocument Of(
        Material material, MaterialDocuments documents, ICatalogStore store, CatalogView view)
    {
        Crystal? crystal = documents.Crystal;
        return new MaterialDocument(Of(material))
        {
            VolumeA3 = crystal?.Lattice.Volume * Math.Pow(PhysicalConstants.BohrInAngstrom, 3),
            Lattice = crystal is null ? null : LatticeParameters.Of(crystal.Lattice),
            Documents = documents.Names,
            Fingerprints =
            [
                .. view.Sets
                    .Select(set => (set.Name, Vector: store.Vector(set.Set, material.Id)))
                    .Where(pair => pair.Vector is not null)
                    .Select(pair => new FingerprintSummary(
                        pair.Name, pair.Vector!.InputHash, pair.Vector.ProgramVersion)),
            ],
            Provenance =
                new Provenance(material.Source, material.InputHash, material.ProgramVersion),
        };
    }
}

/// <summary>Å and degrees.</summary>
internal sealed record LatticeParameters(
    double A, double B, double C, double Alpha, double Beta, double Gamma)
{
    public static LatticeParameters Of(Lattice lattice)
    {
        Vector3D lengths = PhysicalConstants.BohrInAngstrom * lattice.Lengths;
        Vector3D angles = 180 / Math.PI * lattice.Angles;
        return new(lengths.X, lengths.Y, lengths.Z, angles.X, angles.Y, angles.Z);
    }
}

internal sealed record FingerprintSummary(string Kind, string InputHash, string ProgramVersion);

internal sealed record Provenance(string? Source, string InputHash, string ProgramVersion);
