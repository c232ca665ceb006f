using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Learning;
using Similarity.Learning.Committees;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>A model of densities of states on disk.</summary>
public static class DosModelFile
{
    /// <summary>Quantiles of a calibration that a file keeps.</summary>
    private const int Quantiles = 200;

    private static readonly ModelContainer Container =
        new("SIMDOSMD", 1, "a model of densities of states");

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static byte[] ToBytes(DosModel model)
    {
        DosRegression regression = model.Regression;
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(regression.Coding.Directions is not null);
        if (regression.Coding.Directions is { } directions)
        {
            VectorModelNumbers.Write(writer, regression.Coding.Mean);
            VectorModelNumbers.Write(writer, directions);
        }

        VectorModelNumbers.Write(writer, regression.Model);
        var text = new ModelText(
            string.Join(',', model.Elements),
            model.Electrons.Values.First(),
            model.Descriptor,
            regression.Window.Start,
            regression.Window.Step,
            regression.Window.Count,
            regression.Sigma,
            regression.Reference.ToString(),
            regression.Coding.IsCumulative,
            regression.Members,
            model.Calibration?.Parts.ToDictionary(
                part => part.Key, part => new PartText(part.Value.Factor, Thin(part.Value.Ratios))),
            model.Card,
            model.Electrons.Count == 1 ? null : [.. model.Electrons.Values]);
        writer.Flush();
        return Container.ToBytes(JsonSerializer.Serialize(text, Json), memory.ToArray());
    }

    /// <exception cref="InvalidFileException">It is no model of this program.</exception>
    public static DosModel Read(string path)
    {
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidFileException(path, $"cannot be read: {e.Message}", inner: e);
        }

        return Parse(path, file);
    }

    /// <param name="path">How messages name it.</param>
    /// <exception cref="InvalidFileException">It is no model of this program.</exception>
    public static DosModel Parse(string path, ReadOnlySpan<byte> file)
    {
        (string said, byte[] content) = Container.Read(path, file);
        try
        {
            ModelText text = JsonSerializer.Deserialize<ModelText>(said, Json)
                ?? throw new JsonException("null");
            using var reader = new BinaryReader(new MemoryStream(content));
            DosModel model = ModelOf(text, reader);
            return reader.BaseStream.Position == content.Length
                ? model
                : throw new InvalidDataException("bytes after the last number");
        }
        catch (Exception e) when (
            e is JsonException or ArgumentException or InvalidDataException
                or EndOfStreamException)
        {
            throw new InvalidFileException(
                path, $"is no sound model of densities of states: {e.Message}", inner: e);
        }
    }

    private static DosModel ModelOf(ModelText text, BinaryReader reader)
    {
        var window = new EnergyAxis(text.WindowStart, text.WindowStep, text.WindowCount);
        double[]? mean = null;
        Matrix<double>? directions = null;
        if (reader.ReadBoolean())
        {
            mean = VectorModelNumbers.ReadVector(reader);
            directions = VectorModelNumbers.ReadMatrix(reader);
            if (mean.Length != window.Count || directions.Columns != window.Count)
            {
                throw new InvalidDataException("directions that do not fit the window");
            }
        }

        var coding = new DosCoding(text.IsCumulative, mean, directions);
        IVectorModel model = VectorModelNumbers.Read(reader);
        if (text.Members < 0 || model.Outputs != (1 + text.Members) * coding.Length(window))
        {
            throw new InvalidDataException($"{model.Outputs} outputs for {text.Members} members");
        }

        if (!Enum.TryParse(text.Reference, out EnergyReference reference)
            || !(text.Sigma > 0))
        {
            throw new InvalidDataException("a reference or a width that is none");
        }

        return new DosModel(
            ElectronsOf(text),
            text.Descriptor,
            new DosRegression(window, text.Sigma, reference, coding, model, text.Members),
            text.Calibration is null
                ? null
                : new DosCalibration(text.Calibration.ToImmutableSortedDictionary(
                    part => part.Key,
                    part => SpreadCalibration.Restore(part.Value.Factor, part.Value.Ratios),
                    StringComparer.Ordinal)),
            text.Card);
    }

    private static Dictionary<Element, double> ElectronsOf(ModelText text)
    {
        double[] electrons = text.Electrons ?? [text.ElectronsPerAtom];
        string[] symbols = text.Element.Split(',');
        var known = new Dictionary<Element, double>();
        foreach ((string symbol, double count) in symbols.Zip(electrons))
        {
            if (!Element.TryParse(symbol, out Element element) || !(count > 0)
                || !known.TryAdd(element, count))
            {
                throw new InvalidDataException("an element or its electrons that are none");
            }
        }

        return symbols.Length == electrons.Length
            ? known
            : throw new InvalidDataException(
                $"{electrons.Length} numbers of electrons of {symbols.Length} elements");
    }

    private static double[] Thin(ReadOnlySpan<double> ratios)
    {
        double[] all = ratios.ToArray();
        return all.Length <= Quantiles
            ? all
            :
            [
                .. Enumerable.Range(0, Quantiles).Select(i =>
                    Learning.Validation.Quantiles.OfSorted(all, i / (Quantiles - 1.0))),
            ];
    }

    private sealed record PartText(double Factor, double[] Ratios);

    /// <param name="Element">Several with commas between.</param>
    /// <param name="ElectronsPerAtom">Of the first element.</param>
    /// <param name="Electrons">Of each element; null for a single one.</param>
    private sealed record ModelText(
        string Element,
        double ElectronsPerAtom,
        DosDescriptor Descriptor,
        double WindowStart,
        double WindowStep,
        int WindowCount,
        double Sigma,
        string Reference,
        bool IsCumulative,
        int Members,
        Dictionary<string, PartText>? Calibration,
        DosModelCard Card,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        double[]? Electrons = null);
}
