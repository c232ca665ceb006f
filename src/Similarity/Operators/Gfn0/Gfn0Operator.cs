using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Operators.Gfn0;
using Similarity.Operators.Integrals;

namespace Similarity.Operators;

/// <summary>
/// The one-electron Hamiltonian of GFN0-xTB (Pracht, Caldeweyher, Ehlert, Grimme,
/// doi:10.26434/chemrxiv.8326202), without self-consistency: levels shifted by coordination and
/// charge, coupled in proportion to the overlap. Sums over all images, where xtb takes the nearest.
/// </summary>
/// <remarks>
/// Fitted to molecules; <see cref="Variant"/> says what crystals have in its place. There diffuse
/// shells are nearly dependent, and what <see cref="SpectralOperator.OverlapThreshold"/> leaves of
/// them may have energies that mean nothing: most of all with K, Rb, Cs, Ba. Energies are in the
/// method's hartree, 27.21138505 eV.
/// </remarks>
public sealed record Gfn0Operator : SpectralOperator
{
    public override string Name => "gfn0";

    public Gfn0Variant Variant { get; init; }

    /// <summary>Q in units of e; only a molecule can be charged.</summary>
    public double Charge
    {
        get;
        init => field = double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Charge), value, "a charge is finite");
    }

    public override IReadOnlyDictionary<string, string> Parameters =>
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["charge"] = Charge.ToString("R", CultureInfo.InvariantCulture),
            ["threshold"] = OverlapThreshold.ToString("R", CultureInfo.InvariantCulture),
            ["variant"] = NameOf(Variant),
        };

    public override OperatorMatrices MatricesOf(Crystal crystal, int threads)
    {
        RequireWholeAtoms(crystal);
        bool isMolecule = crystal.Periodicity == Periodicity.None;
        if (Charge != 0 && !isMolecule)
        {
            throw new UnsuitableCrystalException(
                crystal, "a charge was asked for, which only a molecule can have");
        }

        ImmutableArray<Gfn0Element> elements = Gfn0Atoms.ElementsOf(crystal);
        double electrons = elements.Sum(element => element.ValenceElectrons) - Charge;
        if (!(electrons > 0))
        {
            throw new UnsuitableCrystalException(crystal, string.Create(
                CultureInfo.InvariantCulture,
                $"a charge of {Charge} leaves it no valence electrons"));
        }

        long start = Stopwatch.GetTimestamp();

        // First of all, as it refuses atoms on top of each other.
        var pairs = LatticePairs.Build(Gfn0Hamiltonian.Basis(crystal, elements), threads: threads);
        double[] overlap = PairIntegrals.Overlap(pairs, threads);
        double integralSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        var atoms = Gfn0Atoms.Of(crystal, elements, Charge, threads);
        double chargeSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double[] hamiltonian =
            Gfn0Hamiltonian.Of(pairs, atoms, overlap, LargestRatio(Variant, isMolecule));
        return new OperatorMatrices(pairs, overlap, hamiltonian)
        {
            Electrons = electrons,
            LowestLevel = atoms.Levels.Min(levels => levels.Min()),
            Charges = atoms.Charges,
            CoordinationNumbers = atoms.CoordinationNumbers,
            IntegralSeconds = integralSeconds,
            ChargeSeconds = chargeSeconds,
            Warnings = isMolecule || crystal.Periodicity == Periodicity.Full
                ? []
                :
                [
                    "charges are those of the slab or wire in vacuum, its images at 60 or 120 bohr"
                    + " and their dipoles removed; they were not tested against another program",
                ],
        };
    }

    /// <summary>The r/(R_A + R_B) at which the distance factor Π is held.</summary>
    internal static double LargestRatio(Gfn0Variant variant, bool isMolecule) => variant switch
    {
        Gfn0Variant.Automatic => isMolecule ? double.PositiveInfinity : 1,
        Gfn0Variant.Published => double.PositiveInfinity,
        Gfn0Variant.Saturated => 1.5,
        Gfn0Variant.BondSaturated => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(variant), variant, "no such variant"),
    };

    internal static Gfn0Operator Parse(IReadOnlyDictionary<string, string> settings)
    {
        var parsed = new Gfn0Operator();
        foreach ((string name, string value) in settings)
        {
            parsed = name switch
            {
                "charge" => parsed with { Charge = ParseCharge(value) },
                "threshold" => parsed with { OverlapThreshold = ParseThreshold(value) },
                "variant" => parsed with { Variant = ParseVariant(value) },
                _ => throw new ArgumentException(
                    $"GFN0 has no setting '{name}'; expected charge, threshold or variant"),
            };
        }

        return parsed;
    }

    private static double ParseCharge(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double charge)
        && double.IsFinite(charge)
            ? charge
            : throw new ArgumentException($"charge={value}: expected a number");

    private static Gfn0Variant ParseVariant(string value)
    {
        Gfn0Variant[] known = Enum.GetValues<Gfn0Variant>();
        int index = Array.FindIndex(known, variant => NameOf(variant) == value);
        return index >= 0
            ? known[index]
            : throw new ArgumentException(
                $"variant={value}: expected {string.Join(" or ", known.Select(NameOf))}");
    }

    private static string NameOf(Gfn0Variant variant) => variant switch
    {
        Gfn0Variant.Automatic => "auto",
        Gfn0Variant.Published => "published",
        Gfn0Variant.Saturated => "saturated",
        Gfn0Variant.BondSaturated => "bond-saturated",
        _ => throw new ArgumentOutOfRangeException(nameof(variant), variant, "no such variant"),
    };
}
