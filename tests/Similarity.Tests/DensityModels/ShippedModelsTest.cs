using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Similarity.DensityModels.AtomCentred.Training;
using Similarity.DensityModels.GridPoint;
using Similarity.Formats;
using Similarity.Learning.BayesianNetworks;
using DensityErrors = Similarity.DensityModels.AtomCentred.Training.DensityErrors;
using PointErrors = Similarity.DensityModels.GridPoint.DensityErrors;

namespace Similarity.Tests.DensityModels;

/// <summary>The models in database/models are what their cards say, and as good.</summary>
public sealed class ShippedModelsTest
{
    private static readonly string Water = RepositoryFile.Database("models/water.density");

    private static readonly string Aluminium =
        RepositoryFile.Database("models/aluminium.griddensity");

    private static readonly string Cards =
        File.ReadAllText(RepositoryFile.Database("models/README.md"));

    [Fact]
    public void TheModelOfWaterIsThatOfItsCard()
    {
        DensityModel model = DensityModelFile.Read(new FileSource(Water));
        Assert.Contains(
            $"{model.Text.Structures} of the 618 structures", Cards, StringComparison.Ordinal);
        Assert.Contains("η = 1e-7", Cards, StringComparison.Ordinal);
        Assert.Equal(1e-7, model.Text.Regularisation);
        Assert.Equal(4, model.Members.Count - 1);
        Assert.Contains("a committee of 4", Cards, StringComparison.Ordinal);
        Assert.All(model.Environments, own => Assert.Equal(150, own.Environments.Count));

        // Every fifth structure was kept back; the card has 0.30 % of all monomers of these, 1.34 %
        // of all dimers.
        DensitySet set = DensitySet.Read(
            new FileSource(RepositoryFile.Database("density/water-pbe.jsonl.gz")));
        DensitySample[] unseen = [.. set.Samples.Where((_, index) => index % 5 == 4)];
        Assert.InRange(Percent("mono", 6), 0.05, 0.6);
        Assert.InRange(Percent("dim", 6), 0.3, 3);

        double Percent(string group, int count) => SampleError.Sum(unseen
            .Where(sample => sample.Group == group)
            .Take(count)
            .Select(sample => DensityErrors.Of(model, sample, false).Error)).BasePercent;
    }

    [Fact]
    public void TheModelOfAluminiumIsThatOfItsCard()
    {
        GridDensityModel model = GridDensityModel.Read(Aluminium);
        Assert.Equal((33, 9), (model.Card.SmallStructures, model.Card.LargeStructures));
        Assert.Equal(33 * 700 + 9 * 3000, model.Card.Points);
        Assert.Equal(11_522, model.Network.Shape.Parameters);
        Assert.Contains("11,522 Gaussian weights", Cards, StringComparison.Ordinal);
        Assert.Equal(47, model.Descriptor.Columns);
        string[] factors = [.. model.Calibration.Factors.Select(
            factor => FormattableString.Invariant($"{factor:0.00}"))];
        Assert.Contains(
            $"deviations times {factors[0]}, {factors[1]} and {factors[2]}",
            Cards,
            StringComparison.Ordinal);

        // At some points of a structure that it never saw: 0.5 % was observed.
        var reference = ReferenceDensity.Read(
            RepositoryFile.Database("densities/aluminium/al4_T300_e0_4.npz"));
        var points = TrainingPoints.Draw(
            [reference], model.Descriptor, new StratifiedDraw { Evenness = 0 }, 1500, 3, 1);
        int count = points.Densities.Length;
        double[] mean = new double[count], noise = new double[count], spread = new double[count];
        NetworkDraws.Of(model.Network, 10, 1)
            .Predict(points.Rows, count, mean, noise, spread, 1);
        Assert.InRange(
            PointErrors.Of([(mean, points.Densities)]).L1Percent, 0.05, 1);
    }

    /// <summary>
    /// Documents that are JSON and models in name: each is refused as a file, not as a bug.
    /// </summary>
    [Theory]
    [InlineData("species")]
    [InlineData("weights")]
    [InlineData("highest")]
    [InlineData("columns")]
    [InlineData("counts")]
    [InlineData("basis")]
    [InlineData("zeta")]
    [InlineData("environments")]
    public void AModelOfWaterThatMakesNoSenseIsRefused(string what)
    {
        JsonNode document = JsonNode.Parse(Unpacked(Water))!;
        JsonNode first = document["species"]![0]!;
        switch (what)
        {
            case "species":
                document["species"] = new JsonArray();
                break;
            case "weights":
                first["weights"]![0]![0] = "AAAA";
                break;
            case "highest":
                document["highest"] = 0;
                break;
            case "columns":
                document["columns"] = new JsonArray(new JsonArray(99_999_999));
                break;
            case "counts":
                first["counts"] = new JsonArray(7);
                break;
            case "basis":
                document["basis"]!["elements"]!["O"] = new JsonArray();
                break;
            case "zeta":
                document["zeta"] = 0;
                break;
            default:
                first["environments"]![0] = new JsonArray(1, 2, 3);
                break;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(document.ToJsonString());
        Assert.Throws<InvalidFileException>(
            () => DensityModelFile.Read(new FileSource("m.density", bytes)));
    }

    private static byte[] Unpacked(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
