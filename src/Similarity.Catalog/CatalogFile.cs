namespace Similarity.Catalog;

/// <summary>Where a catalog that is a file lies.</summary>
public static class CatalogFile
{
    /// <summary>
    /// The full path of a file, links followed, so that a catalog has one name and one lock
    /// whatever it is called by.
    /// </summary>
    /// <exception cref="CatalogException">
    /// There is none, and none is to be made; or it is no file.
    /// </exception>
    public static string FullPath(string location, CatalogAccess access)
    {
        string path = Path.GetFullPath(location);
        try
        {
            path = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException e) when (e is not FileNotFoundException
            and not DirectoryNotFoundException)
        {
            throw new CatalogException(CatalogFault.Unavailable, location, e.Message, e);
        }
        catch (IOException)
        {
            // A path that does not lead anywhere is no link; what follows says so.
        }

        if (Directory.Exists(path))
        {
            throw new CatalogException(CatalogFault.Invalid, location, "is a folder");
        }

        if (!File.Exists(path) && access != CatalogAccess.Create)
        {
            throw new CatalogException(CatalogFault.Absent, location, "no such database");
        }

        return path;
    }
}
