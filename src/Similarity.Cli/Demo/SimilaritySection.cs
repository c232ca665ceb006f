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

    /// <summary>What was joined first: perovskites to each other or to a hexagonal phase.</summary>
    private static string MergeOrder(SimilaritySurvey survey)
    {
        (ImmutableArray<Polymorph> members, DistanceMatrix distances) = survey.Family(Family);
        Dendrogram tree = HierarchicalClustering.Of(distances, Linkage.Average);
        HashSet<int> hexagonal =
        [
            .. Enumerable.Range(0, members.Length).Where(
                i => members[i].Name.StartsWith("hexagonal", StringComparison.Ordinal)),
        ];
        List<int[]> clusters = [.. Enumerable.Range(0, members.Length).Select(i => new[] { i })];
        double? mixed = null;
        double perovskites = 0;
        foreach (Merger merger in tree.Mergers)
        {
            int[] joined = [.. clusters[merger.First], .. clusters[merger.Second]];
            clusters.Add(joined);
            int others = joined.Count(i => !hexagonal.Contains(i));
            if (others > 0 && others < joined.Length)
            {
                mixed ??= merger.Height;
            }

            // The last merger that brings perovskites together is the one that completes them.
            if (clusters[merger.First].Any(i => !hexagonal.Contains(i))
                && clusters[merger.Second].Any(i => !hexagonal.Contains(i)))
            {
                perovskites = merger.Height;
            }
        }

        return mixed is not { } first
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"By {survey.Title}, the former are all joined at a distance of {perovskites:0.00} "
                    + $"and the first hexagonal one joins any of them at {first:0.00}, "
                    + $"{(perovskites < first ? "after" : "before")} that.");
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
