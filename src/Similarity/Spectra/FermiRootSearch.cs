using Similarity.Numerics;

namespace Similarity.Spectra;

/// <summary>
/// All solutions of N(μ) = N. Where occupations leave [0, 1] there are several, but N(μ) is smooth
/// on the scale of σ: a scan in steps of a fraction of it sees every change of sign, and the slopes
/// at the ends of a step betray a pair of roots within. Steps where bounds exclude a root are not
/// evaluated.
/// </summary>
internal sealed class FermiRootSearch
{
    /// <summary>
    /// Steps per σ. The spectrum of a Gaussian of width σ holds e^(−64π²/4) ≈ 10⁻⁶⁸ of its weight
    /// beyond what such a grid resolves.
    /// </summary>
    private const double StepsPerWidth = 8;

    /// <summary>
    /// Of the shortest ripple of f, in which clusters of levels may lie to be merged. Even far in
    /// its tails, where f⁽¹²⁾ ≈ (2x)¹² f, f then keeps nine digits, and μ more than ten.
    /// </summary>
    private const double ClusterLength = 0.25;

    private readonly SortedLevels levels;
    private readonly ElectronCount count;
    private readonly double electrons;
    private readonly double rounding;
    private readonly List<Interval> roots = [];
    private double? plateauStart;

    private FermiRootSearch(ElectronCount count, double electrons)
    {
        levels = count.Levels;
        double clusterLength = ClusterLength * count.Smearing.Ripple * count.Smearing.Width;
        this.count = new ElectronCount(LevelClusters.Of(levels, clusterLength), count.Smearing);
        this.electrons = electrons;
        rounding = Rounding(electrons);
    }

    /// <summary>
    /// Numbers of electrons closer than this to N, 4 units in its last place, equal it.
    /// </summary>
    public static double Rounding(double electrons) =>
        4 * (Math.BitIncrement(electrons) - electrons);

    /// <summary>
    /// Energies where N(μ) − N is zero: a point, or an interval where it is zero to rounding.
    /// </summary>
    public readonly record struct Interval(double Lowest, double Highest)
    {
        /// <summary>The lowest energy when there is no highest.</summary>
        public double Middle =>
            double.IsInfinity(Highest) ? Lowest : Lowest + (Highest - Lowest) / 2;
    }

    public static List<Interval> FindAll(ElectronCount count, double electrons)
    {
        var search = new FermiRootSearch(count, electrons);
        if (count.Smearing is ZeroWidth)
        {
            search.FillLevels();
        }
        else if (count.Smearing.IsMonotonic)
        {
            search.Bracket();
        }
        else
        {
            search.Scan();
        }

        return search.roots;
    }

    /// <summary>Zero temperature: N(μ) is a staircase.</summary>
    private void FillLevels()
    {
        double tolerance = GapAtFilling.CountTolerance;
        int filled = 0;
        while (filled < levels.Count && levels.Below[filled + 1] < electrons - tolerance)
        {
            filled++;
        }

        if (filled == levels.Count)
        {
            return;
        }

        // The electrons end within a level, or exactly with it and the next one is empty.
        double level = levels.Energies[filled];
        bool ends = Math.Abs(levels.Below[filled + 1] - electrons) <= tolerance;
        double next =
            filled + 1 < levels.Count ? levels.Energies[filled + 1] : double.PositiveInfinity;
        roots.Add(new Interval(level, ends ? next : level));
    }

    /// <summary>A monotonic N(μ) has one root, or one plateau about it.</summary>
    private void Bracket()
    {
        double reach = count.Smearing.Reach * count.Smearing.Width;
        double low = levels.Energies[0] - reach;
        double high = levels.Energies[^1] + reach;
        if (IsZeroAt(high))
        {
            roots.Add(new Interval(Roots.Bisect(IsZeroAt, high, low), double.PositiveInfinity));
            return;
        }

        double crossing = Roots.Brent(Excess, low, high);
        if (count.Slope(crossing) * BandEdges.EnergyTolerance < 2 * rounding)
        {
            AddPlateau(
                Roots.Bisect(IsZeroAt, crossing, low), Roots.Bisect(IsZeroAt, crossing, high));
        }
        else
        {
            AddPoint(crossing);
        }
    }

