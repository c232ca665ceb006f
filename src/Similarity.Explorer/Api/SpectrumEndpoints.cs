using Microsoft.AspNetCore.Mvc;
using Similarity.Explorer.Documents;
using Similarity.Explorer.Hosting;
using Similarity.Spectra;

namespace Similarity.Explorer.Api;

/// <summary>/api/materials/{id}/bands and /dos.</summary>
internal static class SpectrumEndpoints
{
    private const int UsualPoints = 1001, MostPoints = 20_001;
    private const double UsualSigmaEv = 0.1, FarthestEv = 1e5;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/materials/{id}/bands", BandsAsync).WithSummary(
            "Bands along a path: those stored, or of an operator (gfn0, sap, ks).");
        routes.MapGet("/materials/{id}/dos", DosAsync).WithSummary(
            "The density of states on a grid: stored, of stored bands, or of an operator.");
    }

    private static async Task<BandsDocument> BandsAsync(
        Workbench bench,
        string id,
        [FromQuery(Name = "operator")] string? source,
        CancellationToken cancellation)
    {
        string? asked = SourceOf(source);
        MaterialDocuments documents = bench.Spectra.Documents(bench.View.Find(id));
        bool hasPath = documents.Bands?.Path is not null;
        if (asked == MaterialSpectra.Stored && !hasPath)
        {
            throw RequestException.Absent("operator: no bands along a path are stored of this");
        }

        if (hasPath && asked is null or MaterialSpectra.Stored)
        {
            return BandsDocument.Of(MaterialSpectra.Stored, documents.Bands!);
        }

        string name = asked ?? MaterialSpectra.Usual;
        BandStructure bands = await bench.Spectra.ComputeAsync(documents, name, cancellation);
        return bands.Path is null
            ? throw RequestException.NoResult("the structure has no standard path")
            : BandsDocument.Of(name, bands);
    }

    private static async Task<DosDocument> DosAsync(
        Workbench bench,
        string id,
        [FromQuery(Name = "operator")] string? source,
        [FromQuery(Name = "sigma_eV")] double? sigmaEv,
        int? points,
        double? emin,
        double? emax,
        CancellationToken cancellation)
    {
        string? asked = SourceOf(source);
        var grid = new DosGrid(
            QueryRules.Real("sigma_eV", sigmaEv, UsualSigmaEv, 0.001, 10),
            QueryRules.Whole("points", points, UsualPoints, 2, MostPoints),
            emin is null ? null : QueryRules.Real("emin", emin, 0, -FarthestEv, FarthestEv),
            emax is null ? null : QueryRules.Real("emax", emax, 0, -FarthestEv, FarthestEv));
        MaterialDocuments documents = bench.Spectra.Documents(bench.View.Find(id));
        if (asked is null or MaterialSpectra.Stored)
        {
            // A density of states is finer than bands of a path, which do not sample the zone.
            if (documents.Dos is { } dos)
            {
                return grid.Of(MaterialSpectra.Stored, dos);
            }

            if (documents.Bands is { SamplesZone: true } stored)
            {
                return grid.Of(MaterialSpectra.Stored, stored);
            }

            if (asked is not null)
            {
                throw RequestException.Absent(
                    "operator: neither a density of states nor bands on a grid are stored of this");
            }
        }

        string name = asked ?? MaterialSpectra.Usual;
        return grid.Of(name, await bench.Spectra.ComputeAsync(documents, name, cancellation));
    }

    private static string? SourceOf(string? asked) =>
        asked is null ? null : QueryRules.Word("operator", asked, MaterialSpectra.Sources);
}
