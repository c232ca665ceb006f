using System.Globalization;

namespace Similarity.Spectra;

/// <summary>
/// The Fermi level: μ with N(μ) = N. Smearing whose occupations leave [0, 1] gives several
/// solutions (F. J. dos Santos and N. Marzari, Phys. Rev. B 107, 195122 (2023)); all are reported.
/// Chosen is, when every band is full or empty at N electrons, a root in the gap or else its
/// middle; in a metal the root nearest to the only one that Gaussian smearing of the same width
/// has.
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
            throw new ArgumentOutOfRangeException(
                nameof(electrons), electrons, "a number of electrons is positive");
        }

        var levels = new SortedLevels(bands);
        if (electrons > levels.Capacity + GapAtFilling.CountTolerance)
        {
            string reason = string.Create(
                CultureInfo.InvariantCulture,
                $"too few bands: they hold {levels.Capacity:G10} electrons at most, "
                + $"not {electrons:G10}");
            return new FermiSolution(electrons, [], null, null, reason);
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
        List<FermiRoot> roots = Roots(count, gap.Electrons, middle);
        double allowed = DisplacementFactor * count.Displaced(middle)
            + FermiRootSearch.Rounding(gap.Electrons);
        for (int i = 0; i < roots.Count; i++)
        {
            roots[i] = roots[i] with
            {
                InGap = gap.Contains(roots[i].Energy),
                RejectedBecause = Objection(count, gap, roots[i].Energy, allowed),
            };
        }

        FermiRoot? chosen = roots
            .Where(root => root.RejectedBecause is null)
            .MinBy(root => Math.Abs(root.Energy - middle));
        double level = chosen?.Energy ?? middle;
        double residual = count.Excess(level, gap.Electrons);
        Reject(roots, chosen, "farther from the middle of the gap than the chosen root");
        string reason = Filling(gap) + chosen switch
        {
            { IsPlateau: true } when level == middle => ": middle of the gap",
            { IsPlateau: true } => ": point of the plateau nearest to the middle of the gap",
            not null => ": the root in the gap",
            null => string.Create(
                CultureInfo.InvariantCulture,
                $": middle of the gap, where smearing leaves no sound root "
                + $"(electrons off by {residual:G3})"),
        };
        return new FermiSolution(gap.Electrons, roots, level, residual, reason);
    }

    private static FermiSolution SolveMetal(ElectronCount count, double electrons)
    {
        // Gaussian smearing has one root; the reference within its plateau is the middle.
        ElectronCount monotonic = count.Smearing.IsMonotonic
            ? count
            : new ElectronCount(count.Levels, new Gaussian(count.Smearing.Width));
        double reference = FermiRootSearch.FindAll(monotonic, electrons)[0].Middle;
        List<FermiRoot> roots = Roots(count, electrons, reference);
        FermiRoot chosen = roots.MinBy(root => Math.Abs(root.Energy - reference))!;
        Reject(roots, chosen, "farther from the root of Gaussian smearing than the chosen one");
        string reason = count.Smearing.IsMonotonic
            ? "metallic: the only root"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"metallic: the root nearest to that of Gaussian smearing, "
                + $"{InEv(reference):F6} eV");
        double residual = count.Excess(chosen.Energy, electrons);
        return new FermiSolution(electrons, roots, chosen.Energy, residual, reason);
    }

    /// <summary>All roots; of a plateau, the point nearest to a target.</summary>
    private static List<FermiRoot> Roots(ElectronCount count, double electrons, double target) =>
        FermiRootSearch.FindAll(count, electrons).ConvertAll(root =>
        {
            double energy = Math.Clamp(target, root.Lowest, root.Highest);
            return new FermiRoot(
                energy, count.Slope(energy), false, root.Lowest, root.Highest, null);
        });

    private static string? Objection(
        ElectronCount count, GapAtFilling gap, double energy, double allowedDisplacement)
    {
        if (!gap.Contains(energy))
        {
            return "lies in a band, but every band is full or empty at this number of electrons";
        }

        double displaced = count.Displaced(energy);
        return count.Smearing.IsMonotonic || displaced <= allowedDisplacement
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"spurious: occupations beyond [0, 1] make up for {displaced:G3} electrons "
                + $"displaced at the band edges");
    }

    private static void Reject(List<FermiRoot> roots, FermiRoot? chosen, string reason)
    {
        for (int i = 0; i < roots.Count; i++)
        {
            if (!ReferenceEquals(roots[i], chosen) && roots[i].RejectedBecause is null)
            {
                roots[i] = roots[i] with { RejectedBecause = reason };
            }
        }
    }

    private static string Filling(GapAtFilling gap) => double.IsInfinity(gap.Upper)
        ? string.Create(
            CultureInfo.InvariantCulture, $"all bands are full at {gap.Electrons:G10} electrons")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"insulating at {gap.Electrons:G10} electrons "
            + $"with a gap of {InEv(gap.Upper - gap.Lower):G6} eV");

    private static double InEv(double hartree) => hartree * PhysicalConstants.HartreeInEv;
}
