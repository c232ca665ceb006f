using System.Collections.Immutable;
using System.Globalization;

namespace Similarity.Spectra;

/// <summary>
/// Looks for what is readable but suspicious in a band structure and says so, one sentence each.
/// Nothing is repaired: algorithms decide themselves what they trust.
/// </summary>
public static class BandStructureAudit
{
    /// <summary>Relative; the printed weights of the usual programs sum to 1 within 2e-6.</summary>
    private const double WeightTolerance = 1e-5;

    /// <summary>Half a unit of the seventh decimal, as pw.x prints each weight.</summary>
    private const double WeightRounding = 0.5e-7;

    /// <summary>Half a unit of the fourth decimal, as occupations are often printed.</summary>
    private const double OccupationRounding = 0.5e-4;

    /// <summary>
    /// More electrons in a state of the highest band mean that states above it are missing.
    /// </summary>
    private const double HighestBandTolerance = 1e-3;

    /// <summary>Bands that swap by less are hardly more than rounded: 1 meV.</summary>
    private const double OrderTolerance = 1e-3 / PhysicalConstants.HartreeInEv;

    /// <summary>
    /// Smearing to assume around a reported Fermi level when the source names none: 0.1 eV.
    /// </summary>
    private const double UnknownSmearing = 0.1 / PhysicalConstants.HartreeInEv;

    /// <summary>
    /// In smearing widths; beyond, every smearing is full or empty to within 1e-5.
    /// </summary>
    private const double TailLength = 5;

    public static ImmutableArray<string> Warnings(BandStructure bands) =>
    [
        .. UnsortedBands(bands),
        .. Weights(bands),
        .. RepeatedKPoints(bands),
        .. OccupationSum(bands),
        .. OccupationsAgainstFermiLevel(bands),
        .. FermiLevelAgainstElectrons(bands),
        .. TooFewBands(bands),
    ];

    /// <summary>Electrons per cell that the reported occupations hold: f_max Σ w f.</summary>
    public static double? OccupiedElectrons(BandStructure bands)
    {
        ReadOnlySpan<double> occupations = bands.ReportedOccupations.Span;
        if (occupations.IsEmpty)
        {
            return null;
        }

        double sum = 0;
        for (int i = 0; i < occupations.Length; i++)
        {
            sum += bands.Weights[KPointOf(bands, i)] * occupations[i];
        }

        return bands.StatesPerBand * sum;
    }

