using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Similarity.Cli.CommandLine;
using Similarity.Crystals;
using Similarity.DensityModels.GridPoint;
using Similarity.Formats;
using Similarity.Numerics;

namespace Similarity.Cli.Verbs.GridDensity;

/// <summary>Predicts the density of a structure, slab after slab.</summary>
internal static class GridDensityPredictVerb
{
    private const double DefaultSpacing = 0.18;

    public static Command Create()
    {
        Argument<string> file = FileArgument.One("A structure; the first of several.");
        var output = new Option<string>("--out")
        {
            Description = "A file to write, .cube or .npz; parts are kept beside it until it is "
                + "whole.",
            HelpName = "FILE",
            Required = true,
        };
        Option<double?> spacing = NumberOption.Positive(
            "--spacing", "Å", "At most so far from point to point (default 0.18).");
        Option<int[]> grid = Three("--grid", "Points along each axis, instead of --spacing.");
        Option<int[]> repeat = Three("--repeat", "Predict a supercell of so many cells.");
        Option<int[]> planes = Numbers(
            "--planes",
            "FIRST,COUNT",
            "Only so many planes of the grid; their charge cannot be constrained.",
            2,
            0);
        var resume = new Option<bool>("--resume")
        {
            Description = "Go on where an interrupted run of the same prediction stopped.",
        };
        var model = new GridDensityModelOption();
        var verb = new VerbCommand(
            "predict",
            "Predict the electron density of a structure.",
            "similarity griddensity predict Al.cif --out Al.cube")
        {
            file, output, spacing, grid, repeat, planes, resume,
        };
        model.AddTo(verb);
        verb.BindHeedful((result, console, cancellation) =>
        {
            if (Asked(result, grid) is not null && result.GetValue(spacing) is not null)
            {
                throw VerbException.Usage("--grid and --spacing exclude each other");
            }

            OutputFile target = OutputFile.Probe("--out", result.GetRequiredValue(output))!;
            if (Path.GetExtension(target.Path) is not (".cube" or ".npz"))
            {
                throw VerbException.Usage(
                    $"--out {target.Path}: the name of the file ends in .cube or .npz");
            }

            Crystal crystal = Repeated(
                ReadCrystal(result.GetRequiredValue(file)), Asked(result, repeat) ?? [1, 1, 1]);
            UniformGrid points = GridOf(
                crystal, Asked(result, grid), result.GetValue(spacing) ?? DefaultSpacing);
            int[] part = Asked(result, planes) ?? [0, points.Count0];
            if (part[1] < 1 || part[0] + (long)part[1] > points.Count0)
            {
                throw VerbException.Usage(string.Create(
                    CultureInfo.InvariantCulture,
                    $"--planes {part[0]},{part[1]}: the grid has {points.Count0} planes"));
            }

            return Run(
                crystal,
                points,
                part,
                model.Read(result),
                target,
                result.GetValue(resume),
                VerbCommand.ThreadsOf(result),
                console,
                cancellation);
        });
        return verb;
    }

