using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

public sealed class MassVerbTest
{
    private static readonly string Silicon =
        RepositoryFile.Database("spectra/matminer/si_bandstructure_line.json");
    private static readonly string Copper =
        RepositoryFile.Database("spectra/pymatgen/Cu_30_bandstructure.json");

    [Fact]
    public async Task SiliconHasMassesOfBothSignsAtItsEdges()
    {
        JsonElement json = (await ProgramRun.Of("mass", Silicon, "--json")).Json;

        Assert.Equal("similarity.mass/1", json.GetProperty("schema").GetString());
        Assert.True(json.GetProperty("electron_mass").GetDouble() > 0);
        Assert.True(json.GetProperty("hole_mass").GetDouble() < 0);
        Assert.InRange(json.GetProperty("gap_eV").GetDouble(), 0.5, 0.7);
        Assert.Equal(
            json.GetProperty("n_type").GetBoolean() || json.GetProperty("p_type").GetBoolean(),
            json.GetProperty("is_tcm").GetBoolean());

        // The valence maximum is at Γ, the conduction minimum on the line Γ–X.
        JsonElement[] segments = json.GetProperty("segments").EnumerateArray().ToArray();
        Assert.All(
            segments.Where(segment => segment.GetProperty("has_vbm").GetBoolean()),
            segment => Assert.Contains(
                "Γ",
                new[]
                {
                    segment.GetProperty("from").GetString(),
                    segment.GetProperty("to").GetString(),
                }));
        Assert.Contains(segments, segment => segment.GetProperty("has_cbm").GetBoolean());
    }

    [Fact]
    public async Task SorepComesBackWithItsOwnNumbers()
    {
        using JsonDocument oracle = JsonDocument.Parse(
            await File.ReadAllTextAsync(
                RepositoryFile.Oracle("effective-mass/effective_mass.json")));
        JsonElement expected = oracle.RootElement.GetProperty("cases").EnumerateArray()
            .Single(entry => entry.ToString()
                .Contains("si_bandstructure_line", StringComparison.Ordinal));
        JsonElement json =
            (await ProgramRun.Of("mass", Silicon, "--compat", "sorep", "--json")).Json;

        // The finite differences of the peer are exact to some 1e-9 relative on 1e-4 eV data.
        const double Relative = 1e-6;
        double electron =
            expected.GetProperty("tcm").GetProperty("electron_effective_mass").GetDouble();
        double hole = expected.GetProperty("tcm").GetProperty("hole_effective_mass").GetDouble();
        Assert.Equal(electron, json.GetProperty("electron_mass").GetDouble(), Relative * electron);
        Assert.Equal(hole, json.GetProperty("hole_mass").GetDouble(), -Relative * hole);
        Assert.True(json.GetProperty("p_type").GetBoolean());
    }

    [Fact]
    public async Task AMetalHasNoMassesWhichIs5AndStillADocument()
    {
        ProgramRun run = await ProgramRun.Of("mass", Copper, "--json");

        Assert.Equal(ExitCode.NoResult, run.Code);
        Assert.Contains("no gap", run.Error);
        Assert.Equal("similarity.mass/1", run.Json.GetProperty("schema").GetString());
        Assert.False(run.Json.GetProperty("is_tcm").GetBoolean());
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("electron_mass").ValueKind);
        Assert.Contains("no gap", run.Json.GetProperty("why_no_electron_mass").GetString());
    }
}
