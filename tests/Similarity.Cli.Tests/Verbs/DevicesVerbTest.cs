using System.Numerics;
using System.Text.Json;

namespace Similarity.Cli.Tests.Verbs;

public sealed class DevicesVerbTest
{
    [Fact]
    public async Task SaysWhatComputesHereAndWhyTheRestDoesNot()
    {
        ProgramRun run = await ProgramRun.Of("devices", "--json");
        JsonElement json = run.Json;

        Assert.Equal(0, run.Code);
        Assert.Equal("similarity.devices/1", json.GetProperty("schema").GetString());
        Assert.Equal(
            8 * Vector<byte>.Count, json.GetProperty("simd").GetProperty("vector_bits").GetInt32());
        Assert.Equal(JsonValueKind.Array, json.GetProperty("gpus").ValueKind);
        JsonElement blas = json.GetProperty("blas");
        Assert.Equal(
            blas.GetProperty("found").GetBoolean(),
            blas.GetProperty("why_not").ValueKind == JsonValueKind.Null);
        Assert.NotEmpty(json.GetProperty("adapters").EnumerateArray());
        Assert.All(json.GetProperty("adapters").EnumerateArray(), adapter => Assert.Equal(
            adapter.GetProperty("built_in").GetBoolean(),
            adapter.GetProperty("why_not").ValueKind == JsonValueKind.Null));
    }
}