    private static int Run(
        Crystal crystal,
        UniformGrid grid,
        int[] planes,
        AskedModel asked,
        OutputFile target,
        bool resume,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        DensitySlabs slabs;
        double electrons;
        try
        {
            slabs = new DensitySlabs(asked.Model, crystal, grid, asked.Drawn(), threads);
            electrons = asked.Model.ElectronsOf(crystal);
        }
        catch (ArgumentException e)
        {
            throw VerbException.Invalid(e.Message);
        }

        int thickness = slabs.PlanesPerSlab, first = planes[0] / thickness;
        if (planes[0] % thickness != 0)
        {
            throw VerbException.Usage(string.Create(
                CultureInfo.InvariantCulture,
                $"--planes begin at a multiple of {thickness} on this grid"));
        }

        var plan = new PredictionPlan(
            Convert.ToHexString(SHA256.HashData(asked.Model.ToBytes())),
            HashOf(crystal),
            grid.Count0,
            grid.Count1,
            grid.Count2,
            planes[0],
            planes[1],
            asked.Draws,
            asked.Seed);
        string folder = target.Path + ".parts";
        int before = 0;
        ChargeConstraint? constraint = null;
        try
        {
            using DensityParts parts = DensityParts.Open(folder, plan, thickness, resume);
            before = parts.Done;
            WorkProgress.Run(console, "planes", planes[1], before, finished =>
            {
                while (parts.Done < planes[1])
                {
                    DensityPlanes made = slabs.Predict(
                        first + parts.Done / thickness, cancellation);
                    int wanted = Math.Min(made.Count, planes[1] - parts.Done);
                    parts.Append(made with { Count = wanted });
                    for (int plane = 0; plane < wanted; plane++)
                    {
                        finished();
                    }
                }
            });
            constraint = DensityOutput.Constrain(parts, grid, electrons);
            target.Write(stream =>
            {
                if (Path.GetExtension(target.Path) == ".cube")
                {
                    DensityOutput.WriteCube(stream, parts, crystal, grid, constraint);
                }
                else
                {
                    DensityOutput.WriteNpz(stream, parts, crystal, grid, constraint);
                }
            });
            parts.Delete();
        }
        catch (ArithmeticException e)
        {
            throw VerbException.NoResult(e.Message);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long points = planes[1] * grid.PlanePoints, made = (planes[1] - before) * grid.PlanePoints;
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{target.Path}: {crystal.Count} atoms, {planes[1]} × {grid.Count1} × {grid.Count2} "
            + $"points, {made} of them now ({seconds:0.0} s)"));
        console.Show(constraint is null
            ? "planes of a cell: the charge is not constrained"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{electrons} electrons after a factor {constraint.Scale:0.000000}; "
                + $"{constraint.NegativeElectrons:E1} were negative"));
        console.Print(new GridDensityPredictDocument(
            target.Path,
            asked.File,
            asked.Draws,
            asked.Seed,
            crystal.Count,
            [planes[1], grid.Count1, grid.Count2],
            points,
            before,
            electrons,
            constraint?.Scale,
            constraint?.NegativeElectrons,
            seconds));
        return ExitCode.Done;
    }

    private static Crystal ReadCrystal(string path)
    {
        var source = new FileSource(path);
        if (source.Head.Span.StartsWith("PK"u8))
        {
            return ReferenceDensity.Read(path).Crystal;
        }

        FileContents contents = FileFormats.Read(source);
        return contents.Structures.IsEmpty
            ? throw VerbException.Absent($"{path} holds no structure")
            : contents.Structures[0];
    }

    private static Crystal Repeated(Crystal cell, int[] times)
    {
        if (times.Any(n => n < 1))
        {
            throw VerbException.Usage("--repeat expects numbers from 1 on");
        }

        if (times is [1, 1, 1])
        {
            return cell;
        }

        Matrix3D a = cell.Lattice.Vectors;
        var lattice = new Lattice(new Matrix3D(
            times[0] * a.Row0, times[1] * a.Row1, times[2] * a.Row2));
        var sites = new List<Site>();
        for (int i = 0; i < times[0]; i++)
        {
            for (int j = 0; j < times[1]; j++)
            {
                for (int k = 0; k < times[2]; k++)
                {
                    foreach (Site site in cell.Sites)
                    {
                        sites.Add(site with
                        {
                            Position = new Vector3D(
                                (site.Position.X + i) / times[0],
                                (site.Position.Y + j) / times[1],
                                (site.Position.Z + k) / times[2]),
                        });
                    }
                }
            }
        }

        return new Crystal(lattice, sites, cell.Periodicity) { Name = cell.Name };
    }

    private static UniformGrid GridOf(Crystal crystal, int[]? counts, double spacing)
    {
        try
        {
            return counts is null
                ? UniformGrid.OfSpacing(crystal.Lattice, spacing / PhysicalConstants.BohrInAngstrom)
                : new UniformGrid(crystal.Lattice, counts[0], counts[1], counts[2]);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw VerbException.Usage($"the grid: {e.Message}");
        }
    }

    private static string HashOf(Crystal crystal)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(double number) => hash.AppendData(BitConverter.GetBytes(number));
        for (int i = 0; i < 9; i++)
        {
            Add(crystal.Lattice.Vectors[i / 3, i % 3]);
        }

        foreach (Site site in crystal.Sites)
        {
            Add(site.Element.AtomicNumber);
            Add(site.Position.X);
            Add(site.Position.Y);
            Add(site.Position.Z);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Null where the option is absent: an array is then empty.</summary>
    private static int[]? Asked(ParseResult result, Option<int[]> option) =>
        result.GetValue(option) is { Length: > 0 } numbers ? numbers : null;

    private static Option<int[]> Three(string name, string help) =>
        Numbers(name, "A,B,C", help, 3, 1);

    private static Option<int[]> Numbers(
        string name, string form, string help, int count, int least) => new(name)
        {
            Description = help,
            HelpName = form,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                string[] words = text.Split(',');
                int[] numbers = new int[words.Length];
                for (int i = 0; i < words.Length; i++)
                {
                    if (words.Length != count
                        || !int.TryParse(
                            words[i],
                            NumberStyles.None,
                            CultureInfo.InvariantCulture,
                            out numbers[i])
                        || numbers[i] < least)
                    {
                        result.AddError($"{name} expects whole numbers {form}, not '{text}'");
                        return [];
                    }
                }

                return numbers;
            },
        };

    private sealed record GridDensityPredictDocument(
        string File,
        string Model,
        int Draws,
        ulong Seed,
        int Atoms,
        IReadOnlyList<int> Grid,
        long Points,
        int PlanesFromBefore,
        double Electrons,
        double? ChargeScale,
        double? NegativeElectrons,
        double Seconds)
        : Document("similarity.griddensity_predict/1");
}
