using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Equivariants;
using Similarity.DensityModels.AtomCentred.Kernels;
using Similarity.Environments;
using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>
/// A model on disk: one gzipped JSON document. Sparse environments are kept as geometries, from
/// which their features are computed again, and weights as base64 of little-endian doubles, per
/// member, element and λ with rows (environment, μ) and a column per shell.
/// </summary>
public static class DensityModelFile
{
    public const string Schema = "similarity.density-model/1";

    public static byte[] ToBytes(DensityModel model)
    {
        using var content = new MemoryStream();
        using (var packed = new GZipStream(content, CompressionLevel.SmallestSize, true))
        using (var json = new Utf8JsonWriter(packed))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            WriteText(json, model.Text);
            WriteBasis(json, model.Basis);
            WriteMethod(json, model);
            json.WriteStartArray("species");
            for (int i = 0; i < model.Environments.Count; i++)
            {
                WriteSpecies(json, model, model.Environments[i]);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return content.ToArray();
    }

    /// <exception cref="InvalidFileException">It is no model, or what it says makes no sense.
    /// </exception>
    public static DensityModel Read(FileSource source, int threads = 1)
    {
        JsonField document = ReadDocument(source);
        if (document["schema"].Text() is not Schema and string other)
        {
            throw document["schema"].Place.Error($"is {other}; expected {Schema}");
        }

        AuxiliaryBasis basis = AuxiliaryBasis.Read(document["basis"]);
        try
        {
            return Read(document, basis, threads);
        }
        catch (Exception e) when (e is ArgumentException or FormatException
            or IndexOutOfRangeException or KeyNotFoundException or InvalidOperationException)
        {
            throw document.Place.Error($"is no model: {e.Message}", e);
        }
    }

    private static JsonField ReadDocument(FileSource source)
    {
        try
        {
            return JsonField.Read(source);
        }
        catch (InvalidFileException e)
        {
            throw new InvalidFileException(
                source.Path, "is no model, as `density train` makes them, or damaged", inner: e);
        }
    }

    private static void WriteText(Utf8JsonWriter json, DensityModelText text)
    {
        json.WriteStartObject("card");
        json.WriteString("method", text.Method);
        json.WriteNumber("structures", text.Structures);
        json.WriteNumber("regularisation", text.Regularisation);
        if (text.ValidationPercent is double percent)
        {
            json.WriteNumber("validation_percent", percent);
        }

        json.WriteNumber("uncertainty_scale", text.UncertaintyScale);
        json.WriteEndObject();
    }

    private static void WriteBasis(Utf8JsonWriter json, AuxiliaryBasis basis)
    {
        json.WriteStartObject("basis");
        json.WriteString("name", basis.Name);
        json.WriteStartObject("elements");
        foreach (Element element in basis.Elements)
        {
            json.WriteStartArray(element.Symbol);
            foreach (AuxiliaryShell shell in basis.Of(element))
            {
                WriteNumbers(json, shell.AngularMomentum, shell.Exponent);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMethod(Utf8JsonWriter json, DensityModel model)
    {
        ExpansionSettings settings = model.Features.Expansion.Settings;
        json.WriteStartObject("expansion");
        json.WriteNumber("cutoff_bohr", settings.Cutoff);
        json.WriteNumber("radial_functions", settings.RadialFunctions);
        json.WriteNumber("max_angular", settings.MaxAngular);
        json.WriteNumber("sigma_bohr", settings.Sigma);
        if (settings.Smoothing is ShiftedCosineCutoff cosine)
        {
            json.WriteNumber("smoothing_bohr", cosine.Width);
        }

        if (settings.Scaling is { } scaling)
        {
            json.WriteStartArray("scaling");
            WriteItems(json, scaling.Rate, scaling.Scale, scaling.Exponent);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteNumber("highest", model.Features.Highest);
        json.WriteNumber("zeta", model.Kernel.Zeta);
        if (model.Features.Columns is { } columns)
        {
            json.WriteStartArray("columns");
            foreach (int[] own in columns)
            {
                WriteNumbers(json, [.. own.Select(column => (double)column)]);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteSpecies(
        Utf8JsonWriter json, DensityModel model, SparseEnvironments own)
    {
        json.WriteStartObject();
        json.WriteString("element", own.Element.Symbol);
        json.WriteStartArray("averages");
        WriteItems(json, model.Averages.Means.Single(pair => pair.Key == own.Element).Value);
        json.WriteEndArray();
        json.WriteStartArray("environments");
        foreach (EnvironmentCluster cluster in own.Environments)
        {
            json.WriteStartArray();
            foreach ((Element element, Vector3D position) in cluster.Neighbours)
            {
                WriteItems(
                    json, element.AtomicNumber, position.X, position.Y, position.Z);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        WriteNumbers(
            json,
            "counts",
            [.. Enumerable.Range(0, own.Highest + 1).Select(l => (double)own.Count(l))]);
        json.WriteStartArray("weights");
        foreach (var member in model.Members)
        {
            json.WriteStartArray();
            for (int lambda = 0; lambda <= own.Highest; lambda++)
            {
                Matrix<double> weights = member[(own.Element, lambda)];
                json.WriteBase64StringValue(MemoryMarshal.AsBytes(weights.Values));
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumbers(
        Utf8JsonWriter json, string name, ReadOnlySpan<double> numbers)
    {
        json.WritePropertyName(name);
        WriteNumbers(json, numbers);
    }

    private static void WriteNumbers(Utf8JsonWriter json, params ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray();
        WriteItems(json, numbers);
        json.WriteEndArray();
    }

    private static void WriteItems(Utf8JsonWriter json, params ReadOnlySpan<double> numbers)
    {
        foreach (double number in numbers)
        {
            json.WriteNumberValue(number);
        }
    }

    private static DensityModel Read(JsonField document, AuxiliaryBasis basis, int threads)
    {
        JsonField[] species = document["species"].Items();
        Element[] elements = [.. species.Select(
            own => own["element"].Place.ElementOf(own["element"].Text()))];
        var expansion = new SphericalExpansion(
            ReadExpansion(document["expansion"]), SpeciesChannels.Of(elements));
        int[][]? columns = document.TryGet("columns", out JsonField chosen)
            ? [.. chosen.Items().Select(Whole)]
            : null;
        var features =
            new EquivariantFeatures(expansion, (int)document["highest"].Number(), columns);
        SparseEnvironments[] environments = [.. species.Zip(elements, (own, element) =>
            new SparseEnvironments(
                element,
                [.. own["environments"].Items().Select(item => ReadCluster(element, item))],
                features,
                Whole(own["counts"]),
                threads))];
        if (species.Length == 0)
        {
            throw document["species"].Place.Error("is empty; expected a list of elements");
        }

        int members = species[0]["weights"].Items().Length;
        var weights = new Dictionary<(Element, int), Matrix<double>>[members];
        for (int k = 0; k < members; k++)
        {
            weights[k] = [];
            for (int s = 0; s < species.Length; s++)
            {
                JsonField[] own = species[s]["weights"].Items(members)[k]
                    .Items(environments[s].Highest + 1);
                for (int lambda = 0; lambda < own.Length; lambda++)
                {
                    weights[k][(elements[s], lambda)] = ReadWeights(
                        own[lambda],
                        environments[s].Count(lambda) * (2 * lambda + 1),
                        basis.Count(elements[s], lambda));
                }
            }
        }

        return new DensityModel(
            ReadText(document["card"]),
            basis,
            features,
            new EquivariantKernel(document["zeta"].Number()),
            environments,
            new AtomicAverages(species.Zip(elements, (own, element) =>
                KeyValuePair.Create(element, own["averages"].Numbers()))),
            weights);
    }

    private static DensityModelText ReadText(JsonField card) => new()
    {
        Method = card["method"].Text(),
        Structures = (int)card["structures"].Number(),
        Regularisation = card["regularisation"].Number(),
        ValidationPercent =
            card.TryGet("validation_percent", out JsonField percent) ? percent.Number() : null,
        UncertaintyScale = card["uncertainty_scale"].Number(),
    };

    private static ExpansionSettings ReadExpansion(JsonField field) => new()
    {
        Cutoff = field["cutoff_bohr"].Number(),
        RadialFunctions = (int)field["radial_functions"].Number(),
        MaxAngular = (int)field["max_angular"].Number(),
        Sigma = field["sigma_bohr"].Number(),
        Smoothing = field.TryGet("smoothing_bohr", out JsonField width)
            ? new ShiftedCosineCutoff(width.Number())
            : new StepCutoff(),
        Scaling = field.TryGet("scaling", out JsonField scaling)
            ? scaling.Vector() is var (rate, scale, exponent)
                ? new RadialScaling(rate, scale, exponent)
                : null
            : null,
    };

    private static EnvironmentCluster ReadCluster(Element centre, JsonField item)
    {
        double[] numbers = item.Numbers();
        if (numbers.Length % 4 != 0)
        {
            throw item.Place.Error("is not a list of Z, x, y, z");
        }

        return new EnvironmentCluster(centre, numbers.Chunk(4).Select(atom => (
            new Element((int)atom[0]), new Vector3D(atom[1], atom[2], atom[3]))));
    }

    private static Matrix<double> ReadWeights(JsonField field, int rows, int columns)
    {
        byte[] bytes = Convert.FromBase64String(field.Text());
        double[] values = MemoryMarshal.Cast<byte, double>(bytes).ToArray();
        return values.Length == rows * columns && Array.TrueForAll(values, double.IsFinite)
            ? new Matrix<double>(rows, columns, values)
            : throw field.Place.Error(
                $"has {values.Length} weights; expected {rows} × {columns}, all finite");
    }

    private static int[] Whole(JsonField field) => [.. field.Numbers().Select(x => (int)x)];
}
