using Similarity.Catalog;
using Similarity.Crystals;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Documents;
using Similarity.Numerics;

namespace Similarity.Explorer.Api;

/// <summary>All that is known of a material besides its spectra.</summary>
internal sealed record MaterialDocument(
    string Id,
    string? Formula,
    string[] Elements,
    int? Nelements,
    int? Nsites,
    string? SpaceGroup,
    int? SpaceGroupNumber,
    double? GapEv,
    string? Source,
    IReadOnlyDictionary<string, object> Properties,
    double? VolumeA3,
    LatticeParameters? Lattice,
    string[] Documents,
    FingerprintSummary[] Fingerprints,
    Provenance Provenance)
    : MaterialItem(
        Id, Formula, Elements, Nelements, Nsites, SpaceGroup, SpaceGroupNumber, GapEv, Source,
        Properties)
{
    public static MaterialDocument Of(
        Material material, MaterialDocuments documents, ICatalogStore store, CatalogView view)
    {
        MaterialItem item = MaterialItem.Of(material);
        Crystal? crystal = documents.Crystal;
        return new MaterialDocument(
            item.Id,
            item.Formula,
            item.Elements,
            item.Nelements,
            item.Nsites,
            item.SpaceGroup,
            item.SpaceGroupNumber,
            item.GapEv,
            item.Source,
            item.Properties,
            crystal?.Lattice.Volume * Math.Pow(PhysicalConstants.BohrInAngstrom, 3),
            crystal is null ? null : LatticeParameters.Of(crystal.Lattice),
            documents.Names,
            [
                .. view.Sets
                    .Select(set => (set.Name, Vector: store.Vector(set.Set, material.Id)))
                    .Where(pair => pair.Vector is not null)
                    .Select(pair => new FingerprintSummary(
                        pair.Name, pair.Vector!.InputHash, pair.Vector.ProgramVersion)),
            ],
            new Provenance(material.Source, material.InputHash, material.ProgramVersion));
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
