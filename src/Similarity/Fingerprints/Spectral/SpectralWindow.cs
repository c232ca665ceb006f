using System.Collections.Immutable;
using System.Globalization;
using Similarity.Spectra;

namespace Similarity.Fingerprints;

/// <summary>
/// What the energies of a window are counted from. In a metal the first three are the Fermi level.
/// </summary>
public enum SpectralCentre
{
    FermiLevel,
    ValenceMaximum,
    ConductionMinimum,

    /// <summary>The zero of the operator, for spectra that have no Fermi level.</summary>
    Zero,
}

/// <summary>Equidistant energies about a centre, both ends included, in electronvolts.</summary>
public sealed record SpectralWindow
{
    /// <summary>More in a setting are a slip of the hand, and would not fit in memory.</summary>
    internal const int MostPoints = 1_000_000;

    private static readonly (string Name, SpectralCentre Centre)[] Centres =
    [
        ("fermi", SpectralCentre.FermiLevel),
        ("vbm", SpectralCentre.ValenceMaximum),
        ("cbm", SpectralCentre.ConductionMinimum),
        ("zero", SpectralCentre.Zero),
    ];

    public SpectralWindow(SpectralCentre centre, double lowestEv, double highestEv, int points)
    {
        if (!(lowestEv < highestEv && double.IsFinite(highestEv - lowestEv)) || points < 2)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"window {lowestEv}:{highestEv}:{points}; expected ascending energies and at "
                    + $"least 2 points"));
        }

        Centre = centre;
        LowestEv = lowestEv;
        HighestEv = highestEv;
        Points = points;
    }

    public SpectralCentre Centre { get; }

    public double LowestEv { get; }

    public double HighestEv { get; }

    public int Points { get; }

    public string CentreName => Centres.First(pair => pair.Centre == Centre).Name;

    public ImmutableArray<double> EnergiesEv =>
        ImmutableArray.Create(EnergyGrid.Uniform(LowestEv, HighestEv, Points));

    /// <summary>The centre named fermi, vbm, cbm or zero; null for any other word.</summary>
    public static SpectralCentre? FindCentre(string name) =>
        Centres.Where(pair => pair.Name == name).Select(pair => (SpectralCentre?)pair.Centre)
            .FirstOrDefault();

    /// <summary>
    /// Reads <c>centre:lowest:highest:points</c>, several after commas; null for anything else.
    /// </summary>
    public static ImmutableArray<SpectralWindow>? ParseAll(string text)
    {
        var windows = ImmutableArray.CreateBuilder<SpectralWindow>();
        foreach (string part in text.Split(','))
        {
            string[] fields = part.Split(':', StringSplitOptions.TrimEntries);
            if (fields.Length != 4
                || FindCentre(fields[0]) is not SpectralCentre centre
                || FingerprintSettings.ParseNumber(fields[1]) is not double lowest
                || FingerprintSettings.ParseNumber(fields[2]) is not double highest
                || !int.TryParse(
                    fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out int points)
                || !(lowest < highest)
                || points is < 2 or > MostPoints)
            {
                return null;
            }

            windows.Add(new SpectralWindow(centre, lowest, highest, points));
        }

        return windows.DrainToImmutable();
    }

    /// <summary>The text that <see cref="ParseAll"/> reads.</summary>
    public override string ToString() => string.Join(
        ":",
        CentreName,
        FingerprintSettings.Format(LowestEv),
        FingerprintSettings.Format(HighestEv),
        Points.ToString(CultureInfo.InvariantCulture));
}
