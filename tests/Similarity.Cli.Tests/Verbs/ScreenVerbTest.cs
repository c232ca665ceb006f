using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Tests.Verbs;

/// <summary>
/// A collection of rock salts in which those of zinc, cadmium and indium are conductors: the forest
/// finds out.
/// </summary>
public sealed class ScreenVerbTest : IDisposable
{
    private static readonly string[] Cations =
        ["Li", "Na", "K", "Mg", "Ca", "Sr", "Ba", "Sc", "Ti", "Zn", "Cd", "In"];

    private static readonly string[] Anions = ["O", "S", "Se", "Te", "F", "Cl"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AModelIsTrainedAndAskedOfFilesAndDatabases()
    {
        string database = await Build();
        string model = folder.File("m.forest");
        JsonElement trained = await Json(
            $"screen train --db {database} --model {model} --trees 60 --seed 4");
        Assert.Equal(72, trained.GetProperty("rows").GetInt32());
        Assert.Equal(18, trained.GetProperty("positives").GetInt32());
        Assert.Equal(
            ["composition", "fractions", "oxidation", "structure", "bonds", "kinetic"],
            trained.GetProperty("features").EnumerateArray().Select(f => f.GetString()!));
        Assert.InRange(trained.GetProperty("out_of_bag_roc_area").GetDouble(), 0.9, 1);

        JsonElement ofDatabase = await Json($"screen predict --db {database} --model {model} "
            + $"--known {database} --reasons 2");
        JsonElement[] rows = [.. ofDatabase.GetProperty("predictions").EnumerateArray()];
        Assert.Equal(72, rows.Length);
        Assert.Equal(Enumerable.Range(1, 72), rows.Select(r => r.GetProperty("rank").GetInt32()));
        double[] scores = [.. rows.Select(r => r.GetProperty("score").GetDouble())];
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.All(rows[..18], row =>
        {
            Assert.Contains(Cations[^3..], metal => row.GetProperty("id").GetString()!
                .StartsWith(metal, StringComparison.Ordinal));
            Assert.True(row.GetProperty("is_conductor").GetBoolean());
            double p = row.GetProperty("probability").GetDouble();
            Assert.InRange(p, 0.5, 1);
            double low = row.GetProperty("probability_low").GetDouble();
            double high = row.GetProperty("probability_high").GetDouble();
            Assert.True(low < high);
            Assert.InRange(p, low, high);
            Assert.Equal(2, row.GetProperty("reasons").GetArrayLength());
            Assert.Equal(
                0, row.GetProperty("nearest").GetProperty("distance").GetDouble(), 1e-6);
        });

        // The same materials from a file, whose fingerprints are computed now.
        JsonElement ofFile = await Json(
            $"screen predict {folder.File("salts.jsonl")} --model {model} --reasons 2 -k 5");
        Assert.Equal(
            rows[..5].Select(row => row.GetProperty("id").GetString()),
            ofFile.GetProperty("predictions").EnumerateArray()
                .Select(row => row.GetProperty("id").GetString()));
        Assert.Equal(
            rows[0].GetProperty("score").GetDouble(),
            ofFile.GetProperty("predictions")[0].GetProperty("score").GetDouble(),
            1e-12);
    }

    [Fact]
    public async Task TheSameSeedGivesTheSameFile()
    {
        string database = await Build();
        string Train(string name, int seed, int threads) => $"screen train --db {database} "
            + $"--model {folder.File(name)} --trees 20 --seed {seed} --threads {threads}";
        await Json(Train("a", 1, 1));
        await Json(Train("b", 1, 3));
        await Json(Train("c", 2, 1));
        byte[] first = File.ReadAllBytes(folder.File("a"));
        Assert.Equal(first, File.ReadAllBytes(folder.File("b")));
        Assert.NotEqual(first, File.ReadAllBytes(folder.File("c")));
    }

    /// <summary>
    /// Of combined fingerprints, whose scales the database has learned and the model keeps: files
    /// get the scores that the database gets.
    /// </summary>
    [Fact]
    public async Task CombinedFingerprintsAreFeatures()
    {
        string database = await Build();
        await Json($"build --db {database} --kind combined --set combined:operators=gfn0,kinetic "
            + "--set combined:of=spectral-fermi --set combined:kgrid=1,1,1 "
            + "--set combined:gfn0.sigma=0.5");
        string model = folder.File("c.forest");
        JsonElement trained = await Json(
            $"screen train --db {database} --model {model} --features combined --trees 60 "
            + "--seed 4");
        Assert.Equal(72, trained.GetProperty("rows").GetInt32());
        Assert.InRange(trained.GetProperty("out_of_bag_roc_area").GetDouble(), 0.7, 1);
        double[] ofDatabase = Scores(
            await Json($"screen predict --db {database} --model {model}"));
        double[] ofFile = Scores(
            await Json($"screen predict {folder.File("salts.jsonl")} --model {model}"));
        Assert.Equal(72, ofDatabase.Length);
        Assert.Equal(ofDatabase, ofFile);

        static double[] Scores(JsonElement json) =>
        [
            .. json.GetProperty("predictions").EnumerateArray()
                .Select(row => row.GetProperty("score").GetDouble()),
        ];
    }

    [Fact]
    public async Task LabelsComeFromATableToo()
    {
        string database = await Build();
        var table = new StringBuilder("id,band_gap_eV,m_e,m_h,consistent\n");
        foreach ((string cation, string anion) in Salts())
        {
            table.AppendLine(CultureInfo.InvariantCulture,
                $"{cation}{anion},2.0,{(cation == "K" ? 0.3 : 3)},9,{(anion == "F" ? 0 : 1)}");
        }

        string labels = folder.Write("labels.csv", table.ToString());
        JsonElement trained = await Json($"screen train --db {database} --labels {labels} "
            + $"--label none --model {folder.File("k.forest")} --features composition --trees 10");
        Assert.Equal(60, trained.GetProperty("rows").GetInt32());
        Assert.Equal(12, trained.GetProperty("unlabelled").GetInt32());
        Assert.Equal(5, trained.GetProperty("positives").GetInt32());
        trained = await Json($"screen train --db {database} --labels {labels} --inconsistent "
            + $"--label none --model {folder.File("k.forest")} --features composition --trees 10");
        Assert.Equal(6, trained.GetProperty("positives").GetInt32());
    }

    [Fact]
    public async Task EvaluationComparesFeaturesOnTheSameSplits()
    {
        string database = await Build();
        JsonElement evaluated = await Json($"screen evaluate --db {database} --trees 30 --rows 40 "
            + "--repeats 3 --features composition --features structure --features kinetic");
        JsonElement[] results = [.. evaluated.GetProperty("results").EnumerateArray()];
        Assert.Equal(3, results.Length);
        Assert.All(results, row => Assert.Equal(40, row.GetProperty("train_rows").GetInt32()));
        double Mean(int row, string score) => results[row].GetProperty("scores")
            .GetProperty(score).GetProperty("mean").GetDouble();
        Assert.True(Mean(0, "roc_area") > 0.9);
        Assert.True(Mean(0, "roc_area") > Mean(2, "roc_area"));
        Assert.Equal(Mean(0, "yield") / 0.25, Mean(0, "speed_up"), 1e-12);

        JsonElement nested = await Json($"screen evaluate --db {database} --trees 20 --nested 3 "
            + "--features composition --by-formula");
        Assert.Equal("formula", nested.GetProperty("split").GetString());
        Assert.True(nested.GetProperty("results")[0].GetProperty("inner_roc_area")
            .GetProperty("mean").GetDouble() > 0.5);
    }

    [Fact]
    public async Task CurvesAreDrawn()
    {
        string database = await Build();
        string[] pictures = [folder.File("c.svg"), folder.File("y.svg"), folder.File("a.svg")];
        JsonElement curve = await Json($"screen curve --db {database} --features composition "
            + "--features composition,fractions,oxidation,structure,bonds,kinetic --trees 20 "
            + "--repeats 2 --shares 0.1,0.3,0.6 --active 40 --batch 10 "
            + $"--svg {pictures[0]} --yield-svg {pictures[1]} --active-svg {pictures[2]}");
        Assert.Equal(
            [7, 22, 43],
            curve.GetProperty("curves")[0].GetProperty("points").EnumerateArray()
                .Select(point => point.GetProperty("train_rows").GetInt32()));
        JsonElement[] active = [.. curve.GetProperty("active").EnumerateArray()];
        Assert.Equal(
            ["random", "greedy", "uncertain", "diverse"],
            active[..4].Select(row => row.GetProperty("strategy").GetString()!));
        int Found(int row) => active[row].GetProperty("steps").EnumerateArray().Last()
            .GetProperty("found").GetInt32();
        Assert.True(Found(1) > Found(0));
        Assert.All(pictures, picture =>
        {
            string svg = File.ReadAllText(picture);
            Assert.Contains("<svg", svg, StringComparison.Ordinal);
            Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);

            // Long names too are in the picture, each on a line of its own.
            XElement[] names =
            [
                .. XDocument.Parse(svg).Descendants()
                    .Where(text => text.Name.LocalName == "text")
                    .Where(text => text.Value.StartsWith("composition", StringComparison.Ordinal)),
            ];
            Assert.Contains(names, name => name.Value.Length > 50);
            Assert.All(names, name => Assert.InRange((double)name.Attribute("x")!, 0, 300));
            double[] lines = [.. names.Select(name => (double)name.Attribute("y")!)];
            Assert.All(lines, y => Assert.True(y > 0));
            Assert.Equal(lines.Distinct(), lines);
        });
    }

