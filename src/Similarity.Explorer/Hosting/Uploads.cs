using Microsoft.AspNetCore.Http.Features;

namespace Similarity.Explorer.Hosting;

/// <summary>
/// A file that was sent; its name says only what to call it, never where it lies.
/// </summary>
internal sealed record UploadedFile(string Name, byte[] Content);

/// <summary>Reads files from a request, in memory and within its size limit.</summary>
internal static class Uploads
{
    private const int LongestName = 200, MostFiles = 1000;

    /// <param name="field">Of a multipart body; another body is one file itself.</param>
    /// <exception cref="RequestException">There is none, or it is malformed.</exception>
    public static async Task<IReadOnlyList<UploadedFile>> ReadAsync(
        HttpRequest request, string field, CancellationToken cancellation)
    {
        if (!request.HasFormContentType)
        {
            string type = request.ContentType?.Split(';')[0].Trim() ?? "";
            if (type is not ("" or "text/plain" or "application/octet-stream"
                or "chemical/x-cif" or "application/json" or "application/xml" or "text/xml"))
            {
                throw new RequestException(
                    StatusCodes.Status415UnsupportedMediaType,
                    "expected multipart/form-data, or a file as text/plain");
            }

            using var memory = new MemoryStream();
            await request.Body.CopyToAsync(memory, cancellation);
            return memory.Length == 0
                ? throw RequestException.Invalid("the body is empty; expected a file")
                : [new UploadedFile("upload", memory.ToArray())];
        }

        IFormCollection form = await FormAsync(request, cancellation);
        IFormFile[] files = [.. form.Files.Where(file => file.Name == field)];
        if (files.Length is 0 or > MostFiles)
        {
            throw RequestException.Invalid(
                $"{field}: expected 1 to {MostFiles} files in a field of this name, "
                + $"not {files.Length}");
        }

        var read = new List<UploadedFile>();
        foreach (IFormFile file in files)
        {
            using var memory = new MemoryStream();
            await file.CopyToAsync(memory, cancellation);
            read.Add(new UploadedFile(NameOf(file.FileName), memory.ToArray()));
        }

        return read;
    }

    public static async Task<IFormCollection> FormAsync(
        HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await request.ReadFormAsync(
                new FormOptions
                {
                    MultipartBodyLengthLimit = long.MaxValue,
                    BufferBodyLengthLimit = long.MaxValue,
                    ValueCountLimit = 2 * MostFiles,
                },
                cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or IOException
            and not BadHttpRequestException)
        {
            throw RequestException.Invalid($"the multipart body is malformed: {e.Message}");
        }
    }

    /// <summary>
    /// The last part of a name, without what files cannot be called or terminals obey.
    /// </summary>
    private static string NameOf(string? said)
    {
        string last = (said ?? "").Split('/', '\\')[^1];
        string name = string.Concat(last.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)))
            .Trim();
        return name is "" or "." or ".." ? "upload" : name[..Math.Min(name.Length, LongestName)];
    }
}
