namespace Similarity.Explorer.Api;

/// <summary>
/// Answers that follow from the catalog alone bear its tag, and are not sent again to who has them.
/// </summary>
internal static class CatalogTag
{
    public static ValueTask<object?> Answer(
        EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        HttpContext context = invocation.HttpContext;
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            return next(invocation);
        }

        string tag = context.RequestServices.GetRequiredService<Workbench>().View.Tag;
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Request.Headers.IfNoneMatch.Contains(tag)
            ? ValueTask.FromResult<object?>(
                TypedResults.StatusCode(StatusCodes.Status304NotModified))
            : next(invocation);
    }
}