    private void Scan()
    {
        double reach = count.Smearing.Reach * count.Smearing.Width;
        double step = count.Smearing.Ripple * count.Smearing.Width / StepsPerWidth;
        double end = levels.Energies[^1] + reach;
        double low = levels.Energies[0] - reach;
        int fullBelow = 0;
        int emptyFrom = 0;
        double? excessAtLow = null;
        while (low < end)
        {
            // Levels before fullBelow are full and those from emptyFrom on are empty all along the
            // step.
            double high = low + step;
            fullBelow = Advance(fullBelow, low - reach);
            emptyFrom = Advance(emptyFrom, high + reach);
            if (fullBelow == emptyFrom && emptyFrom < levels.Count)
            {
                high = Math.Max(high, levels.Energies[emptyFrom] - reach);
            }

            if (ExcludesRoot(levels.Below[fullBelow], levels.Below[emptyFrom]))
            {
                excessAtLow = null;
            }
            else
            {
                double atLow = excessAtLow ?? Excess(low);
                double atHigh = Excess(high);
                Examine(low, high, atLow, atHigh);
                excessAtLow = atHigh;
            }

            low = high;
        }

        if (plateauStart is double start)
        {
            roots.Add(new Interval(start, double.PositiveInfinity));
        }
    }

    private int Advance(int index, double energy)
    {
        ReadOnlySpan<double> energies = levels.Energies;
        while (index < energies.Length && energies[index] < energy)
        {
            index++;
        }

        return index;
    }

    /// <summary>With n electrons surely and m at most, overshoot aside, can N(μ) be N?</summary>
    private bool ExcludesRoot(double surely, double atMost)
    {
        double overshoot =
            count.Smearing.Overshoot * (atMost - surely) + GapAtFilling.CountTolerance;
        return surely - overshoot > electrons || atMost + overshoot < electrons;
    }

    private void Examine(double low, double high, double atLow, double atHigh)
    {
        bool zeroAtLow = IsZero(atLow);
        bool zeroAtHigh = IsZero(atHigh);
        if (zeroAtLow || zeroAtHigh)
        {
            if (!zeroAtLow || plateauStart is null)
            {
                plateauStart = zeroAtLow ? low : Roots.Bisect(IsZeroAt, high, low);
            }

            if (!zeroAtHigh)
            {
                AddPlateau(plateauStart.Value, Roots.Bisect(IsZeroAt, low, high));
                plateauStart = null;
            }
        }
        else if (atLow > 0 != atHigh > 0)
        {
            AddPoint(Roots.Brent(Excess, low, high));
        }
        else
        {
            ExamineDip(low, high, atLow);
        }
    }

    /// <summary>
    /// Equal signs at both ends: |N(μ) − N| may still fall to zero and rise again between.
    /// </summary>
    private void ExamineDip(double low, double high, double atLow)
    {
        int sign = Math.Sign(atLow);
        if (sign * count.Slope(low) >= 0 || sign * count.Slope(high) <= 0)
        {
            return;
        }

        double bottom = Roots.Brent(count.Slope, low, high);
        double atBottom = Excess(bottom);
        if (IsZero(atBottom))
        {
            AddPlateau(Roots.Bisect(IsZeroAt, bottom, low), Roots.Bisect(IsZeroAt, bottom, high));
        }
        else if (Math.Sign(atBottom) != sign)
        {
            AddPoint(Roots.Brent(Excess, low, bottom));
            AddPoint(Roots.Brent(Excess, bottom, high));
        }
    }

    private void AddPoint(double energy) => roots.Add(new Interval(energy, energy));

    /// <summary>A plateau too narrow to mean anything is the crossing inside it.</summary>
    private void AddPlateau(double lowest, double highest)
    {
        if (highest - lowest > BandEdges.EnergyTolerance)
        {
            roots.Add(new Interval(lowest, highest));
            return;
        }

        bool crosses = Excess(lowest) > 0 != Excess(highest) > 0;
        AddPoint(crosses ? Roots.Brent(Excess, lowest, highest) : lowest + (highest - lowest) / 2);
    }

    private double Excess(double fermiLevel) => count.Excess(fermiLevel, electrons);

    private bool IsZero(double excess) => Math.Abs(excess) <= rounding;

    private bool IsZeroAt(double fermiLevel) => IsZero(Excess(fermiLevel));
}
