using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Formats.Npz;
using Similarity.Spectra;

namespace Similarity.Catalog.Codecs;

/// <summary>
/// Bands as an archive of numpy arrays. What each state consists of is not kept: it is a hundred
/// times the size of the bands.
/// </summary>
public static class BandsCodec
{
    public static CatalogDocument Encode(BandStructure bands)
    {
        using var content = new MemoryStream();
        NpzBandsWriter.Write(content, bands);
        return new CatalogDocument(DocumentKind.Bands, content.ToArray());
    }

    /// <param name="crystal">The structure that the bands belong to, if there is one.</param>
    /// <exception cref="InvalidFileException">They are no bands; the message names
    /// <paramref name="place"/>.</exception>
    public static BandStructure Decode(CatalogDocument document, Crystal? crystal, string place) =>
        NpzBandsFormat.ReadAlone(new FileSource(place, document.Content), crystal);
}
