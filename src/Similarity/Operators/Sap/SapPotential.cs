using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators.Atoms;

namespace Similarity.Operators.Sap;

/// <summary>
/// A tabulated atomic potential V(r) = −[Z + Σ_p c_p erf(√α_p r)]/r with Σ_p c_p = −Z (Lehtola,
/// doi:10.1021/acs.jctc.8b01089; Lehtola, Visscher and Engel, doi:10.1063/5.0004046), H to Rn.
/// </summary>
public sealed class SapPotential : AtomicPotential
{
    private const string Resource = "sap_potentials.json";

    private static readonly Lazy<Dictionary<SapTable, Dictionary<int, SapPotential>>> Tables =
        new(Read);

    private SapPotential(
        Element element, ImmutableArray<double> exponents, ImmutableArray<double> coefficients)
        : base(element)
    {
        Exponents = exponents;
        Coefficients = coefficients;
    }

    /// <summary>α in 1/bohr², ascending.</summary>
    public ImmutableArray<double> Exponents { get; }

    /// <summary>c, in units of e.</summary>
    public ImmutableArray<double> Coefficients { get; }

    /// <summary>Null beyond Rn.</summary>
    public static SapPotential? Of(Element element, SapTable table) =>
        Tables.Value[table].GetValueOrDefault(element.AtomicNumber);

    public override double EffectiveCharge(double r)
    {
        // As Σ c = −Z, the sum of tails loses no digits where the atom is neutral.
        double charge = 0;
        for (int p = 0; p < Exponents.Length; p++)
        {
            charge -= Coefficients[p] * SpecialFunctions.Erfc(Math.Sqrt(Exponents[p]) * r);
        }

        return charge;
    }

    /// <summary>
    /// Z_eff of the potential in which no exponent is smaller than one given; it has no long tail.
    /// </summary>
    public double ShortRangedCharge(double r, double smallestExponent)
    {
        double charge = 0;
        for (int p = 0; p < Exponents.Length; p++)
        {
            double exponent = Math.Max(Exponents[p], smallestExponent);
            charge -= Coefficients[p] * SpecialFunctions.Erfc(Math.Sqrt(exponent) * r);
        }

        return charge;
    }

    private static Dictionary<SapTable, Dictionary<int, SapPotential>> Read()
    {
        using Stream stream =
            typeof(SapPotential).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly");
        using var document = JsonDocument.Parse(stream);
        JsonElement potentials = document.RootElement.GetProperty("potentials");
        return new()
        {
            [SapTable.LocalExchange] = Read(potentials.GetProperty("helfem_large.2")),
            [SapTable.DiracFock] = Read(potentials.GetProperty("grasp_large.1")),
        };
    }

    private static Dictionary<int, SapPotential> Read(JsonElement elements) =>
        elements.EnumerateObject().ToDictionary(
            pair => int.Parse(pair.Name, CultureInfo.InvariantCulture),
            pair => new SapPotential(
                new Element(int.Parse(pair.Name, CultureInfo.InvariantCulture)),
                Numbers(pair.Value, "alpha"),
                Numbers(pair.Value, "c")));

    private static ImmutableArray<double> Numbers(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