    [Fact]
    public async Task WhatCannotBeDoneIsSaid()
    {
        string database = await Build();
        string model = folder.File("m.forest");
        await Fails(ExitCode.Usage, "one of the two", "screen predict");
        await Fails(
            ExitCode.Absent, "no such model", $"screen predict {database} --model {model}");
        string stranger = folder.Write("stranger.forest", new string('x', 100));
        await Fails(
            ExitCode.InvalidInput, "no forest", $"screen predict {database} --model {stranger}");
        await Fails(
            ExitCode.Absent, "no fingerprints", $"screen train --db {database} --model {model} "
                + "--features nomad");
        await Fails(
            ExitCode.Absent, "label", $"screen train --db {database} --model {model} "
                + "--label nothing --features composition");
        await Fails(
            ExitCode.Usage, "given twice", $"screen train --db {database} --model {model} "
                + "--features composition --features structure");
        await Fails(
            ExitCode.Usage, "--rows 99", $"screen evaluate --db {database} --rows 99");
        await Fails(ExitCode.Usage, "--rows 0", $"screen evaluate --db {database} --rows 0");
        await Fails(
            ExitCode.Usage, "--shares", $"screen curve --db {database} --shares 0.1,2");
        await Fails(
            ExitCode.Usage, "--shares", $"screen curve --db {database} --shares 0.001,0.999");
        await Fails(
            ExitCode.Usage, "exclude each other", $"screen train --db {folder.File("none.db")} "
                + $"--model {model} --threshold 0.3 --balanced-threshold");
        await Fails(
            ExitCode.Absent, "is true of no material", $"screen train --db {database} "
                + $"--model {model} --where nsites>9");
        await Fails(
            ExitCode.NoResult, "two of either kind", $"screen train --db {database} "
                + $"--model {model} --where id='ZnO'");
        await Fails(
            ExitCode.Usage, "for --active", $"screen curve --db {database} --batch 3");
        await Fails(
            ExitCode.Usage, "cannot be written",
            $"screen train --db {database} --model {folder.File("no/such/folder")}");

        await Json($"screen train --db {database} --model {model} --trees 5");
        ProgramRun run = await ProgramRun.Of(
            ["screen", "predict", folder.Write("bad.cif", "data_x"), "--model", model, "--json"]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Single(run.Json.GetProperty("failed").EnumerateArray());
    }

    private static async Task Fails(int code, string message, string line)
    {
        ProgramRun run = await ProgramRun.Of([.. line.Split(' ')]);
        Assert.True(run.Code == code, $"{line}: {run.Code}, {run.Error}");
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Json(string line)
    {
        ProgramRun run = await ProgramRun.Of([.. line.Split(' '), "--json", "--quiet"]);
        Assert.True(run.Code == ExitCode.Done, run.Error);
        return run.Json;
    }

    private async Task<string> Build()
    {
        string database = folder.File("salts.db");
        var lines = new StringBuilder();
        foreach ((int i, (string cation, string anion)) in Salts().Index())
        {
            double half = 2 + 0.05 * (i % 12) + 0.03 * (i / 12);
            bool isConductor = Cations[^3..].Contains(cation);
            lines.AppendLine(JsonSerializer.Serialize(new
            {
                id = cation + anion,
                lattice = new double[][] { [0, half, half], [half, 0, half], [half, half, 0] },
                species = new[] { cation, anion },
                frac_coords = new double[][] { [0, 0, 0], [0.5, 0.5, 0.5] },
                tcm = isConductor ? 1 : 0,
            }));
        }

        string file = folder.Write("salts.jsonl", lines.ToString());
        await Json($"build --db {database} {file} --kind kinetic --set kgrid=1,1,1");
        return database;
    }

    private static IEnumerable<(string Cation, string Anion)> Salts() =>
        from cation in Cations
        from anion in Anions
        select (cation, anion);
}
