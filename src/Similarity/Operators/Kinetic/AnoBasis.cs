using System.Globalization;
using System.Text.Json;
using Similarity.Crystals;

namespace Similarity.Operators;

/// <summary>
/// The outer shells of ANO-RCC, H to Rn (Widmark, Malmqvist and Roos, Theor. Chim. Acta 77 (1990)
/// 291; Roos et al., J. Phys. Chem. A 109 (2005) 6575), without their diffuse primitives: these
/// reach many cells far and make the functions of a crystal nearly dependent.
/// </summary>
internal static class AnoBasis
{
    /// <summary>Primitives with a smaller exponent, in bohr⁻², are left out.</summary>
    private const double SmallestExponent = 0.1;

    private const string Resource = "ano_ml_os.json";

    private static readonly Lazy<Dictionary<int, GaussianShell[]>> Elements = new(Read);

    /// <summary>The normalised shells of an element; null beyond Rn.</summary>
    public static IReadOnlyList<GaussianShell>? ShellsOf(Element element) =>
        Elements.Value.GetValueOrDefault(element.AtomicNumber);

    private static Dictionary<int, GaussianShell[]> Read()
    {
        using Stream stream =
            typeof(AnoBasis).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("elements").EnumerateObject().ToDictionary(
            element => int.Parse(element.Name, CultureInfo.InvariantCulture),
            element => element.Value.GetProperty("shells").EnumerateArray()
                .Select(Shell)
                .ToArray());
    }

    private static GaussianShell Shell(JsonElement shell)
    {
        (double Exponent, double Coefficient)[] kept = Numbers(shell, "exponents")
            .Zip(Numbers(shell, "coefficients"))
            .Where(primitive => primitive.First >= SmallestExponent && primitive.Second != 0)
            .ToArray();
        return GaussianShell.OfNormalizedPrimitives(
            shell.GetProperty("l").GetInt32(),
            Array.ConvertAll(kept, primitive => primitive.Exponent),
            Array.ConvertAll(kept, primitive => primitive.Coefficient)).Normalized();
    }

    private static IEnumerable<double> Numbers(JsonElement shell, string name) =>
        shell.GetProperty(name).EnumerateArray().Select(number => number.GetDouble());
}
