using System.Collections.Concurrent;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;
using Similarity.Explorer.Hosting;

namespace Similarity.Explorer.Pages;

/// <summary>
/// The files of the page, which the program carries, or those of a folder. Addresses of views that
/// are no files are answered with index.html, which reads the address itself.
/// </summary>
internal sealed partial class PageFiles(string? folder)
{
    private const string Root = "wwwroot/", Index = "index.html";

    private static readonly Assembly Program = typeof(PageFiles).Assembly;

    private static readonly HashSet<string> Names =
    [
        .. Program.GetManifestResourceNames()
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
            .Select(name => name[Root.Length..]),
    ];

    /// <summary>Of what does not start with these, everything is the page's.</summary>
    private static readonly string[] Interfaces = ["/api", "/openapi", "/optimade"];

    private readonly FileExtensionContentTypeProvider types = new();
    private readonly ConcurrentDictionary<string, PageFile> read = new(StringComparer.Ordinal);

    /// <summary>Has what the program carries compressed before it is asked for.</summary>
    public void Prepare(CancellationToken cancellation)
    {
        foreach (string name in folder is null ? Names : [])
        {
            cancellation.ThrowIfCancellationRequested();
            Find(name);
        }
    }

    public async Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (Interfaces.Any(path => request.Path.StartsWithSegments(path)))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        string name = request.Path.Value!.TrimStart('/');
        PageFile? file = Find(name);
        if (file is null && IsView(name))
        {
            name = Index;
            file = Find(name);
        }

        if (file is null)
        {
            throw RequestException.Absent(name == Index
                ? "this build of the program carries no page"
                : "no such file of the page");
        }

        await SendAsync(context, name, file);
    }

    /// <summary>
    /// Whether an address that is no file is one of a view: not in a folder of the page, and no
    /// name of a file. Ids in addresses may look like names of files.
    /// </summary>
    private static bool IsView(string name)
    {
        string first = name.Split('/')[0];
        return first == name
            ? !Path.HasExtension(name)
            : !Names.Any(file => file.StartsWith(first + "/", StringComparison.Ordinal));
    }

    private async Task SendAsync(HttpContext context, string name, PageFile file)
    {
        HttpResponse response = context.Response;
        response.Headers.ETag = file.Tag;
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        if (context.Request.Headers.IfNoneMatch.ToString() == file.Tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = types.TryGetContentType(name, out string? type)
            ? type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type
            : "application/octet-stream";
        byte[] content = file.Content;
        if (file.Gzip is { } gzip && context.Request.GetTypedHeaders().AcceptEncoding
            .Any(e => e.Value == "gzip" && e.Quality is null or > 0))
        {
            response.Headers.ContentEncoding = "gzip";
            content = gzip;
        }

        response.ContentLength = content.Length;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await response.Body.WriteAsync(content, context.RequestAborted);
        }
    }

    /// <summary>Names are compared with those there are: none leads out of the page.</summary>
    private PageFile? Find(string name)
    {
        if (folder is null)
        {
            return Names.Contains(name) ? read.GetOrAdd(name, Carried) : null;
        }

        string? path = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .FirstOrDefault(path =>
                Path.GetRelativePath(folder, path).Replace('\\', '/') == name);
        return path is null ? null : PageFile.Of(File.ReadAllBytes(path), compress: false);
    }

    private static PageFile Carried(string name) =>
        PageFile.Of(name == Index ? WithStyles(Bytes(name)) : Bytes(name), compress: true);

    private static byte[] Bytes(string name)
    {
        using Stream stream = Program.GetManifestResourceStream(Root + name)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    /// <summary>
    /// The page with its styles in it: a browser asks for six files at a time, and paints nothing
    /// before it has all of these.
    /// </summary>
    private static byte[] WithStyles(byte[] page) => Encoding.UTF8.GetBytes(Style().Replace(
        Encoding.UTF8.GetString(page),
        link => $"<style>{Encoding.UTF8.GetString(Bytes(link.Groups["file"].Value))}</style>"));

    [GeneratedRegex("""<link rel="stylesheet" href="/(?<file>[^"]+)">""")]
    private static partial Regex Style();

    /// <param name="Gzip">Null where it is not shorter.</param>
    private sealed record PageFile(byte[] Content, byte[]? Gzip, string Tag)
    {
        public static PageFile Of(byte[] content, bool compress)
        {
            byte[]? gzip = compress ? Compress(content) : null;
            return new PageFile(
                content,
                gzip?.Length < content.Length ? gzip : null,
                $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"");
        }

        private static byte[] Compress(byte[] content)
        {
            using var memory = new MemoryStream();
            using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write(content);
            }

            return memory.ToArray();
        }
    }
}
