using System.CommandLine;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Crystals;

namespace Similarity.Cli.Verbs;

/// <summary>--operator, --kdensity, --kgrid, --set and --index: bands of a structure.</summary>
internal sealed class BandSourceOptions
{
    private readonly Option<string?> name = new("--operator")
    {
        Description = "Operator that makes bands of a structure: kinetic, gfn0, sap or ks "
            + "(default). Bands in the file are used when it is not named.",
        HelpName = "O",
    };

    private readonly Option<double?> spacing = NumberOption.Positive(
        "--kdensity", "1/Å", "Distance of k-points, with 2π (default 0.2).");

    private readonly Option<KPointGrid?> grid = new("--kgrid")
    {
        Description = "Numbers of k-points along the three reciprocal vectors, as 4,4,2.",
        HelpName = "A,B,C",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            int[] n =
            [
                .. text.Split(',').Select(part => int.TryParse(
                    part, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                    ? number
                    : 0),
            ];
            if (n is [> 0 and < 1000, > 0 and < 1000, > 0 and < 1000])
            {
                return new KPointGrid(n[0], n[1], n[2]);
            }

            result.AddError($"--kgrid expects three numbers from 1 to 999, as 4,4,2, not '{text}'");
            return null;
        },
    };

    private readonly Option<string[]> settings = SettingsOption.Create(
        "A setting of the operator, as threshold=1e-2 or basis=rich; may be repeated.");

    private readonly Option<int?> index = NumberOption.Whole(
        "--index", "Which structure of a file of several (default: the last).", minimum: 1);

    public BandSourceOptions() => name.CompletionSources.Add("kinetic", "gfn0", "sap", "ks");

    public void AddTo(Command verb)
    {
        verb.Add(name);
        verb.Add(spacing);
        verb.Add(grid);
        verb.Add(settings);
        verb.Add(index);
    }

    /// <exception cref="VerbException">Options that exclude each other.</exception>
    public BandSource Of(ParseResult result)
    {
        double? distance = result.GetValue(spacing);
        KPointGrid? points = result.GetValue(grid);
        return distance is null || points is null
            ? new BandSource(
                result.GetValue(name),
                distance is double given ? BandSource.PerBohr(given) : null,
                points,
                SettingsOption.Parse(result.GetValue(settings)),
                result.GetValue(index))
            : throw VerbException.Usage("give --kdensity or --kgrid, not both");
    }
}
