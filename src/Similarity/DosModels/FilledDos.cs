using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.DosModels;

/// <summary>
/// What follows from a density of states per atom and the number of electrons that fill it.
/// Integrals are sums over points a tenth of a step apart, which for steps of 0.05 eV resolve Fermi
/// functions from 100 K on.
/// </summary>
public sealed class FilledDos
{
    private const int Refinement = 10;

    private readonly double[] energies;
    private readonly double[] densities;
    private readonly double[] counts;
    private readonly double step;

    private FilledDos(double[] energies, double[] densities, double[] counts, double electrons)
    {
        this.energies = energies;
        this.densities = densities;
        this.counts = counts;
        step = energies[1] - energies[0];
        Electrons = electrons;
    }

    /// <summary>Per atom.</summary>
    public double Electrons { get; }

    /// <summary>The lowest energy at which ∫ D reaches the electrons.</summary>
    public double FermiLevel { get; private init; }

    /// <summary>
    /// Null where the density does not hold the electrons, or leaves no energy above them.
    /// </summary>
    /// <param name="electronsBelow">What lies below the axis.</param>
    public static FilledDos? Of(HermiteCurve dos, double electrons, double electronsBelow = 0)
    {
        EnergyAxis axis = dos.Axis;
        int count = (axis.Count - 1) * Refinement + 1;
        var fine = new EnergyAxis(axis.Start, axis.Step / Refinement, count);
        double[] energies = fine.Energies();
        double[] densities = new double[count];
        double[] slopes = new double[count];
        for (int i = 0; i < count; i++)
        {
            densities[i] = i == count - 1 ? dos.Values[^1] : dos.ValueAt(energies[i]);
            slopes[i] = dos.SlopeAt(energies[i]);
        }

        double[] counts = BroadenedDos.Integrals(fine, densities, slopes, electronsBelow);
        int above = Array.FindIndex(counts, value => value >= electrons);
        if (above < 1)
        {
            return null;
        }

        double part = (electrons - counts[above - 1]) / (counts[above] - counts[above - 1]);
        return new FilledDos(energies, densities, counts, electrons)
        {
            FermiLevel = energies[above - 1] + part * fine.Step,
        };
    }

    /// <summary>D(E_F), electrons per hartree and atom.</summary>
    public double DosAtFermiLevel => At(densities, FermiLevel);

    /// <summary>∫ (E − E_F) D up to E_F, hartree per atom: below 0.</summary>
    public double BandEnergy
    {
        get
        {
            double sum = 0;
            int i = 0;
            for (; i + 1 < energies.Length && energies[i + 1] <= FermiLevel; i++)
            {
                sum += step / 2
                    * (densities[i] * (energies[i] - FermiLevel)
                        + densities[i + 1] * (energies[i + 1] - FermiLevel));
            }

            double rest = FermiLevel - energies[i];
            return sum - rest * rest / 2 * densities[i];
        }
    }

    /// <summary>
    /// The width of the stretch about E_F where the density lies below a threshold, hartree; 0
    /// where it does not at E_F. Broadening narrows gaps by some σ: an estimate to rank by.
    /// </summary>
    /// <param name="threshold">Electrons per hartree and atom.</param>
    public double GapEstimate(double threshold)
    {
        int middle = Index(FermiLevel);
        if (densities[middle] >= threshold)
        {
            return 0;
        }

        int low = middle, high = middle;
        while (low > 0 && densities[low - 1] < threshold)
        {
            low--;
        }

        while (high < densities.Length - 1 && densities[high + 1] < threshold)
        {
            high++;
        }

        return energies[high] - energies[low];
    }

    /// <summary>μ with ∫ D f = electrons; null where the axis ends too close to E_F.</summary>
    /// <param name="temperature">Kelvin.</param>
    public double? ChemicalPotential(double temperature)
    {
        double kT = Thermal(temperature);
        double low = Math.Max(energies[0], FermiLevel - 8 * kT);
        double high = Math.Min(energies[^1], FermiLevel + 8 * kT);
        double atLow = Occupied(low, kT) - Electrons;
        double atHigh = Occupied(high, kT) - Electrons;
        return atLow < 0 && atHigh > 0
            ? Roots.Brent(mu => Occupied(mu, kT) - Electrons, low, high)
            : null;
    }

