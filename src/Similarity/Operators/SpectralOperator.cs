using System.Globalization;
using Similarity.Crystals;

namespace Similarity.Operators;

/// <summary>
/// An operator H and a basis, both defined by a structure alone: H C = S C E at every k-point. The
/// family is closed; <see cref="Parse"/> knows all of it.
/// </summary>
public abstract record SpectralOperator
{
    /// <summary>
    /// Least threshold that rounding leaves any meaning; S has eigenvalues of order 1.
    /// </summary>
    public const double SmallestThreshold = 1e-10;

    /// <summary>"kinetic", "gfn0", "sap", "ks".</summary>
    public abstract string Name { get; }

    /// <summary>
    /// All that the matrices depend on beyond the structure, as <see cref="Parse"/> reads it.
    /// </summary>
    public abstract IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>
    /// Combinations of functions whose eigenvalue of S(k) does not exceed this are removed.
    /// </summary>
    public double OverlapThreshold
    {
        get;
        init => field = value is >= SmallestThreshold and < 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(OverlapThreshold),
                value,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"a threshold of overlap is in [{SmallestThreshold}, 1)"));
    } = 1e-2;

    /// <summary>S and H of a crystal; the matrices do not depend on the threads.</summary>
    /// <exception cref="UnsuitableCrystalException"/>
    public abstract OperatorMatrices MatricesOf(Crystal crystal, int threads);

    /// <param name="settings">
    /// Of <see cref="Parameters"/>, those to differ from the default; no others.
    /// </param>
    /// <exception cref="ArgumentException">An unknown name or value, which is named.</exception>
    public static SpectralOperator Parse(
        string name, IReadOnlyDictionary<string, string> settings) => name switch
        {
            "gfn0" => Gfn0Operator.Parse(settings),
            "kinetic" => KineticOperator.Parse(settings),
            "ks" => KohnShamOperator.Parse(settings),
            "sap" => SapOperator.Parse(settings),
            _ => throw new ArgumentException(
                $"no operator is called '{name}'; expected gfn0, kinetic, ks or sap"),
        };

    /// <summary>Reads <see cref="OverlapThreshold"/>.</summary>
    protected static double ParseThreshold(string value) =>
        double.TryParse(
            value, NumberStyles.Float, CultureInfo.InvariantCulture, out double threshold)
        && threshold is >= SmallestThreshold and < 1
            ? threshold
            : throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"threshold={value}: expected a number in [{SmallestThreshold}, 1)"));

    /// <summary>Refuses what no operator is defined for: no atoms, or half of one.</summary>
    protected static void RequireWholeAtoms(Crystal crystal)
    {
        if (crystal.Count == 0)
        {
            throw new UnsuitableCrystalException(crystal, "there are no atoms");
        }

        for (int site = 0; site < crystal.Count; site++)
        {
            double occupancy = crystal.Sites[site].Occupancy;
            if (occupancy != 1)
            {
                throw new UnsuitableCrystalException(crystal, site, string.Create(
                    CultureInfo.InvariantCulture,
                    $"occupancy {occupancy:0.####}; operators are those of ordered crystals"));
            }
        }
    }
}
