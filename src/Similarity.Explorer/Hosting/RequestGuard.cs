using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Similarity.Explorer.Hosting;

/// <summary>
/// Lets a request in whose host is ours (a name that an attacker makes point here is not), whose
/// sender knows the token where one is asked for, and which, when it changes something, does not
/// come from another site.
/// </summary>
internal sealed class RequestGuard(RequestDelegate next, ExplorerOptions options)
{
    /// <summary>A page of another site cannot send this header without being asked.</summary>
    public const string OwnHeader = "X-Similarity";

    private const string CookieName = "similarity-token", TokenName = "token";
    private const string Bearer = "Bearer ";

    private readonly byte[]? token =
        options.Token is null ? null : Digest(options.Token);

    public Task InvokeAsync(HttpContext context)
    {
        SecurityHeaders.Add(context.Response);
        HttpRequest request = context.Request;
        if (!IsOwnHost(request.Host.Host))
        {
            throw new RequestException(
                StatusCodes.Status421MisdirectedRequest,
                "the Host header names another host than this one");
        }

        if (token is not null && !IsKnown(request))
        {
            return Admit(context);
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
            && !HttpMethods.IsOptions(request.Method))
        {
            RefuseCrossSite(request);
        }

        return next(context);
    }

    private static void RefuseCrossSite(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none"))
        {
            throw RequestException.Forbidden("a request of another site changes nothing here");
        }

        string origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && (!Uri.TryCreate(origin, UriKind.Absolute, out Uri? from)
            || !from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)))
        {
            throw RequestException.Forbidden("a request of another site changes nothing here");
        }

        if (request.Headers[OwnHeader] != "1")
        {
            throw RequestException.Forbidden(
                $"a request that is no GET needs the header {OwnHeader}: 1");
        }
    }

    private bool IsOwnHost(string host)
    {
        if (host is "localhost")
        {
            return true;
        }

        if (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address))
        {
            // A literal address cannot be made to point elsewhere.
            return !IPAddress.IsLoopback(options.Bind) || IPAddress.IsLoopback(address);
        }

        return !IPAddress.IsLoopback(options.Bind)
            && host.Equals(Dns.GetHostName(), StringComparison.OrdinalIgnoreCase);
    }

    private bool IsKnown(HttpRequest request)
    {
        string authorization = request.Headers.Authorization.ToString();
        return (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                && IsToken(authorization[Bearer.Length..].Trim()))
            || (request.Cookies[CookieName] is { } cookie && IsToken(cookie));
    }

    /// <summary>Compared by digests: neither time nor length says how much was right.</summary>
    private bool IsToken(string said) =>
        CryptographicOperations.FixedTimeEquals(Digest(said), token);

    /// <summary>A token in the address becomes a cookie, and leaves the address.</summary>
    private Task Admit(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (!HttpMethods.IsGet(request.Method)
            || request.Query[TokenName].ToString() is not { Length: > 0 } said || !IsToken(said))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            throw new RequestException(
                StatusCodes.Status401Unauthorized,
                "this explorer asks for its token: Authorization: Bearer TOKEN, or ?token=TOKEN "
                + "once");
        }

        context.Response.Cookies.Append(CookieName, said, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = request.IsHttps,
            Path = "/",
        });
        var rest = request.Query.Where(pair => pair.Key != TokenName).ToList();

        // "//elsewhere" would be another host.
        string path = "/" + request.Path.ToUriComponent().TrimStart('/', '\\');
        context.Response.Redirect(path + QueryString.Create(rest));
        return Task.CompletedTask;
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
