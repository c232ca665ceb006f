using System.Globalization;

namespace Similarity.Spectra;

/// <summary>
/// The Fermi level: μ with N(μ) = N. Smearing whose occupations leave [0, 1] gives several solutions
/// (F. J. dos Santos and N. Marzari, Phys. Rev. B 107, 195122 (2023)); all are reported. Chosen is,
/// when bands are all full or empty at N electrons, a root in the gap or else its middle; in a metal
/// the root nearest to the only one that Gaussian smearing of the same width has.
/// </summary>
public static class FermiLevel
{
    /// <summary>
    /// A root in a gap may move this many times the charge that its middle moves. Where electrons
    /// above balance holes below, it moves about as little; where the overshoot of deep levels
    /// makes up for an emptied band edge, orders of magnitude more.
    /// </summary>
    private const double DisplacementFactor = 2;

    public static FermiSolution Solve(BandStructure bands, double electrons, Smearing smearing)
    {
        if (!(electrons > 0 && double.IsFinite(electrons)))
        {
            throw new ArgumentOutOfRangeException(nameof(electrons), electrons, "a number of electrons is positive");
        }

        var levels = new SortedLevels(bands);
        if (electrons > levels.Capacity + GapAtFilling.CountTolerance)
        {
            return new FermiSolution(electrons, [], null, null, string.Create(
                CultureInfo.InvariantCulture,
                $"too few bands: they hold {levels.Capacity:G10} electrons at most, not {electrons:G10}"));
        }

        var count = new ElectronCount(levels, smearing);
        return GapAtFilling.Find(bands, levels, electrons) is GapAtFilling gap
            ? SolveInsulator(count, gap)
            : SolveMetal(count, electrons);
    }

    private static FermiSolution SolveInsulator(ElectronCount count, GapAtFilling gap)
    {
        // With no band above, any level that leaves all full to rounding is as good as another.
        double middle = double.IsInfinity(gap.Upper)
            ? gap.Lower + count.Smearing.Reach * count.Smearing.Width
            : gap.Lower + (gap.Upper - gap.Lower) / 2;
        double allowed = DisplacementFactor * count.Displaced(middle) + FermiRootSearch.Rounding(gap.Electrons);
        List<FermiRoot> roots = [];
        foreach (FermiRootSearch.Interval root in FermiRootSearch.FindAll(count, gap.Electrons))
        {
            double energy = Math.Clamp(middle, root.Lowest, root.Highest);
            string? objection = energy < gap.Lower || energy > gap.Upper
                ? "lies in a band, but every band is full or empty at this number of electrons"
                : count.Displaced(energy) > allowed
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"spurious: occupations beyond [0, 1] only make up for {count.Displaced(energy):G3} electrons displaced at the band edges")
                    : null;
            bool inGap = energy >= gap.Lower && energy <= gap.Upper;
            roots.Add(new FermiRoot(energy, count.Slope(energy), inGap, root.Lowest, root.Highest, objection));
        }

        FermiRoot? chosen = null;
        foreach (FermiRoot root in roots)
        {
            if (root.RejectedBecause is null
                && !(Math.Abs(root.Energy - middle) >= Math.Abs(chosen?.Energy - middle ?? double.PositiveInfinity)))
            {
                chosen = root;
            }
        }

        double level = chosen?.Energy ?? middle;
        double residual = count.Excess(level, gap.Electrons);
        return new FermiSolution(
            gap.Electrons,
            roots.ConvertAll(root => Reject(root, chosen, "farther from the middle of the gap than the chosen root")),
            level,
            residual,
            Explain(gap, middle, chosen, residual));
    }

    private static string Explain(GapAtFilling gap, double middle, FermiRoot? chosen, double residual)
    {
        string filling = double.IsInfinity(gap.Upper)
            ? string.Create(CultureInfo.InvariantCulture, $"all bands are full at {gap.Electrons:G10} electrons")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"insulating at {gap.Electrons:G10} electrons with a gap of {(gap.Upper - gap.Lower) * PhysicalConstants.HartreeInEv:G6} eV");
        return chosen switch
        {
            { IsPlateau: true } when chosen.Energy == middle => filling + ": middle of the gap",
            { IsPlateau: true } => filling + ": point of the plateau nearest to the middle of the gap",
            not null => filling + ": the root in the gap",
            null => string.Create(
                CultureInfo.InvariantCulture,
                $"{filling}: middle of the gap, as smearing leaves no sound root there (electrons off by {residual:G3})"),
        };
    }

    private static FermiSolution SolveMetal(ElectronCount count, double electrons)
    {
        List<FermiRootSearch.Interval> found = FermiRootSearch.FindAll(count, electrons);
        double reference = count.Smearing.IsMonotonic
            ? Middle(found[0])
            : Middle(FermiRootSearch.FindAll(
                new ElectronCount(count.Levels, new Gaussian(count.Smearing.Width)), electrons)[0]);
        List<FermiRoot> roots = found.ConvertAll(root =>
        {
            double energy = Math.Clamp(reference, root.Lowest, root.Highest);
            return new FermiRoot(energy, count.Slope(energy), false, root.Lowest, root.Highest, null);
        });
        FermiRoot chosen = roots.MinBy(root => Math.Abs(root.Energy - reference))!;
        string why = count.Smearing.IsMonotonic
            ? "metallic: the only root"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"metallic: the root nearest to that of Gaussian smearing, {reference * PhysicalConstants.HartreeInEv:F6} eV");
        return new FermiSolution(
            electrons,
            roots.ConvertAll(root => Reject(root, chosen, "farther from the root of Gaussian smearing than the chosen one")),
            chosen.Energy,
            count.Excess(chosen.Energy, electrons),
            why);
    }

    private static FermiRoot Reject(FermiRoot root, FermiRoot? chosen, string reason) =>
        ReferenceEquals(root, chosen) ? root : root with { RejectedBecause = root.RejectedBecause ?? reason };

    private static double Middle(FermiRootSearch.Interval root) => double.IsInfinity(root.Highest)
        ? root.Lowest
        : root.Lowest + (root.Highest - root.Lowest) / 2;
}