    private static IEnumerable<string> UnsortedBands(BandStructure bands)
    {
        int count = 0, worst = 0;
        double drop = 0;
        for (int i = 1; i < bands.Energies.Length; i++)
        {
            double fall = bands.Energies[i - 1] - bands.Energies[i];
            if (i % bands.Bands != 0 && fall > OrderTolerance)
            {
                count++;
                if (fall > drop)
                {
                    drop = fall;
                    worst = i;
                }
            }
        }

        if (count > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"bands are not sorted by energy at {count} place(s), "
                + $"most at {Place(bands, worst)}, {Ev(drop):0.####} eV below the band before it; "
                + $"the states may not be converged");
        }
    }

    private static IEnumerable<string> Weights(BandStructure bands)
    {
        double sum = bands.RawWeightSum;
        double rounding = bands.KPoints.Length * WeightRounding;
        if (Math.Abs(sum - 1) > WeightTolerance + rounding
            && Math.Abs(sum - 2) > 2 * WeightTolerance + rounding)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"k-point weights sum to {sum:G8}; expected 1 or 2");
        }
    }

    /// <summary>
    /// On a path a point shared by two lines is rightly stored twice, and a path that the source
    /// does not tell from a list has equal weights.
    /// </summary>
    private static IEnumerable<string> RepeatedKPoints(BandStructure bands)
    {
        if (!bands.SamplesZone || !bands.Weights.ContainsAnyExcept(bands.Weights[0]))
        {
            yield break;
        }

        var seen = new Dictionary<(long, long, long), int>();
        for (int k = 0; k < bands.KPoints.Length; k++)
        {
            if (bands.Weights[k] > 0 && !seen.TryAdd(Rounded(bands, k), k))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"k-points {seen[Rounded(bands, k)]} and {k} (from 0) are the same point");
                yield break;
            }
        }
    }

    private static IEnumerable<string> OccupationSum(BandStructure bands)
    {
        if (bands.Electrons is double electrons && OccupiedElectrons(bands) is double occupied)
        {
            double tolerance = bands.StatesPerBand * bands.Spins * bands.Bands * OccupationRounding
                + WeightTolerance * electrons;
            if (Math.Abs(occupied - electrons) > tolerance)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"reported occupations hold {occupied:0.####} electrons, "
                    + $"but the source reports {electrons:0.####}");
            }
        }
    }

    /// <summary>Levels well above the Fermi level are empty, those well below are full.</summary>
    private static IEnumerable<string> OccupationsAgainstFermiLevel(BandStructure bands)
    {
        if (bands.ReportedFermiLevel is not double fermi || bands.ReportedOccupations.IsEmpty)
        {
            yield break;
        }

        int count = 0, worst = 0;
        double distance = 0;
        for (int i = 0; i < bands.Energies.Length; i++)
        {
            double above = bands.Energies[i] - fermi;
            bool isOccupied = bands.ReportedOccupations.Span[i] > 0.5;
            if (isOccupied == above > 0 && Math.Abs(above) > TailLength * Width(bands))
            {
                count++;
                if (Math.Abs(above) > distance)
                {
                    distance = Math.Abs(above);
                    worst = i;
                }
            }
        }

        if (count > 0)
        {
            string side = bands.Energies[worst] > fermi ? "above" : "below";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{count} level(s) contradict the reported Fermi level, "
                + $"most {Place(bands, worst)}: {Ev(distance):0.####} eV {side} it "
                + $"with occupation {bands.ReportedOccupations.Span[worst]:0.####}");
        }
    }

    /// <summary>
    /// The electrons must lie between the number of states that are certainly full and of those
    /// that are possibly occupied. Not on a path, which is no sample of the zone.
    /// </summary>
    private static IEnumerable<string> FermiLevelAgainstElectrons(BandStructure bands)
    {
        if (bands.ReportedFermiLevel is not double fermi || bands.Electrons is not double electrons
            || !bands.SamplesZone)
        {
            yield break;
        }

        double tail = TailLength * Width(bands);
        double least = StatesBelow(bands, fermi - tail), most = StatesBelow(bands, fermi + tail);
        double tolerance = WeightTolerance * Math.Max(electrons, 1);
        if (electrons < least - tolerance || electrons > most + tolerance)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"the reported Fermi level {Ev(fermi):0.####} eV is at odds with "
                + $"{electrons:0.####} electrons: "
                + $"{least:0.####} to {most:0.####} states lie below it");
        }
    }

    private static IEnumerable<string> TooFewBands(BandStructure bands)
    {
        if (bands.Electrons is double electrons)
        {
            double capacity = (double)bands.StatesPerBand * bands.Spins * bands.Bands;
            if (electrons > capacity * (1 + WeightTolerance))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{bands.Bands} bands hold at most {capacity} electrons, "
                    + $"but the source reports {electrons:0.####}");
                yield break;
            }
        }

        ReadOnlySpan<double> occupations = bands.ReportedOccupations.Span;
        double highest = 0;
        int place = 0;
        for (int i = bands.Bands - 1; i < occupations.Length; i += bands.Bands)
        {
            if (bands.Weights[KPointOf(bands, i)] > 0 && occupations[i] > highest)
            {
                highest = occupations[i];
                place = i;
            }
        }

        if (highest > HighestBandTolerance)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"the highest band is occupied ({highest:0.####} at {Place(bands, place)}): "
                + $"too few bands to find the Fermi level or a gap");
        }
    }

    private static double StatesBelow(BandStructure bands, double energy)
    {
        double sum = 0;
        for (int i = 0; i < bands.Energies.Length; i++)
        {
            sum += bands.Energies[i] < energy ? bands.Weights[KPointOf(bands, i)] : 0;
        }

        return bands.StatesPerBand * sum;
    }

    private static double Width(BandStructure bands) =>
        // Levels are printed to 0.1 meV or so, even without smearing.
        Math.Max(bands.ReportedSmearing?.Width ?? UnknownSmearing, OrderTolerance);

    private static int KPointOf(BandStructure bands, int index) =>
        index / bands.Bands % bands.KPoints.Length;

    private static (long X, long Y, long Z) Rounded(BandStructure bands, int k) => (
        (long)Math.Round(bands.KPoints[k].X * 1e7),
        (long)Math.Round(bands.KPoints[k].Y * 1e7),
        (long)Math.Round(bands.KPoints[k].Z * 1e7));

    private static string Place(BandStructure bands, int index) => string.Create(
        CultureInfo.InvariantCulture,
        $"spin {index / bands.Bands / bands.KPoints.Length}, k-point {KPointOf(bands, index)}, "
        + $"band {index % bands.Bands} (from 0)");

    private static double Ev(double hartree) => hartree * PhysicalConstants.HartreeInEv;
}
