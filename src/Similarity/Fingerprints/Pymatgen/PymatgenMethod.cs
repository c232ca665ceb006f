using System.Collections.Immutable;
using Similarity.Spectra;

namespace Similarity.Fingerprints;

/// <summary>
/// A histogram of the density of states about the Fermi level. The kind's own way takes the mean
/// density of each bin of a fixed range, which has an integral and can be compared; with
/// compat=pymatgen it is what pymatgen makes of the points of a file.
/// </summary>
internal sealed record PymatgenMethod : FingerprintMethod
{
    /// <summary>Points per σ at which bands stand in for the points of a file.</summary>
    private const double Oversampling = 4;

    public required string Type { get; init; }

    public required bool IsPymatgen { get; init; }

    public required bool Binning { get; init; }

    public required int Bins { get; init; }

    public required double? LowestEv { get; init; }

    public required double? HighestEv { get; init; }

    public required bool Normalize { get; init; }

    public override string GridId => GridIdOf(
        LowestEv is double low && HighestEv is double high
            ? $"{FingerprintSettings.Format(low)}:{FingerprintSettings.Format(high)}:{BinText}"
            : $"range of the file:{BinText}");

    public override ImmutableArray<FingerprintSegment>? Segments =>
        IsPymatgen ? null : [Middles()];

    private double[] EdgesEv =>
        EnergyGrid.Uniform(LowestEv!.Value, HighestEv!.Value, Bins + 1);

    private string BinText => Binning
        ? Bins.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : "points of the file";

    public override FingerprintContent Evaluate(ReferenceSpectrum spectrum) =>
        IsPymatgen ? EvaluateAsPymatgen(spectrum) : EvaluateBins(spectrum);

    private FingerprintContent EvaluateBins(ReferenceSpectrum spectrum)
    {
        double centre = spectrum.Centre(SpectralCentre.FermiLevel);
        double[] edgesEv = EdgesEv;
        double[] edges =
            [.. edgesEv.Select(energy => centre + energy / PhysicalConstants.HartreeInEv)];
        double[] values = Sum(spectrum.States(edges, Channels));
        for (int i = 0; i < Bins; i++)
        {
            values[i] /= edgesEv[i + 1] - edgesEv[i];
        }

        double width = edgesEv[1] - edgesEv[0];
        double amount = Normalize ? values.Sum() * width : spectrum.Amount(Unit);
        if (!(Math.Abs(amount) > 0))
        {
            throw new UnsuitableSpectrumException(
                "no states in the range of a pymatgen fingerprint, so nothing to normalise by; "
                    + "set normalize=false or another range");
        }

        for (int i = 0; i < Bins; i++)
        {
            values[i] /= amount;
        }

        return new FingerprintContent(GridId, [Middles()], values);
    }

    /// <summary>Of the bins of its own way.</summary>
    private FingerprintSegment Middles()
    {
        double[] edgesEv = EdgesEv;
        double width = edgesEv[1] - edgesEv[0];
        return new FingerprintSegment(
            "fermi", [.. edgesEv.Take(Bins).Select(edge => edge + width / 2)]);
    }

    private FingerprintContent EvaluateAsPymatgen(ReferenceSpectrum spectrum)
    {
        double centre = spectrum.Centre(SpectralCentre.FermiLevel);
        double step = SigmaEv / Oversampling / PhysicalConstants.HartreeInEv;
        double[] points = spectrum.Points(null, step);
        double centreEv = FileNumber(centre);
        double[] energies = Array.ConvertAll(points, point => FileNumber(point) - centreEv);
        double[] densities = Array.ConvertAll(
            Sum(spectrum.Densities(points, Channels)),
            density => density / PhysicalConstants.HartreeInEv);
        var histogram = PymatgenHistogram.Of(
            energies, densities, LowestEv, HighestEv, Bins, Binning, Normalize);
        if (histogram.IsRaw)
        {
            spectrum.Warnings.Add(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{energies.Length} energies, fewer than n_bins={Bins}: pymatgen then takes the "
                    + $"points of the file as they are, not normalised"));
        }

        // Where the file decides the energies, only files that decide alike may be compared.
        string range = histogram.Energies.Length == 0 ? "nothing" : string.Join(
            ":",
            FingerprintSettings.Format(histogram.Energies[0]),
            FingerprintSettings.Format(histogram.Energies[^1]),
            FingerprintSettings.Format(histogram.Energies.Length));
        string id = histogram.IsRaw || !Binning || LowestEv is null || HighestEv is null
            ? GridIdOf($"{(histogram.IsRaw ? "raw " : "")}points {range}")
            : GridId;
        return new FingerprintContent(
            id,
            [new FingerprintSegment("fermi", [.. histogram.Energies])],
            histogram.Densities);
    }

    /// <summary>
    /// Hartree as the electronvolts of a file: the decimal number within rounding, if there is one,
    /// as points on the edge of a bin must not change sides.
    /// </summary>
    private static double FileNumber(double hartree)
    {
        double energy = hartree * PhysicalConstants.HartreeInEv;
        double number = DecimalRounding.Scaled(energy, 1e8);
        return Math.Abs(number - energy) <= 1e-14 * Math.Abs(energy) ? number : energy;
    }

    private static double[] Sum(double[][] channels)
    {
        double[] sum = new double[channels[0].Length];
        foreach (double[] channel in channels)
        {
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += channel[i];
            }
        }

        return sum;
    }

    private string GridIdOf(string energies)
    {
        string unit = Normalize ? "normalize=true" : QuantityText;
        string compat = IsPymatgen ? " compat=pymatgen" : "";
        return $"pymatgen{compat} {Type} {unit}{FingerprintPair.EnergiesMark}"
            + $"{energies} {SigmaText}";
    }
}
