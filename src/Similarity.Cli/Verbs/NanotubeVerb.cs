using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Nanotubes;
using Similarity.Crystals.Nanotubes;
using Similarity.Formats;

namespace Similarity.Cli.Verbs;

/// <summary>
/// One nanotube, its structure and its gap; or the survey of all tubes of a range of indices.
/// </summary>
internal static class NanotubeVerb
{
    private const double DefaultBondInAngstrom = 1.42;
    private const double DefaultVacuumInAngstrom = 10;

    /// <summary>Atoms of the largest structure that is written.</summary>
    private const int MostAtoms = 1_000_000;

    public static Command Create()
    {
        Argument<int?> n =
            TubeIndex("N", "First index: the tube is rolled along N a₁ + M a₂.");
        Argument<int?> m = TubeIndex("M", "Second index.");
        Option<double?> bond = NumberOption.Real(
            "--bond",
            "Å",
            "Bond length of the sheet (default 1.42).",
            "a number from 1 to 2",
            value => value is >= 1 and <= 2);
        Option<double?> vacuum = NumberOption.Real(
            "--vacuum",
            "Å",
            "Between the walls of neighbouring images (default 10).",
            "a number that is not negative",
            value => value >= 0);
        Option<int?> cells = NumberOption.Whole(
            "--cells", "Shortest translations along the axis (default 1).", 1, MostAtoms);
        Option<string?> format = Choice(
            "--format", "KEY", "Format of the structure (default cif).");
        format.TakeOneOf([.. StructureWriters.All.Select(writer => writer.Key)]);
        Option<string?> file = Choice(
            "--out", "FILE", "Write the structure to a file, not to standard output.");
        var bands = new Option<bool>("--bands")
        {
            Description = "Show the gap of the infinite tube in GFN0-xTB.",
        };
        Option<string?> series = Choice(
            "--series", "LOW..HIGH", "All tubes with n in a range and m ≤ n, instead of one.");
        Option<string?> csv = Choice("--csv", "FILE", "Table of the series.");
        Option<string?> svg = Choice("--svg", "FILE", "Figure of the gaps of the series.");
        Option<string?> report = Choice("--report", "FILE", "Page with all figures (HTML).");
        var verb = new VerbCommand(
            "nanotube",
            "Build a carbon nanotube and compute its gap, or survey a series of tubes.",
            "similarity nanotube 6 5 --bands")
        {
            n, m, bond, vacuum, cells, format, file, bands, series, csv, svg, report,
        };
        Option[] single = [bond, vacuum, cells, format, file, bands];
        Option[] many = [csv, svg, report];
        verb.Validators.Add(result =>
        {
            bool isSeries = IsGiven(result, series);
            Option? misplaced =
                (isSeries ? single : many).FirstOrDefault(option => IsGiven(result, option));
            if (misplaced is not null)
            {
                result.AddError(isSeries
                    ? $"{misplaced.Name} is for one tube, not for --series"
                    : $"{misplaced.Name} is for --series");
            }

            int indices = result.Children.OfType<ArgumentResult>().Sum(a => a.Tokens.Count);
            if (indices != (isSeries ? 0 : 2))
            {
                result.AddError(isSeries
                    ? "--series takes no indices N M"
                    : "expected the indices N M, or --series LOW..HIGH");
            }
        });
        verb.Bind((result, console, cancellation) => result.GetValue(series) is { } range
            ? NanotubeSeriesRun.Run(
                range,
                OutputFile.Probe("--csv", result.GetValue(csv)),
                OutputFile.Probe("--svg", result.GetValue(svg)),
                OutputFile.Probe("--report", result.GetValue(report)),
                VerbCommand.ThreadsOf(result),
                console,
                cancellation)
            : Run(
                result.GetValue(n)!.Value,
                result.GetValue(m)!.Value,
                result.GetValue(bond) ?? DefaultBondInAngstrom,
                result.GetValue(vacuum) ?? DefaultVacuumInAngstrom,
                result.GetValue(cells) ?? 1,
                result.GetValue(format) ?? "cif",
                OutputFile.Probe("--out", result.GetValue(file)),
                result.GetValue(bands),
                VerbCommand.ThreadsOf(result),
                console,
                cancellation));
        return verb;
    }

    /// <summary>
    /// The structure on standard output; a table instead when it goes to a file or bands are asked
    /// for.
    /// </summary>
    public static int Run(
        int n,
        int m,
        double bondInAngstrom,
        double vacuumInAngstrom,
        int cells,
        string format,
        OutputFile? file,
        bool withBands,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        (Nanotube tube, string? note) = TubeOf(n, m, bondInAngstrom);
        if (note is not null)
        {
            console.Warn(note);
        }

        long atoms = (long)cells * tube.Chirality.AtomsPerCell;
        if (atoms > MostAtoms)
        {
            throw VerbException.Usage(string.Create(
                CultureInfo.InvariantCulture,
                $"{cells} cells of {tube.Chirality} are {atoms} atoms; at most {MostAtoms}"));
        }

        string structure = StructureWriters.Find(format)!.ToText(
            tube.ToCrystal(vacuumInAngstrom / PhysicalConstants.BohrInAngstrom, cells));
        file?.Write(structure);
        bool showsTable = file is not null || withBands || console.Json;
        var document = new NanotubeDocument(
            tube, note, (int)atoms, format, file?.Path, structure)
        {
            Bands = withBands ? NanotubeBands.Of(tube, threads, cancellation) : null,
        };
        console.Print(document);
        if (showsTable)
        {
            console.Show(document.ToTable());
        }
        else
        {
            console.PrintText(structure);
        }

        return ExitCode.Done;
    }

    private static (Nanotube Tube, string? Note) TubeOf(int n, int m, double bondInAngstrom)
    {
        try
        {
            (Chirality indices, bool isMirrored) = Chirality.Equivalent(n, m);
            string? note = (indices.N, indices.M) == (n, m)
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"({n},{m}) is {(isMirrored ? "the mirror image of " : "")}the tube "
                        + $"{indices}, which is built");
            return (
                new Nanotube(indices, bondInAngstrom / PhysicalConstants.BohrInAngstrom), note);
        }
        catch (ArgumentException e)
        {
            throw VerbException.Usage(e.Message);
        }
    }

    private static Argument<int?> TubeIndex(string name, string help) => new(name)
    {
        Description = help,
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (int.TryParse(
                text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index))
            {
                return index;
            }

            result.AddError($"{name} expects a whole number, not '{text}'");
            return null;
        },
    };

    private static Option<string?> Choice(string name, string unit, string help) =>
        new(name) { Description = help, HelpName = unit };

    private static bool IsGiven(CommandResult result, Option option) =>
        result.GetResult(option) is { Implicit: false };
}
