using Similarity.Cli.CommandLine;
using Similarity.Spectra;

namespace Similarity.Cli.Verbs;

/// <summary>The Fermi level of a file's bands and the band edges around it.</summary>
/// <param name="Electrons">
/// Given, reported, or the electrons of the bands below a reported gap.
/// </param>
/// <param name="Solution">Null when the Fermi level could only be taken as reported.</param>
/// <param name="FermiLevel">Hartree.</param>
/// <param name="Reason">Where the Fermi level comes from.</param>
internal sealed record SpectrumAnalysis(
    BandStructure Bands,
    double? Electrons,
    FermiSolution? Solution,
    double FermiLevel,
    string Reason,
    BandEdges Edges)
{
    /// <summary>
    /// Null for bands of an operator that fills no levels, unless the user says how many electrons
    /// there are.
    /// </summary>
    public static SpectrumAnalysis? TryOf(
        FileBands source, SmearingChoice smearing, double? electrons) =>
        WhyNoFermiLevel(source, electrons) is null
            ? Of(source.File, source.Bands, smearing, electrons)
            : null;

    /// <summary>Why an operator's bands are not filled; null when they are.</summary>
    public static string? WhyNoFermiLevel(FileBands source, double? electrons) =>
        source.Computed is { } computed && (electrons ?? source.Bands.Electrons) is null
            ? $"the {computed.Operator.Name} operator says nothing of electrons and has no Fermi "
                + "level; --electrons N fills its levels"
            : null;

    /// <exception cref="VerbException">There is no Fermi level.</exception>
    public static SpectrumAnalysis Of(
        FileBands source, SmearingChoice smearing, double? electrons) =>
        WhyNoFermiLevel(source, electrons) is { } why
            ? throw VerbException.NoResult($"{source.File}: {why}")
            : Of(source.File, source.Bands, smearing, electrons);

    /// <param name="electrons">What the user says; null to take the file's word.</param>
    public static SpectrumAnalysis Of(
        string file, BandStructure bands, SmearingChoice smearing, double? electrons)
    {
        double? reported = bands.ReportedFermiLevel;
        double? count = electrons ?? bands.Electrons ?? ElectronsBelow(bands, reported);
        if (count is null)
        {
            return reported is double level
                ? AsReported(
                    bands,
                    null,
                    level,
                    "reported by the file, which does not say the number of electrons")
                : throw VerbException.NoResult(
                    $"{file}: says neither the number of electrons nor the Fermi level; "
                    + "give --electrons N");
        }

        FermiSolution solution = smearing.IsTetrahedron
            ? Interpolate(smearing.TetrahedraOf(file, bands), bands, count.Value)
            : Spectra.FermiLevel.Solve(bands, count.Value, smearing.For(bands));
        if (solution.Chosen is not double chosen)
        {
            throw VerbException.NoResult($"{file}: no Fermi level: {solution.Reason}");
        }

        BandEdges edges = BandEdges.Of(bands, chosen);
        return edges.IsMetal && !bands.SamplesZone && reported is double given
            ? AsReported(
                bands,
                count,
                given,
                "reported by the file: the k-points of a path do not sample the zone")
            : new SpectrumAnalysis(bands, count, solution, chosen, solution.Reason, edges);
    }

    /// <summary>N(E) of interpolated levels never falls: there is one root, or one gap.</summary>
    private static FermiSolution Interpolate(
        Tetrahedra tetrahedra, BandStructure bands, double electrons)
    {
        TetrahedronFermiLevel found = tetrahedra.FermiLevel(bands, electrons);
        if (found.Level is not double level)
        {
            return new FermiSolution(electrons, [], null, null, found.WhyNone!);
        }

        bool inGap = found.Highest > found.Lowest;
        double slope = inGap ? 0 : tetrahedra.Density(bands, [level]).Total()[0];
        return new FermiSolution(
            electrons,
            [new FermiRoot(
                level, slope, inGap, found.Lowest ?? level, found.Highest ?? level, null)],
            level,
            found.Residual,
            inGap
                ? "insulating: the middle of the gap"
                : "metallic: N(E) of interpolated levels never falls");
    }

    private static SpectrumAnalysis AsReported(
        BandStructure bands, double? electrons, double level, string reason) =>
        new(bands, electrons, null, level, reason, BandEdges.Of(bands, level));

    private static double? ElectronsBelow(BandStructure bands, double? fermiLevel) =>
        fermiLevel is double level ? BandEdges.Of(bands, level).Electrons : null;
}
