namespace Similarity.Catalog.Records;

/// <summary>A record as a store reads it: whole and of the hash beside it, or not at all.</summary>
public static class StoredRecord
{
    /// <param name="what">"material", "vector in the set …".</param>
    /// <param name="id">Of the material that it belongs to.</param>
    /// <param name="read">
    /// Reads it, or throws a <see cref="FormatException"/>, and says whether its hash fits it.
    /// </param>
    /// <exception cref="CatalogException">It is damaged.</exception>
    public static T Read<T>(
        string location, string what, string id, Func<(T Record, bool Fits)> read)
    {
        T record;
        bool fits;
        try
        {
            (record, fits) = read();
        }
        catch (FormatException e)
        {
            throw new CatalogException(
                CatalogFault.Invalid, location, $"{what} of {id}: {e.Message}", e);
        }

        return fits
            ? record
            : throw new CatalogException(
                CatalogFault.Invalid, location, $"{what} of {id}: its hash does not fit it");
    }
}