    /// <summary>
    /// C/k_B = ∫ D δ x² − (∫ D δ x)²/∫ D δ, x = (E − μ)/kT, δ = f (1 − f): dU/dT at fixed
    /// electrons, per atom.
    /// </summary>
    public double? HeatCapacity(double temperature)
    {
        if (ChemicalPotential(temperature) is not double mu)
        {
            return null;
        }

        double kT = Thermal(temperature);
        var smearing = new FermiDirac(kT);
        double zeroth = 0, first = 0, second = 0;
        (int begin, int end) = Around(mu, kT);
        for (int i = begin; i < end; i++)
        {
            double x = (energies[i] - mu) / kT;
            double weight = densities[i] * smearing.Delta(x);
            zeroth += weight;
            first += weight * x;
            second += weight * x * x;
        }

        return step * (second - (zeroth == 0 ? 0 : first * first / zeroth));
    }

    /// <summary>S/k_B = −∫ D [f ln f + (1 − f) ln(1 − f)], per atom.</summary>
    public double? Entropy(double temperature)
    {
        if (ChemicalPotential(temperature) is not double mu)
        {
            return null;
        }

        double kT = Thermal(temperature);
        var smearing = new FermiDirac(kT);
        double sum = 0;
        (int begin, int end) = Around(mu, kT);
        for (int i = begin; i < end; i++)
        {
            sum += densities[i] * smearing.Entropy((energies[i] - mu) / kT);
        }

        return step * sum;
    }

    /// <summary>
    /// ∫ D(E) f(E) D(E + ω) (1 − f(E + ω)) dE for each ω = i · step: pairs of a filled and an empty
    /// state per hartree and atom, what light of energy ω finds when all matrix elements are equal.
    /// </summary>
    public double[] Excitations(EnergyAxis frequencies, double temperature)
    {
        double kT = Thermal(temperature);
        double mu = ChemicalPotential(temperature) ?? FermiLevel;
        var smearing = new FermiDirac(kT);
        double[] filled = new double[energies.Length];
        double[] empty = new double[energies.Length];
        for (int i = 0; i < energies.Length; i++)
        {
            double x = (energies[i] - mu) / kT;
            filled[i] = densities[i] * smearing.Occupation(x);
            empty[i] = densities[i] * smearing.Vacancy(x);
        }

        double[] pairs = new double[frequencies.Count];
        for (int w = 0; w < pairs.Length; w++)
        {
            int offset = (int)Math.Round(frequencies[w] / step);
            for (int i = 0; i < energies.Length - offset; i++)
            {
                pairs[w] += filled[i] * empty[i + offset] * step;
            }
        }

        return pairs;
    }

    /// <summary>
    /// ∫ D f of another density on the same axis, at this one's μ: the electrons of an atom.
    /// </summary>
    public double OccupiedOf(HermiteCurve local, double temperature)
    {
        double kT = Thermal(temperature);
        double mu = ChemicalPotential(temperature) ?? FermiLevel;
        var smearing = new FermiDirac(kT);
        double sum = 0;
        for (int i = 0; i < energies.Length - 1; i++)
        {
            sum += local.ValueAt(energies[i]) * smearing.Occupation((energies[i] - mu) / kT);
        }

        return sum * step;
    }

    private double Occupied(double mu, double kT)
    {
        (int begin, int end) = Around(mu, kT);
        var smearing = new FermiDirac(kT);
        double sum = 0;
        for (int i = begin; i < end; i++)
        {
            double weight = i == begin || i == end - 1 ? 0.5 : 1;
            sum += weight * densities[i] * smearing.Occupation((energies[i] - mu) / kT);
        }

        return counts[begin] + step * sum;
    }

    /// <summary>The points at which f is neither 1 nor 0.</summary>
    private (int Begin, int End) Around(double mu, double kT) => (
        Index(mu - 40 * kT),
        Math.Min(energies.Length, Index(mu + 40 * kT) + 1));

    private int Index(double energy) =>
        (int)Math.Clamp(Math.Round((energy - energies[0]) / step), 0, energies.Length - 1);

    private double At(double[] values, double energy)
    {
        double place = Math.Clamp((energy - energies[0]) / step, 0, energies.Length - 1.0);
        int below = Math.Min((int)place, energies.Length - 2);
        return values[below] + (place - below) * (values[below + 1] - values[below]);
    }

    private static double Thermal(double temperature)
    {
        if (!(temperature >= 1) || double.IsInfinity(temperature))
        {
            throw new ArgumentOutOfRangeException(
                nameof(temperature), temperature, "expected a temperature of at least 1 K");
        }

        return temperature * PhysicalConstants.BoltzmannInHartreePerKelvin;
    }
}
