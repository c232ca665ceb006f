using System.Collections.Immutable;
using System.Globalization;
using Similarity.Cli.Report;
using Similarity.Cli.Verbs;
using Similarity.Learning;
using Similarity.Learning.Clusters;

namespace Similarity.Cli.Demo;

/// <summary>The part of the demo's page about which polymorphs are alike.</summary>
internal static class SimilaritySection
{
    private const string Family = "BaTiO3";

    public static void AddTo(HtmlReport report, IReadOnlyList<SimilaritySurvey> surveys)
    {
        report.Heading("Which polymorphs are alike");
        report.Paragraph(
            "Computed here from the structures alone: the spectrum of the kinetic operator in a "
            + "minimal basis, which knows only where which atoms are, and the density of states "
            + "about both band edges of the tight-binding Hamiltonian GFN0. All structures are "
            + "first scaled to the same volume per atom, so that shape counts and not the length "
            + "of bonds; distances are Euclidean. Small cells and coarse k-points, as it is a "
            + "demo: similarity fingerprint and similarity matrix do it with finer ones.");
        foreach (SimilaritySurvey survey in surveys)
        {
            (int found, int asked) = survey.SameSpaceGroup();
            report.Paragraph(string.Create(
                CultureInfo.InvariantCulture,
                $"By {survey.Title}, of {survey.Polymorphs.Length} structures "
                    + $"{survey.SameFamily()} have a nearest neighbour of the same compound. "
                    + $"{asked} have another entry of their own space group in their family, and "
                    + $"for {found} of them it is the nearest of the family."));
        }

        SimilaritySurvey[] withTree = [.. surveys.Where(HasTree)];
        report.Figures(withTree.Select(Tree));
        if (withTree.Length > 0)
        {
            report.Paragraph(
                $"Cubic {PrettyFormula.Of(Family)} and its small distortions share corners of "
                + "octahedra, the hexagonal phases faces too. "
                + string.Join(' ', withTree.Select(MergeOrder)));
        }

        if (surveys is [{ } first, ..])
        {
            report.Table(
                [
                    "Structure", "Space group",
                    .. surveys.SelectMany(survey => (string[])
                        [$"Nearest by {survey.Title}", "#Distance"]),
                ],
                first.Polymorphs.Select(polymorph => Row(polymorph, surveys)));
        }
    }

    private static bool HasTree(SimilaritySurvey survey) =>
        survey.Family(Family).Polymorphs.Length > 1;

    private static ReportFigure Tree(SimilaritySurvey survey)
    {
        (ImmutableArray<Polymorph> members, DistanceMatrix distances) = survey.Family(Family);
        Dendrogram tree = HierarchicalClustering.Of(distances, Linkage.Average);
        return new ReportFigure(
            $"{PrettyFormula.Of(Family)} by {survey.Title}",
            "average linkage",
            DendrogramPlot.Draw(
                tree,
                [.. members.Select(member => member.Name)],
                [.. members.Select(_ => -1)],
                null,
                "distance",
                $"{survey.Title} tree of {Family}").ToString());
    }

    /// <summary>Which phases are together before a hexagonal one joins any of them.</summary>
    private static string MergeOrder(SimilaritySurvey survey)
    {
        (ImmutableArray<Polymorph> members, DistanceMatrix distances) = survey.Family(Family);
        string[] phases = [.. members.Select(member => member.Name).Where(IsPerovskite)];
        List<string[]> clusters = [.. members.Select(member => new[] { member.Name })];
        string[] together = [];
        foreach (Merger merger in HierarchicalClustering.Of(distances, Linkage.Average).Mergers)
        {
            string[] joined = [.. clusters[merger.First], .. clusters[merger.Second]];
            clusters.Add(joined);
            if (joined.All(IsPerovskite))
            {
                together = joined.Length > together.Length ? joined : together;
            }
            else if (joined.Any(IsPerovskite))
            {
                string[] later = [.. phases.Except(together)];
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"By {survey.Title}, {List(together)} are together before the first hexagonal "
                        + $"phase joins one of them, at {merger.Height:0.00}; "
                        + $"not yet among them: {List(later)}.");
            }
        }

        return "";

        static bool IsPerovskite(string name) =>
            !name.StartsWith("hexagonal", StringComparison.Ordinal);

        static string List(string[] names) =>
            names.Length > 0 ? string.Join(", ", names) : "none";
    }

    private static string[] Row(Polymorph polymorph, IReadOnlyList<SimilaritySurvey> surveys) =>
    [
        Name(polymorph),
        PrettySpaceGroup.Of(polymorph.SpaceGroup.Symbol),
        .. surveys.SelectMany(survey => NearestOf(polymorph, survey)),
    ];

    private static string[] NearestOf(Polymorph polymorph, SimilaritySurvey survey)
    {
        int index = survey.Polymorphs.IndexOf(polymorph);
        return index >= 0 && survey.Nearest(index, _ => true) is int nearest
            ?
            [
                Name(survey.Polymorphs[nearest]),
                Tables.Number(survey.Distances[index, nearest], 3),
            ]
            : ["", ""];
    }

    private static string Name(Polymorph polymorph) =>
        $"{PrettyFormula.Of(polymorph.Family)} {polymorph.Name}";
}
