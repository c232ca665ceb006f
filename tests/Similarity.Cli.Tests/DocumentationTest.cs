using System.Text.Json;
using System.Text.RegularExpressions;
using Similarity.Cli.CommandLine;
using Similarity.Formats;
using Similarity.Tests;

namespace Similarity.Cli.Tests;

/// <summary>The pages for users name everything there is.</summary>
public sealed partial class DocumentationTest
{
    private static readonly string CliPage =
        File.ReadAllText(RepositoryFile.At("src/Similarity.Cli/README.md"));

    public static TheoryData<string> Documents => new()
    {
        "read " + RepositoryFile.Database("polymorphs/cod_C-Diamond.cif"),
        "read no-such-file",
        "spectrum " + RepositoryFile.Database("spectra/matminer/si_bandstructure_line.json")
            + " --eigenvalues",
        "spectrum no-such-file",
        "spectrum " + RepositoryFile.Database("polymorphs/cod_C-Diamond.cif")
            + " --operator kinetic --kgrid 1,1,1 --projections",
        "fingerprint " + RepositoryFile.Database("polymorphs/cod_C-Diamond.cif")
            + " --kind kinetic --set kgrid=1,1,1",
        "compare " + RepositoryFile.Database("polymorphs/cod_C-Diamond.cif") + " "
            + RepositoryFile.Database("polymorphs/cod_C-Graphite.cif")
            + " --kind kinetic --set kgrid=1,1,1 --metric cosine",
        "dos " + RepositoryFile.Database("spectra/matminer/si_dos.json"),
        "fermi " + RepositoryFile.Database("spectra/pymatgen/vasprun.Al.xml.gz"),
        "mass " + RepositoryFile.Database("spectra/matminer/si_bandstructure_line.json"),
        "matrix " + RepositoryFile.Database("spectra/matminer/si_dos.json")
            + " --kind spectral --metric cosine",
        "run",
        "dosmodel predict " + RepositoryFile.Database("dos/silicon.extxyz")
            + " --index 1 --fingerprint --excitations",
        "dosmodel evaluate " + RepositoryFile.Database("dos/silicon-pbe.jsonl.gz")
            + " --regressor linear --reference fermi --members 3",
        "nanotube 4 2 --bands",
        "nanotube --series 4..4",
        "devices",
        "completion bash",
    };

    [Fact]
    public void EveryFormatIsDescribed()
    {
        string page = File.ReadAllText(RepositoryFile.At("src/docs/reading-files.md"));
        Assert.All(FileFormats.All, format => Assert.Contains($"| {format.Name} |", page));
    }

    [Fact]
    public void EveryVerbIsListed() => Assert.All(
        SimilarityProgram.CreateRoot().Subcommands,
        verb => Assert.Contains($"| `{verb.Name}", CliPage));

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task EveryFieldOfADocumentIsDescribedUnderItsSchema(string line)
    {
        JsonElement json = (await ProgramRun.Of([.. line.Split(' '), "--json"])).Json;
        string schema = json.GetProperty("schema").GetString()!;
        string section =
            Section().Matches(CliPage).Single(match => match.Groups[1].Value == schema).Value;

        Assert.All(
            json.EnumerateObject().Where(field => field.Name != "schema"),
            field => Assert.Matches($@"[`{{\s]{field.Name}[`\[{{\s,}}]", section));
    }

    /// <summary>Of the verbs that need a database.</summary>
    [Fact]
    public async Task EveryFieldOfADocumentAboutADatabaseIsDescribed()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("materials.db");
        string diamond = RepositoryFile.Database("polymorphs/cod_C-Diamond.cif");
        string graphite = RepositoryFile.Database("polymorphs/cod_C-Graphite.cif");
        string[] lines =
        [
            $"build --db {file} {diamond} {graphite} --kind kinetic --set kgrid=1,1,1",
            $"query --db {file} --file {diamond}",
            $"map --db {file} --method pca",
            $"db info --db {file}",
            $"db verify --db {file}",
            $"db index --db {file}",
            $"db export --db {file} --out {folder.File("export")}",
            $"db copy --db {file} --to {folder.File("copy.db")}",
            $"db compact --db {file}",
            $"db delete --db {file} --id cod_C-Diamond.cif",
        ];
        foreach (string line in lines)
        {
            await EveryFieldOfADocumentIsDescribedUnderItsSchema(line);
        }
    }

    /// <summary>Of the verbs that need materials with labels.</summary>
    [Fact]
    public async Task EveryFieldOfADocumentAboutScreeningIsDescribed()
    {
        using var folder = new TemporaryFolder();
        string database = folder.File("m.db"), model = folder.File("m.forest");
        string[] structures =
        [
            .. Directory.GetFiles(RepositoryFile.Database("polymorphs"), "mp_ZnO_*.cif"),
            .. Directory.GetFiles(RepositoryFile.Database("polymorphs"), "mp_TiO2_*.cif"),
        ];
        string labels = folder.Write(
            "labels.csv",
            "id,tcm\n" + string.Join('\n', structures
                .Select((file, i) => $"{Path.GetFileName(file)},{i % 2}")));
        await ProgramRun.Of(
            ["build", "--db", database, .. structures, "--kind", "kinetic",
                "--set", "kgrid=1,1,1", "--properties", labels]);
        string common = $"--db {database} --features composition,structure --trees 5";
        string[] lines =
        [
            $"screen train {common} --model {model}",
            $"screen evaluate {common} --repeats 2 --rows 6",
            $"screen curve {common} --repeats 2 --shares 0.5",
            $"screen predict --db {database} --model {model} -k 3",
        ];
        foreach (string line in lines)
        {
            await EveryFieldOfADocumentIsDescribedUnderItsSchema(line);
        }
    }

    /// <summary>Of the verbs that need calculated densities.</summary>
    [Fact]
    public async Task EveryFieldOfADocumentAboutGridDensitiesIsDescribed()
    {
        using var folder = new TemporaryFolder();
        string model = folder.File("al.griddensity");
        string density = RepositoryFile.Database("densities/aluminium/al4_T300_e0_0.npz");
        string[] lines =
        [
            $"griddensity train {density} --model {model} --points 100 --epochs 1 --width 4",
            $"griddensity evaluate {density} --model {model} --draws 2",
            $"griddensity predict {density} --model {model} --draws 2 --grid 4,4,4 --out "
                + folder.File("al.npz"),
        ];
        foreach (string line in lines)
        {
            await EveryFieldOfADocumentIsDescribedUnderItsSchema(line);
        }
    }

    /// <summary>Of the verbs that learn densities.</summary>
    [Fact]
    public async Task EveryFieldOfADocumentAboutDensitiesIsDescribed()
    {
        using var folder = new TemporaryFolder();
        string model = folder.File("m.density");
        string[] lines =
        [
            $"density train --groups tet --environments 4 --eta 1e-4 --model {model}",
            $"density evaluate --groups tet --model {model}",
            $"density predict {RepositoryFile.Database("density/water-hexamer.xyz")} "
                + $"--model {model}",
        ];
        foreach (string line in lines)
        {
            await EveryFieldOfADocumentIsDescribedUnderItsSchema(line);
        }
    }

    [GeneratedRegex(
        @"^\*\*(similarity\.\w+/\d+)\*\*.*?(?=^\*\*|^## )",
        RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Section();
}
