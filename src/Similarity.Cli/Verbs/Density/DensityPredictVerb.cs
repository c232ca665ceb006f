using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Densities;
using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.DensityModels.AtomCentred.Training;
using Similarity.Formats;
using Similarity.Formats.Cube;
using Similarity.Numerics;
using Spectre.Console;

namespace Similarity.Cli.Verbs.Density;

/// <summary>Predicts the densities of structures.</summary>
internal static class DensityPredictVerb
{
    private const double DefaultSpacing = 0.1, DefaultMargin = 4;

    // Energies take the square of the atoms; a grid of 2²⁷ numbers is a file of 3 GB.
    private const int MostAtomsForEnergies = 200, MostPoints = 1 << 27;

    public static Command Create()
    {
        Argument<string[]> files = FileArgument.Many(
            "Structures, extended XYZ or any other format that is read; a file may hold many.");
        Option<string?> model = DensityModelOption.Create();
        var cube = new Option<string?>("--cube")
        {
            Description = "Write the density of the one structure as a Gaussian cube file.",
            HelpName = "FILE",
        };
        var npz = new Option<string?>("--npz")
        {
            Description = "Write the coefficients of the one structure as numpy arrays.",
            HelpName = "FILE",
        };
        Option<double?> spacing = NumberOption.Positive(
            "--spacing", "Å", "Of the points of --cube (default 0.1).");
        Option<double?> margin = NumberOption.Positive(
            "--margin", "Å", "Of the box of --cube about a molecule (default 4).");
        var verb = new VerbCommand(
            "predict",
            "Predict electron densities: charge, dipole, electrostatic energy, grids.",
            "similarity density predict database/density/water-hexamer.xyz --cube hexamer.cube")
        {
            files, model, cube, npz, spacing, margin,
        };
        verb.Bind((result, console, cancellation) => Run(
            result.GetRequiredValue(files),
            result.GetValue(model),
            OutputFile.Probe("--cube", result.GetValue(cube)),
            OutputFile.Probe("--npz", result.GetValue(npz)),
            (result.GetValue(spacing) ?? DefaultSpacing) / PhysicalConstants.BohrInAngstrom,
            (result.GetValue(margin) ?? DefaultMargin) / PhysicalConstants.BohrInAngstrom,
            VerbCommand.ThreadsOf(result),
            console,
            cancellation));
        return verb;
    }

