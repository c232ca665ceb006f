using System.CommandLine;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Demo;
using Similarity.DensityModels.AtomCentred.Training;
using Similarity.Formats;

namespace Similarity.Cli.Densities;

/// <summary>--set and --groups: structures with densities, and which of them.</summary>
internal sealed class DensitySetOption
{
    private const string Folder = "density", File = "water-pbe.jsonl.gz";

    private readonly Option<string?> set = new("--set")
    {
        Description = $"Structures with fitted densities (default: the shipped {File}).",
        HelpName = "FILE",
    };

    private readonly Option<string?> groups = new("--groups")
    {
        Description = "Only structures whose name begins with one of these before its last "
            + "underscore: mono,dim",
        HelpName = "NAMES",
    };

    public void AddTo(Command verb)
    {
        verb.Add(set);
        verb.Add(groups);
    }

    /// <exception cref="VerbException">No such file, or no such structures.</exception>
    public (string File, DensitySet Set, DensitySample[] Samples) Read(ParseResult result)
    {
        string file = result.GetValue(set) ?? Path.Combine(SeedData.Find(), Folder, File);
        var all = DensitySet.Read(new FileSource(file));
        string[]? names = result.GetValue(groups)?.Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        DensitySample[] samples = [.. all.Samples
            .Where(sample => names is null || names.Contains(sample.Group))];
        return samples.Length > 0
            ? (file, all, samples)
            : throw VerbException.Absent(
                $"{file} has no structure of the groups {string.Join(", ", names!)}, only of "
                + string.Join(", ", all.Samples.Select(sample => sample.Group).Distinct()));
    }
}
