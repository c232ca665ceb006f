using System.Globalization;
using Similarity.Catalog.Import;
using Similarity.Cli.Nanotubes;
using Similarity.Cli.Report;
using Similarity.Cli.Verbs;
using Similarity.Spectra;

namespace Similarity.Cli.Demo;

/// <summary>The page about the shipped spectra and polymorphs.</summary>
internal static class DemoReport
{
    /// <param name="screening">Null without a shipped model.</param>
    /// <param name="learned">Null without a shipped model.</param>
    /// <param name="density">Null without a shipped model.</param>
    /// <param name="failed">Files that are missing from the two lists.</param>
    public static string ToHtml(
        IReadOnlyList<SurveyedSpectrum> spectra,
        IReadOnlyList<Polymorph> polymorphs,
        IReadOnlyList<SimilaritySurvey> surveys,
        DatabaseSurvey database,
        ScreeningSurvey? screening,
        NanotubeSurvey nanotubes,
        LearnedDosSurvey? learned,
        DensitySurvey? density,
        IReadOnlyList<FileFailure> failed,
        string footer)
    {
        var report = new HtmlReport("Similarity: the shipped data at a glance");
        report.Paragraph(
            "Band structures and densities of states of several programs, read, put on one scale "
            + "and compared; the crystal structures that a similarity search has to tell apart, "
            + "and whether it does; a database of them that answers what is like what; which of "
            + "them may be transparent conductors; a map of carbon nanotubes; and what learned "
            + "models say of a density of states and of an electron density.");
        SurveyedSpectrum[] withBands = spectra
            .Where(spectrum => spectrum.Analysis is not null)
            .ToArray();
        int families = polymorphs.Select(polymorph => polymorph.Family).Distinct().Count();
        report.Tiles(
            (Count(spectra.Count), "spectra"),
            (Count(withBands.Count(spectrum => spectrum.Analysis!.Edges.IsMetal)), "metals"),
            (Count(polymorphs.Count), "crystal structures"),
            (Count(families), "polymorph families"),
            (Count(nanotubes.Tubes.Length), "nanotubes"));
        if (spectra.Count > 0)
        {
            AddGaps(report, spectra, withBands);
            AddBandStructures(report, withBands);
            AddDensities(report, spectra);
        }

        if (polymorphs.Count > 0)
        {
            AddPolymorphs(report, polymorphs);
            SimilaritySection.AddTo(report, surveys);
        }

        DatabaseSection.AddTo(report, database);
        if (screening is not null)
        {
            ScreeningSection.AddTo(report, screening);
        }

        NanotubeSection.AddTo(report, nanotubes);
        learned?.AddTo(report);
        density?.AddTo(report);
        AddWarnings(report, spectra, failed);
        return report.ToHtml(footer);
    }

    private static void AddGaps(
        HtmlReport report, IReadOnlyList<SurveyedSpectrum> spectra, SurveyedSpectrum[] withBands)
    {
        report.Heading("Band gaps");
        report.Paragraph(
            "From the Fermi level that gives the number of electrons. Values are those of the "
            + "functional that each calculation used, mostly semilocal ones, which underestimate "
            + "gaps. Effective masses are those of the heaviest line through each edge, in "
            + "electron masses; they need bands along a path.");
        if (withBands.Length > 0)
        {
            report.Figure(new ReportFigure(
                "Fundamental gap", "one bar per file", GapChart.Draw(withBands.Select(GapBar))));
        }

        report.Table(
            [
                "File", "Formula", "Space group", "#Spins", "#k‑points", "#Electrons",
                "#Fermi level (eV)", "#Gap (eV)", "#Direct gap (eV)",
                "#Electron mass", "#Hole mass",
            ],
            spectra.Select(Row));
    }

    /// <summary>Formula and file, and the gap in eV; null for a metal.</summary>
    private static (string Name, double? GapEv) GapBar(SurveyedSpectrum spectrum)
    {
        string? formula = Formula(spectrum);
        string source = Source(spectrum);
        BandEdges edges = spectrum.Analysis!.Edges;
        return (
            formula is null ? source : $"{formula} ({source})",
            edges.IsMetal ? null : Units.Ev(edges.Gap));
    }

    private static string[] Row(SurveyedSpectrum spectrum)
    {
        BandStructure? bands = spectrum.Contents.Bands;
        BandEdges? edges = spectrum.Analysis?.Edges;
        double? fermi = spectrum.Analysis?.FermiLevel ?? spectrum.Dos?.ReportedFermiLevel;
        return
        [
            Source(spectrum),
            Formula(spectrum) ?? "",
            spectrum.SpaceGroup is { } group
                ? $"{PrettySpaceGroup.Of(group.Symbol)} ({Count(group.Number)})"
                : "",
            Tables.Number(bands?.Spins ?? spectrum.Dos?.Spins),
            Tables.Number(bands?.KPoints.Length),
            Tables.Number(spectrum.Analysis?.Electrons, 0),
            Tables.Number(Units.Ev(fermi), 3),
            edges is null ? "" : edges.IsMetal ? "metal" : Tables.Number(Units.Ev(edges.Gap), 4),
            edges is null || edges.IsMetal ? "" : Tables.Number(Units.Ev(edges.DirectGap), 4),
            Tables.Number(spectrum.Masses?.ElectronMass, 3),
            Tables.Number(spectrum.Masses?.HoleMass, 3),
        ];
    }