    private static int Run(
        string[] files,
        string? modelFile,
        OutputFile? cube,
        OutputFile? npz,
        double spacing,
        double margin,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        (string File, Crystal Crystal)[] structures =
            [.. files.SelectMany(file => Structures(file, console))];
        if (structures.Length != 1 && (cube ?? npz) is { } single)
        {
            throw VerbException.Usage(
                $"{single.Option} is for one structure; the files hold {structures.Length}");
        }

        (string path, DensityModel model) = DensityModelOption.Read(modelFile, threads);
        long start = Stopwatch.GetTimestamp();
        var rows = new List<PredictionRow>();
        foreach ((string file, Crystal crystal) in structures)
        {
            cancellation.ThrowIfCancellationRequested();
            DensityPrediction prediction = Predict(file, model, crystal, threads);
            rows.Add(PredictionRow.Of(file, model, prediction, threads));
            cube?.Write(stream => WriteCube(
                stream, prediction.Density, spacing, margin, threads));
            npz?.Write(stream => DensityOutput.WriteNpz(stream, prediction.Density));
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Show(rows, console);
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{rows.Count} {(rows.Count == 1 ? "density" : "densities")} by {path} "
            + $"({seconds:0.0} s)"));
        console.Show(cube);
        console.Show(npz);
        console.Print(new DensityPredictDocument(
            path,
            model.Text.Method,
            [.. model.Elements.Select(element => element.Symbol)],
            rows,
            cube?.Path,
            npz?.Path,
            seconds));
        return ExitCode.Done;
    }

    private static IEnumerable<(string File, Crystal Crystal)> Structures(
        string file, VerbConsole console)
    {
        FileContents contents = FileFormats.Read(file);
        console.Warn(file, contents.Warnings);
        return contents.Structures.IsEmpty
            ? throw VerbException.Invalid($"{file}: holds no structure")
            : contents.Structures.Select(crystal => (file, crystal));
    }

    private static DensityPrediction Predict(
        string file, DensityModel model, Crystal crystal, int threads)
    {
        RequireApart(file, crystal);
        try
        {
            return model.Predict(crystal, threads: threads);
        }
        catch (ArgumentException e)
        {
            throw VerbException.Invalid($"{file}: {e.Message}");
        }
    }

    /// <summary>Nuclei at one place repel each other without bound.</summary>
    private static void RequireApart(string file, Crystal crystal)
    {
        const double Nearest = 0.1;
        int count = crystal.Count <= MostAtomsForEnergies ? crystal.Count : 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Vector3D between = crystal.Lattice.ToCartesian(
                    crystal.Sites[i].Position - crystal.Sites[j].Position);
                if (between.Length < Nearest)
                {
                    throw VerbException.Invalid(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{file}: atoms {j + 1} and {i + 1} are at one place"));
                }
            }
        }
    }

    private static void WriteCube(
        Stream stream, FittedDensity density, double spacing, double margin, int threads)
    {
        Periodicity periodicity = density.Functions.Crystal.Periodicity;
        if (periodicity != Periodicity.None && periodicity != Periodicity.Full)
        {
            throw VerbException.Invalid(
                "--cube is for molecules and for crystals that repeat along three vectors");
        }

        if (DensityGrid.PointsOf(density, spacing, margin) > MostPoints)
        {
            throw VerbException.Usage(
                $"--spacing: the grid would have more than {MostPoints} points");
        }

        VolumetricData grid = DensityGrid.Evaluate(density, spacing, margin, threads);
        using var writer = new StreamWriter(stream, leaveOpen: true);
        CubeWriter.Write(writer, grid, "electron density in electrons per cubic bohr");
    }

    private static void Show(IReadOnlyList<PredictionRow> rows, VerbConsole console)
    {
        Table table = Tables.Create(
            "structure", "formula", "#atoms", "#electrons", "#dipole (D)", "#E_H (eV)",
            "#E_ne (eV)", "#E_nn (eV)", "#uncertainty (%)");
        foreach (PredictionRow row in rows)
        {
            Tables.Add(
                table,
                row.Name,
                row.Formula,
                Tables.Number(row.Atoms),
                Tables.Number(row.Electrons, 4),
                Tables.Number(row.DipoleDebye is [var x, var y, var z]
                    ? new Vector3D(x, y, z).Length
                    : null, 4),
                Tables.Number(row.HartreeEv, 3),
                Tables.Number(row.NuclearAttractionEv, 3),
                Tables.Number(row.NuclearRepulsionEv, 3),
                Tables.Number(row.UncertaintyPercent, 2));
        }

        console.Show(table);
    }

    private sealed record PredictionRow(
        string File,
        string Name,
        string Formula,
        int Atoms,
        double Electrons,
        double[]? DipoleDebye,
        double? HartreeEv,
        double? NuclearAttractionEv,
        double? NuclearRepulsionEv,
        double? UncertaintyPercent)
    {
        public static PredictionRow Of(
            string file, DensityModel model, DensityPrediction prediction, int threads)
        {
            FittedDensity density = prediction.Density;
            Crystal crystal = density.Functions.Crystal;
            bool isMolecule = crystal.Periodicity == Periodicity.None;
            bool isSmall = isMolecule && crystal.Count <= MostAtomsForEnergies;
            Vector3D dipole =
                isMolecule ? PhysicalConstants.ElectronBohrInDebye * density.Dipole : default;
            return new(
                file,
                crystal.Name ?? Path.GetFileName(file),
                crystal.Formula,
                crystal.Count,
                density.Electrons,
                isMolecule ? [dipole.X, dipole.Y, dipole.Z] : null,
                isSmall ? Units.Ev(density.HartreeEnergy(threads)) : null,
                isSmall ? Units.Ev(density.NuclearAttractionEnergy()) : null,
                isSmall ? Units.Ev(density.NuclearRepulsionEnergy()) : null,
                isSmall ? model.UncertaintyPercent(prediction) : null);
        }
    }

    private sealed record DensityPredictDocument(
        string Model,
        string Method,
        string[] Elements,
        IReadOnlyList<PredictionRow> Predictions,
        string? Cube,
        string? Npz,
        double Seconds)
        : Document("similarity.density_predict/1");
}
