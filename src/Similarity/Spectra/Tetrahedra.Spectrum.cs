namespace Similarity.Spectra;

/// <summary>Densities of states and numbers of states.</summary>
public sealed partial class Tetrahedra
{
    /// <summary>
    /// N(E): electrons the states up to each energy hold, both spins and the factor f_max included.
    /// Levels interpolated over the tetrahedra, so a flat band is a step.
    /// </summary>
    /// <param name="energies">Ascending, hartree.</param>
    public double[] States(BandStructure bands, ReadOnlySpan<double> energies, int threads = 1)
    {
        double[] total = new double[energies.Length];
        double[][] spins = SumOverBands(
            bands, energies.ToArray(), TetrahedronFormulas.States, above: 1, threads);
        foreach (double[] spin in spins)
        {
            for (int i = 0; i < total.Length; i++)
            {
                total[i] += spin[i];
            }
        }

        return total;
    }

    /// <summary>D(E) = dN/dE of each spin, at given energies or averaged between them.</summary>
    /// <param name="energies">Ascending, hartree.</param>
    /// <param name="binAveraged">
    /// True for (N(Eᵢ) − N(Eᵢ₋₁)) / (Eᵢ − Eᵢ₋₁), which misses no flat band and is what VASP writes;
    /// the bin of the first point is as wide as that of the second.
    /// </param>
    public DensityOfStates Density(
        BandStructure bands, ReadOnlySpan<double> energies, bool binAveraged =
            false, int threads = 1)
    {
        double[] grid = energies.ToArray();
        double[][] spins;
        if (binAveraged)
        {
            if (grid.Length < 2)
            {
                throw new ArgumentException(
                    "averages over bins need two energies", nameof(energies));
            }

            double[] edges = [2 * grid[0] - grid[1], .. grid];
            spins = SumOverBands(bands, edges, TetrahedronFormulas.States, above: 1, threads);
            for (int spin = 0; spin < spins.Length; spin++)
            {
                double[] states = spins[spin];
                spins[spin] = new double[grid.Length];
                for (int i = 0; i < grid.Length; i++)
                {
                    spins[spin][i] = (states[i + 1] - states[i]) / (edges[i + 1] - edges[i]);
                }
            }
        }
        else
        {
            spins = SumOverBands(bands, grid, TetrahedronFormulas.Density, above: 0, threads);
        }

        return new DensityOfStates(grid, spins)
        {
            Crystal = bands.Crystal,
            ReportedFermiLevel = bands.ReportedFermiLevel,
        };
    }

    private delegate double Formula(ReadOnlySpan<double> levels, double energy);

    /// <summary>f_max Σ over tetrahedra and bands of one formula, for each spin.</summary>
    /// <param name="above">The value of the formula above all levels of a tetrahedron.</param>
    private double[][] SumOverBands(
        BandStructure bands, double[] energies, Formula formula, double above, int threads)
    {
        RequireKPoints(bands);
        bands = AscendingBands.Of(bands);
        for (int i = 1; i < energies.Length; i++)
        {
            if (!(energies[i] > energies[i - 1]))
            {
                throw new ArgumentException(
                    $"energies do not ascend at point {i}", nameof(energies));
            }
        }

        // Every band sums for itself, and bands are added in their order: the same for any threads.
        var sums = new double[bands.Spins * bands.Bands][];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Parallel.For(0, sums.Length, parallel, job =>
        {
            double[] sum = sums[job] = new double[energies.Length];
            double[] steps = new double[energies.Length + 1];
            Span<double> levels = stackalloc double[4];
            for (int tetrahedron = 0; tetrahedron < Count; tetrahedron++)
            {
                SortedLevels(bands, job / bands.Bands, job % bands.Bands, tetrahedron, levels);
                double weight = bands.StatesPerBand * weights[tetrahedron];
                int i = FirstNotBelow(energies, levels[0]);
                for (; i < energies.Length && energies[i] < levels[3]; i++)
                {
                    sum[i] += weight * formula(levels, energies[i]);
                }

                steps[i] += weight * above;
            }

            double full = 0;
            for (int i = 0; i < sum.Length; i++)
            {
                full += steps[i];
                sum[i] += full;
            }
        });

        var spins = new double[bands.Spins][];
        for (int spin = 0; spin < spins.Length; spin++)
        {
            spins[spin] = new double[energies.Length];
            for (int band = 0; band < bands.Bands; band++)
            {
                for (int i = 0; i < energies.Length; i++)
                {
                    spins[spin][i] += sums[spin * bands.Bands + band][i];
                }
            }
        }

        return spins;
    }

    private void SortedLevels(
        BandStructure bands, int spin, int band, int tetrahedron, Span<double> levels)
    {
        for (int corner = 0; corner < 4; corner++)
        {
            levels[corner] = bands.EnergiesAt(spin, corners[4 * tetrahedron + corner])[band];
        }

        levels.Sort();
    }

    private static int FirstNotBelow(double[] energies, double level)
    {
        int found = Array.BinarySearch(energies, level);
        return found >= 0 ? found : ~found;
    }

    private void RequireKPoints(BandStructure bands)
    {
        foreach (int corner in corners)
        {
            if (corner >= bands.KPoints.Length)
            {
                throw new ArgumentException(
                    $"a tetrahedron has a corner at k-point {corner} of {bands.KPoints.Length}",
                    nameof(bands));
            }
        }
    }
}