    private static void AddBandStructures(
        HtmlReport report, IEnumerable<SurveyedSpectrum> withBands)
    {
        report.Heading("Band structures");
        report.Paragraph(
            "Energies relative to the valence band maximum, or to the Fermi level of a metal "
            + "(red, dashed). The gap is shaded, dots mark its edges.");
        report.Figures(
            from spectrum in withBands
            let path = spectrum.Contents.Bands!.Path
            where path is not null && path.Segments.Any(segment => segment.Count > 1)
            select new ReportFigure(
                Name(spectrum),
                $"{Source(spectrum)}, {spectrum.Contents.Format}: "
                    + GapText(spectrum.Analysis!.Edges),
                BandPlot.Draw(spectrum.Contents.Bands!, path, Levels(spectrum), Name(spectrum))));
    }

    private static void AddDensities(HtmlReport report, IEnumerable<SurveyedSpectrum> spectra)
    {
        report.Heading("Densities of states");
        report.Paragraph(
            "States per electronvolt and cell, both spins together unless two are drawn.");
        report.Figures(
            from spectrum in spectra
            where spectrum.Dos is not null
            select new ReportFigure(
                Name(spectrum),
                $"{Source(spectrum)}, {spectrum.Contents.Format}: {spectrum.DosOrigin}",
                DosPlot.Draw(spectrum.Dos!, Levels(spectrum), Name(spectrum))));
    }

    private static void AddPolymorphs(HtmlReport report, IReadOnlyList<Polymorph> polymorphs)
    {
        report.Heading("Polymorphs");
        report.Paragraph("Space groups are found from the atoms, not read from the files.");
        IGrouping<string, Polymorph>[] families = polymorphs
            .GroupBy(polymorph => polymorph.Family)
            .OrderBy(family => family.Key, StringComparer.Ordinal)
            .ToArray();
        report.Figure(new ReportFigure(
            "Volume per atom",
            "one point per structure, one row per family",
            VolumeChart.Draw(families.Select(family => (
                PrettyFormula.Of(family.Key),
                (IReadOnlyList<(string, double)>)family
                    .Select(polymorph => (polymorph.Name, polymorph.VolumePerAtom))
                    .ToArray())))));
        report.Table(
            ["Family", "#Structures", "Space groups and the polymorphs that have them"],
            families.Select(family => (string[])
            [
                PrettyFormula.Of(family.Key),
                Count(family.Count()),
                string.Join("; ", family
                    .GroupBy(polymorph => polymorph.SpaceGroup.Symbol, polymorph => polymorph.Name)
                    .Select(names =>
                        $"{PrettySpaceGroup.Of(names.Key)}: {string.Join(", ", names)}")),
            ]));
    }

    private static void AddWarnings(
        HtmlReport report,
        IEnumerable<SurveyedSpectrum> spectra,
        IEnumerable<FileFailure> failed)
    {
        string[][] rows =
        [
            .. failed.Select(failure => (string[])
                [Path.GetFileName(failure.File), "left out: " + failure.Message]),
            .. spectra.SelectMany(spectrum => spectrum.Contents.Warnings.Select(
                warning => (string[])[Source(spectrum), warning])),
        ];
        if (rows.Length > 0)
        {
            report.Heading("Warnings");
            report.Paragraph("What the readers found odd; nothing was repaired.");
            report.Table(["File", "Warning"], rows);
        }
    }

    /// <summary>The zero of a plot: the top of the valence band, else the Fermi level.</summary>
    private static SpectrumLevels Levels(SurveyedSpectrum spectrum)
    {
        if (spectrum.Analysis is not { } analysis)
        {
            // A density of states alone: the reported Fermi level, or the start of its energies.
            double zero = spectrum.Dos!.ReportedFermiLevel ?? spectrum.Dos.Energies[0];
            return new SpectrumLevels(zero, 0, null);
        }

        return analysis.Edges.ValenceMaximum is { } top
            ? new SpectrumLevels(
                top.Energy,
                Units.Ev(analysis.FermiLevel - top.Energy),
                Units.Ev(analysis.Edges.Gap))
            : new SpectrumLevels(analysis.FermiLevel, 0, null);
    }

    private static string GapText(BandEdges edges)
    {
        if (edges.IsMetal)
        {
            return "metal";
        }

        string gap = GapChart.Label(Units.Ev(edges.Gap) ?? 0);
        return $"{(edges.IsDirect ? "direct" : "indirect")} gap of {gap} eV";
    }

    /// <summary>The formula, else the name of the file.</summary>
    private static string Name(SurveyedSpectrum spectrum) =>
        Formula(spectrum) ?? Source(spectrum).Split('.')[0];

    /// <summary>The formula of the crystal, or the one in the name of the file.</summary>
    private static string? Formula(SurveyedSpectrum spectrum)
    {
        string? formula = spectrum.Crystal?.Formula
            ?? Array.Find(Source(spectrum).Split('_', '.', '-'), PrettyFormula.IsFormula);
        return formula is null ? null : PrettyFormula.Of(formula);
    }

    private static string Source(SurveyedSpectrum spectrum) => Path.GetFileName(spectrum.File);

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
