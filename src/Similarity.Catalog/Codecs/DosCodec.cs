using System.Text.Json;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Spectra;

namespace Similarity.Catalog.Codecs;

/// <summary>
/// A density of states as JSON: <c>energies</c> (hartree), <c>spins</c> (one or two arrays of
/// states per hartree), <c>fermi_level</c> (hartree) where known. Contributions of sites are not
/// kept.
/// </summary>
public static class DosCodec
{
    private static readonly JsonSerializerOptions Options =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static CatalogDocument Encode(DensityOfStates dos)
    {
        double[][] spins = [.. Enumerable.Range(0, dos.Spins).Select(s => dos.Values(s).ToArray())];
        return new CatalogDocument(DocumentKind.Dos, JsonSerializer.SerializeToUtf8Bytes(
            new Content(dos.Energies.ToArray(), spins, dos.ReportedFermiLevel), Options));
    }

    /// <param name="crystal">The structure that it belongs to, if there is one.</param>
    /// <exception cref="InvalidFileException">It is no density of states; the message names
    /// <paramref name="place"/>.</exception>
    public static DensityOfStates Decode(CatalogDocument document, Crystal? crystal, string place)
    {
        try
        {
            Content content = JsonSerializer.Deserialize<Content>(document.Content, Options)
                ?? throw new InvalidFileException(place, "is null; expected a density of states");
            return new DensityOfStates(content.Energies, content.Spins)
            {
                Crystal = crystal,
                ReportedFermiLevel = content.FermiLevel,
            };
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidFileException(
                place, $"is no density of states: {e.Message}", inner: e);
        }
    }

    private sealed record Content
    {
        public Content(double[] energies, double[][] spins, double? fermiLevel)
        {
            Energies = energies ?? throw new JsonException("there are no energies");
            Spins = spins is null || Array.Exists(spins, values => values is null)
                ? throw new JsonException("there are no spins")
                : spins;
            FermiLevel = fermiLevel;
        }

        public double[] Energies { get; }

        public double[][] Spins { get; }

        public double? FermiLevel { get; }
    }
}
