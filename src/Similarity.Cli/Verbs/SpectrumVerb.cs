using System.CommandLine;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Report;
using Similarity.Numerics;
using Similarity.Spectra;
using Spectre.Console;

namespace Similarity.Cli.Verbs;

/// <summary>
/// Fermi level, edges, gap, density of states and masses of the bands of a file, or of an operator.
/// </summary>
internal static class SpectrumVerb
{
    public static Command Create()
    {
        Argument<string> file = FileArgument.One(
            "Output of an electronic-structure program, or a structure.");
        var source = new BandSourceOptions();
        var smearing = new SmearingOptions();
        Option<double?> electrons = NumberOption.Positive(
            "--electrons", "N", "Electrons per cell (default: as the file or the operator says).");
        var path = new Option<bool>("--path")
        {
            Description = "Of a structure: bands along the standard path too, for masses.",
        };
        var projections = new Option<bool>("--projections")
        {
            Description = "Of a structure, with --json: densities of states by element and l.",
        };
        var eigenvalues = new Option<bool>("--eigenvalues")
        {
            Description = "With --json: eigenvalues_eV, kpoints and weights too.",
        };
        var verb = new VerbCommand(
            "spectrum",
            "Fermi level, band edges, gap, density of states and masses of bands, read from a file "
                + "or computed of a structure.",
            "similarity spectrum database/polymorphs/mp_TiO2_rutile_mp-2657.cif --operator gfn0")
        {
            file,
            path,
            projections,
            eigenvalues,
        };
        smearing.AddTo(verb);
        verb.Add(electrons);
        source.AddTo(verb);
        verb.Bind((result, console, cancellation) => Run(
            source.Of(result).Read(
                result.GetRequiredValue(file),
                VerbCommand.ThreadsOf(result),
                cancellation,
                result.GetValue(path),
                result.GetValue(projections)),
            smearing.Of(result),
            result.GetValue(electrons),
            result.GetValue(eigenvalues),
            VerbCommand.ThreadsOf(result),
            console));
        return verb;
    }

    public static int Run(
        FileBands source,
        SmearingChoice choice,
        double? electrons,
        bool withEigenvalues,
        int threads,
        VerbConsole console)
    {
        (string file, BandStructure bands) = (source.File, source.Bands);
        console.Warn(file, source.Warnings);
        SpectrumAnalysis? analysis = SpectrumAnalysis.TryOf(source, choice, electrons);
        string? whyNone = SpectrumAnalysis.WhyNoFermiLevel(source, electrons);
        console.Show(TableOf(source, analysis));
        if (whyNone is not null)
        {
            console.Show(whyNone);
        }

        if (bands.Path is { } path)
        {
            console.Show($"bands along {PathText.Of(path)}");
        }

        if (console.Json)
        {
            console.Print(SpectrumDocument.Of(
                source,
                analysis,
                analysis?.Reason ?? whyNone!,
                choice,
                BandDensity.Of(
                    file,
                    source.Computed?.OnGrid.Bands ?? bands,
                    choice,
                    new DosGrid.Choice(),
                    threads).Dos,
                withEigenvalues));
        }

        return ExitCode.Done;
    }

    private static Table TableOf(FileBands source, SpectrumAnalysis? analysis)
    {
        Table table = Tables.Create("quantity", "#value", "unit");
        if (source.Computed is { } computed)
        {
            IntegerVector3D n = computed.Grid.Divisions;
            Tables.Add(table, "operator", computed.Operator.Name, "");
            Tables.Add(table, "k-points", $"{n.X}×{n.Y}×{n.Z}", "");
        }

        if (analysis is null)
        {
            Add("lowest level", source.Bands.Energies.ToArray().Min());
            Add("highest level", source.Bands.Energies.ToArray().Max());
            return table;
        }

        BandEdges edges = analysis.Edges;
        Tables.Add(table, "electrons", Tables.Number(analysis.Electrons, 4), "per cell");
        Add("Fermi level", analysis.FermiLevel);
        if (edges.IsMetal)
        {
            Tables.Add(table, "gap", "metal", "");
        }
        else
        {
            Add("valence band maximum", edges.ValenceMaximum?.Energy);
            Add("conduction band minimum", edges.ConductionMinimum?.Energy);
            Add("gap", edges.Gap);
            Add("direct gap", edges.DirectGap);
        }

        return table;

        void Add(string quantity, double? energy) =>
            Tables.Add(table, quantity, Tables.Number(Units.Ev(energy), 6), "eV");
    }
}
