using System.CommandLine;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Formats;
using Similarity.Spectra;

namespace Similarity.Cli.Verbs;

/// <summary>
/// The density of states of a file's bands, or the one it holds, on a grid of energies.
/// </summary>
internal static class DosVerb
{
    public static Command Create()
    {
        Argument<string> file = FileArgument.One(
            "Bands on a grid of k-points, a density of states, or a structure.");
        var source = new BandSourceOptions();
        var smearing = new SmearingOptions();
        var grid = new DosGrid();
        var compat = new Option<string?>("--compat")
        {
            Description = "sorep: no spin factor and levels cut as SOREP does.",
            HelpName = "PEER",
        };
        compat.TakeOneOf("sorep");
        var spins =
            new Option<bool>("--spins") { Description = "One list of values for each spin." };
        var verb = new VerbCommand(
            "dos",
            "Print the density of states in states per eV and cell.",
            "similarity dos database/spectra/vise/MgO_dos_vasprun.xml.gz "
                + "--smearing tetrahedron --points 401")
        {
            file,
        };
        smearing.AddTo(verb);
        grid.AddTo(verb);
        verb.Add(compat);
        verb.Add(spins);
        source.AddTo(verb);
        verb.Bind((result, console, cancellation) => Run(
            result.GetRequiredValue(file),
            source.Of(result),
            smearing.Of(result),
            grid.Of(result),
            result.GetValue(compat) is not null,
            result.GetValue(spins),
            VerbCommand.ThreadsOf(result),
            console,
            cancellation));
        return verb;
    }

    public static int Run(
        string file,
        BandSource source,
        SmearingChoice smearing,
        DosGrid.Choice grid,
        bool likeSorep,
        bool bySpin,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        FileContents contents = FileFormats.Read(file);
        DensityOfStates dos;
        string method;
        if (source.Operator is null && contents is { Bands: null, Dos: { } stored })
        {
            console.Warn(file, contents.Warnings);
            dos = Stored(file, stored, smearing, grid, likeSorep);
            method = "as in the file";
        }
        else
        {
            FileBands bands = source.Of(file, contents, threads, cancellation);
            console.Warn(file, bands.Warnings);
            if (!bands.Bands.SamplesZone)
            {
                console.Warn(file, ["the k-points lie on a path, which does not sample the zone"]);
            }

            (dos, method) = BandDensity.Of(
                file, bands.Bands, smearing, grid, threads, likeSorep);
        }

        double[][] values = bySpin
            ? Enumerable.Range(0, dos.Spins).Select(spin => Units.PerEv(dos.Values(spin))).ToArray()
            : [Units.PerEv(dos.Total())];
        double[] energies = Units.Ev(dos.Energies);
        if (console.Json)
        {
            console.Print(new DosDocument(file, method, energies, bySpin ? values : values[0]));
        }
        else
        {
            PrintColumns(console, method, energies, values);
        }

        return ExitCode.Done;
    }

    private static DensityOfStates Stored(
        string file,
        DensityOfStates dos,
        SmearingChoice smearing,
        DosGrid.Choice grid,
        bool likeSorep)
    {
        if (!smearing.IsEmpty || likeSorep)
        {
            throw VerbException.Usage(
                $"{file}: holds a density of states without bands, which cannot be smeared anew");
        }

        double first = dos.Energies[0], last = dos.Energies[^1];
        double[] energies = grid.IsEmpty ? dos.Energies.ToArray() : grid.Between(first, last);

        // A part in 10¹² of the range is rounding of the units, not an energy outside it.
        double rounding = 1e-12 * (last - first);
        if (energies[0] < first - rounding || energies[^1] > last + rounding)
        {
            throw VerbException.Usage(string.Create(
                CultureInfo.InvariantCulture,
                $"{file}: its density of states spans {Units.Ev(first):0.###} to "
                    + $"{Units.Ev(last):0.###} eV only"));
        }

        return DosResampling.Linear(dos, energies);
    }

    private static void PrintColumns(
        VerbConsole console, string method, double[] energies, double[][] values)
    {
        string columns = values.Length == 2 ? "up and down " : "";
        console.Show($"# energy (eV), density of states {columns}(states/eV/cell): {method}");
        for (int i = 0; i < energies.Length; i++)
        {
            IEnumerable<string> cells = values.Select(
                spin => spin[i].ToString("0.000000E+00", CultureInfo.InvariantCulture));
            string energy = energies[i].ToString("F6", CultureInfo.InvariantCulture);
            console.Show(string.Join(' ', [energy, .. cells]));
        }
    }

    /// <param name="Dos">Numbers, or with --spins one list of numbers for each spin.</param>
    private sealed record DosDocument(string File, string Method, double[] EnergiesEv, object Dos)
        : Document("similarity.dos/1");
}
