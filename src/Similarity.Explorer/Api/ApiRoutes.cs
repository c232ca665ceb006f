using Similarity.Explorer.Hosting;

namespace Similarity.Explorer.Api;

/// <summary>All endpoints under /api.</summary>
internal static class ApiRoutes
{
    private const string Problem = "application/problem+json";

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api");
        api.AddEndpointFilterFactory(QueryRules.Factory);
        api.Produces<ProblemDocument>(StatusCodes.Status400BadRequest, Problem);
        api.Produces<ProblemDocument>(StatusCodes.Status404NotFound, Problem);
        api.Produces<ProblemDocument>(StatusCodes.Status422UnprocessableEntity, Problem);
        api.Produces<ProblemDocument>(StatusCodes.Status429TooManyRequests, Problem);
        RouteGroupBuilder ofCatalog = api.MapGroup("").AddEndpointFilter(CatalogTag.Answer);
        InfoEndpoint.Map(ofCatalog);
        MaterialEndpoints.Map(ofCatalog);
        FilterEndpoints.Map(ofCatalog);
        SpectrumEndpoints.Map(ofCatalog);
        NeighbourEndpoints.Map(ofCatalog, api);
        FingerprintEndpoint.Map(ofCatalog);
        MapEndpoints.Map(ofCatalog, api);
        DendrogramEndpoint.Map(ofCatalog);
        ModelEndpoints.Map(ofCatalog);
        ScreeningEndpoints.Map(ofCatalog, api);
        JobEndpoints.Map(api);
    }

    private static RouteGroupBuilder Produces<T>(
        this RouteGroupBuilder group, int status, string type)
    {
        group.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(T), [type]));
        return group;
    }
}
