using System.CommandLine;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Spectra;

namespace Similarity.Cli.Verbs;

/// <summary>--emin, --emax and --points: the energies a density of states is printed on.</summary>
internal sealed class DosGrid
{
    private const int DefaultPoints = 2001;

    /// <summary>More is a slip of the finger that would fill the memory.</summary>
    private const int MostPoints = 10_000_000;

    /// <summary>Ten times the deepest level of the heaviest atom.</summary>
    private const double LargestInEv = 1e6;

    /// <summary>Beyond this many widths a broadened level is gone to the eye.</summary>
    private const double MarginInSigma = 5;

    private readonly Option<double?> min = NumberOption.Within(
        "--emin", "eV", "Lowest energy (default: the lowest level less 5 sigma).", LargestInEv);

    private readonly Option<double?> max = NumberOption.Within(
        "--emax", "eV", "Highest energy (default: the highest level and 5 sigma).", LargestInEv);

    private readonly Option<int?> points = NumberOption.Whole(
        "--points", "Number of energies (default 2001).", minimum: 2, MostPoints);

    public void AddTo(Command verb)
    {
        verb.Add(min);
        verb.Add(max);
        verb.Add(points);
    }

    public Choice Of(ParseResult result) =>
        new(result.GetValue(min), result.GetValue(max), result.GetValue(points));

    /// <summary>What the user said; null where nothing.</summary>
    internal sealed record Choice(double? MinEv = null, double? MaxEv = null, int? Points = null)
    {
        public bool IsEmpty => MinEv is null && MaxEv is null && Points is null;

        /// <summary>
        /// Energies in hartree around all levels, unless the user said otherwise.
        /// </summary>
        /// <param name="width">Of the smearing, in hartree.</param>
        public double[] Around(BandStructure bands, double width)
        {
            // Without a width the edges still want a little room: 5 × 0.02 eV.
            double margin = MarginInSigma * (width > 0 ? width : Units.Hartree(0.02));
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            foreach (double energy in bands.Energies)
            {
                low = Math.Min(low, energy);
                high = Math.Max(high, energy);
            }

            return Between(low - margin, high + margin);
        }

        /// <summary>Energies in hartree from low to high, unless the user said otherwise.</summary>
        public double[] Between(double low, double high)
        {
            double from = MinEv is double min ? Units.Hartree(min) : low;
            double to = MaxEv is double max ? Units.Hartree(max) : high;
            return from < to
                ? EnergyGrid.Uniform(from, to, Points ?? DefaultPoints)
                : throw VerbException.Usage(string.Create(
                    CultureInfo.InvariantCulture,
                    $"energies from {Units.Ev(from):0.###} to {Units.Ev(to):0.###} eV; "
                        + $"--emin must lie below --emax"));
        }
    }
}
