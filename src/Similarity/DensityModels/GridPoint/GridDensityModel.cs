using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Learning.BayesianNetworks;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// A network of grid-point descriptors to the density, with what it needs to be used.
/// </summary>
public sealed record GridDensityModel
{
    public required NetworkModel Network { get; init; }

    public required DescriptorSettings Descriptor { get; init; }

    /// <summary>Electrons that an atom of each species brings.</summary>
    public required ImmutableArray<double> Electrons { get; init; }

    public DeviationCalibration Calibration { get; init; } = DeviationCalibration.None;

    public GridDensityCard Card { get; init; } = new();

    /// <summary>N of a crystal.</summary>
    public double ElectronsOf(Crystal crystal)
    {
        double sum = 0;
        foreach (Site site in crystal.Sites)
        {
            int kind = Descriptor.Species.IndexOf(site.Element);
            sum += kind >= 0
                ? Electrons[kind]
                : throw new ArgumentException(
                    $"the model knows {string.Join(", ", Descriptor.Species)}, not {site.Element}");
        }

        return sum;
    }

    public byte[] ToBytes() => NetworkFile.ToBytes(
        Network,
        JsonSerializer.Serialize(new Description(
            [.. Descriptor.Species.Select(species => species.Symbol)],
            [.. Electrons],
            Descriptor.Distances,
            Descriptor.Directions,
            Descriptor.IsSmooth,
            Descriptor.RadialSums,
            Descriptor.RadialCutoff,
            Descriptor.Far,
            [.. Calibration.Factors],
            Card)));

    /// <exception cref="InvalidFileException">It is no such model.</exception>
    public static GridDensityModel Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidFileException(path, $"cannot be read: {e.Message}", inner: e);
        }

        (NetworkModel network, string text) = NetworkFile.Read(path, bytes);
        try
        {
            Description said = JsonSerializer.Deserialize<Description>(text)
                ?? throw new JsonException("null");
            var species = ImmutableArray.CreateBuilder<Element>();
            foreach (string symbol in said.Species)
            {
                species.Add(Element.TryParse(symbol, out Element element)
                    ? element
                    : throw new ArgumentException($"'{symbol}' is no element"));
            }

            var descriptor = new DescriptorSettings
            {
                Species = species.ToImmutable(),
                Distances = said.Distances,
                Directions = said.Directions,
                IsSmooth = said.IsSmooth,
                RadialSums = said.RadialSums,
                RadialCutoff = said.RadialCutoff,
                Far = said.Far,
            };
            descriptor.Check();
            if (descriptor.Columns != network.Shape.Inputs
                || said.Electrons.Length != species.Count
                || said.Calibration.Length != DeviationCalibration.Nominal.Length
                || !Array.TrueForAll([.. said.Electrons, .. said.Calibration], x => x > 0))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"a descriptor of {descriptor.Columns} numbers and a network of ")
                    + string.Create(
                        CultureInfo.InvariantCulture,
                        $"{network.Shape.Inputs}, or electrons or factors that are not positive"));
            }

            return new GridDensityModel
            {
                Network = network,
                Descriptor = descriptor,
                Electrons = [.. said.Electrons],
                Calibration = new DeviationCalibration([.. said.Calibration]),
                Card = said.Card,
            };
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidFileException(
                path, $"is a network of something else: {e.Message}", inner: e);
        }
    }

    private sealed record Description(
        string[] Species,
        double[] Electrons,
        int Distances,
        int Directions,
        bool IsSmooth,
        int RadialSums,
        double RadialCutoff,
        double Far,
        double[] Calibration,
        GridDensityCard Card);
}
