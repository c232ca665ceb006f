using System.Globalization;

namespace Similarity.Spectra;

/// <summary>
/// The Fermi level of interpolated bands, in hartree; in an insulator the middle of the gap, where
/// <paramref name="Lowest"/> and <paramref name="Highest"/> are the edges.
/// </summary>
/// <param name="Level">Null when the bands cannot hold the electrons.</param>
/// <param name="Residual">
/// N(level) − electrons: not 0 only where a flat band is partly filled.
/// </param>
/// <param name="WhyNone">Null when there is a level.</param>
public sealed record TetrahedronFermiLevel(
    double? Level, double? Lowest, double? Highest, double? Residual, string? WhyNone);

/// <summary>Occupied states: weights of levels and the Fermi level.</summary>
public sealed partial class Tetrahedra
{
    /// <summary>
    /// Weights w of all levels, indexed like <see cref="BandStructure.Energies"/>, such that f_max
    /// Σ w X integrates X over the states below the Fermi level; f_max Σ w = N(E_F).
    /// </summary>
    /// <param name="corrected">
    /// Adds Blöchl's correction for the curvature of the bands, D_T(E_F)/40 Σⱼ (εⱼ − εᵢ) for each
    /// tetrahedron T and corner i: it moves weight between levels and leaves the sum as it is.
    /// Integrals over full bands do not change.
    /// </param>
    public double[] IntegrationWeights(
        BandStructure bands, double fermiLevel, bool corrected = true)
    {
        RequireKPoints(bands);
        double[] result = new double[bands.Energies.Length];
        int[] places = AscendingBands.Places(bands);
        Span<double> levels = stackalloc double[4], share = stackalloc double[4];
        Span<int> order = stackalloc int[4];
        for (int spin = 0; spin < bands.Spins; spin++)
        {
            for (int band = 0; band < bands.Bands; band++)
            {
                for (int tetrahedron = 0; tetrahedron < Count; tetrahedron++)
                {
                    for (int corner = 0; corner < 4; corner++)
                    {
                        int k = spin * bands.KPoints.Length + corners[4 * tetrahedron + corner];
                        order[corner] = places[k * bands.Bands + band];
                        levels[corner] = bands.Energies[order[corner]];
                    }

                    levels.Sort(order);
                    TetrahedronFormulas.Weights(levels, fermiLevel, share);
                    double density =
                        corrected ? TetrahedronFormulas.Density(levels, fermiLevel) : 0;
                    double sum = levels[0] + levels[1] + levels[2] + levels[3];
                    for (int corner = 0; corner < 4; corner++)
                    {
                        double correction = density / 40 * (sum - 4 * levels[corner]);
                        double weight = share[corner] + correction;
                        result[order[corner]] += weights[tetrahedron] * weight;
                    }
                }
            }
        }

        return result;
    }

    /// <summary>E with N(E) = electrons.</summary>
    public TetrahedronFermiLevel FermiLevel(BandStructure bands, double electrons)
    {
        RequireKPoints(bands);
        int capacity = bands.Spins * bands.Bands * bands.StatesPerBand;
        if (!(electrons >= 0 && electrons <= capacity + GapAtFilling.CountTolerance))
        {
            return new(null, null, null, null, string.Create(
                CultureInfo.InvariantCulture,
                $"{electrons} electrons in bands that hold 0 to {capacity}"));
        }

        bands = AscendingBands.Of(bands);
        (double Min, double Max)[] ranges = Ranges(bands);
        double full = Math.Round(electrons / bands.StatesPerBand);
        if (Math.Abs(electrons - full * bands.StatesPerBand) <= GapAtFilling.CountTolerance)
        {
            // A gap: the bands with the lowest tops are full and all others begin above them.
            Array.Sort(ranges, (a, b) => a.Max.CompareTo(b.Max));
            double? top = full > 0 ? ranges[(int)full - 1].Max : null;
            double? bottom = full < ranges.Length ? ranges
                .Skip((int)full).Min(range => range.Min) : null;
            if (!(top >= bottom))
            {
                return new(((top ?? bottom) + (bottom ?? top)) / 2, top, bottom, 0, null);
            }
        }

        double level = LowestHolding(
            bands, electrons, ranges.Min(range => range.Min), ranges.Max(range => range.Max));
        return new(level, level, level, States(bands, [level])[0] - electrons, null);
    }

    /// <summary>The lowest number E with N(E) ≥ electrons, given N(high) ≥ electrons.</summary>
    private double LowestHolding(BandStructure bands, double electrons, double low, double high)
    {
        // Most of the work does not depend on how many energies are asked for, so ask for many.
        const int sections = 64;
        while (true)
        {
            double[] inside = Enumerable.Range(1, sections - 1)
                .Select(i => low + (high - low) * i / sections)
                .Distinct()
                .Where(energy => energy > low && energy < high)
                .ToArray();
            if (inside.Length == 0)
            {
                return high;
            }

            double[] states = States(bands, inside);
            int first = Array.FindIndex(states, n => n >= electrons);
            (low, high) = first < 0
                ? (inside[^1], high)
                : (first > 0 ? inside[first - 1] : low, inside[first]);
        }
    }

    private (double Min, double Max)[] Ranges(BandStructure bands)
    {
        var ranges = new (double Min, double Max)[bands.Spins * bands.Bands];
        Array.Fill(ranges, (double.PositiveInfinity, double.NegativeInfinity));
        foreach (int corner in corners)
        {
            for (int spin = 0; spin < bands.Spins; spin++)
            {
                ReadOnlySpan<double> levels = bands.EnergiesAt(spin, corner);
                for (int band = 0; band < levels.Length; band++)
                {
                    ref (double Min, double Max) range = ref ranges[spin * bands.Bands + band];
                    range = (Math.Min(range.Min, levels[band]), Math.Max(range.Max, levels[band]));
                }
            }
        }

        return ranges;
    }
}
