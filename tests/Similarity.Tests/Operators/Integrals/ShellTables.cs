using System.Globalization;
using System.Text.Json;
using Similarity.Operators;

namespace Similarity.Tests.Operators.Integrals;

/// <summary>
/// Shells of real elements, straight from the parameter files: tight and diffuse, s to f, long
/// contractions and short ones.
/// </summary>
internal static class ShellTables
{
    private const double LeastExponent = 0.1;

    private static readonly JsonElement Ano = Read("ano_ml_os.json").GetProperty("elements");
    private static readonly JsonElement Gfn0 = Read("gfn0_parameters.json");

    /// <summary>The outer shells of ANO-RCC without diffuse primitives, normalised.</summary>
    public static GaussianShell[] Kinetic(int z) =>
    [..
        from shell in Shells(Ano, z)
        let exponents = shell.GetProperty("exponents").Deserialize<double[]>()!
        let coefficients = shell.GetProperty("coefficients").Deserialize<double[]>()!
        let kept = Enumerable.Range(0, exponents.Length)
            .Where(i => exponents[i] >= LeastExponent)
            .ToArray()
        select GaussianShell.OfNormalizedPrimitives(
            shell.GetProperty("l").GetInt32(),
            [.. kept.Select(i => exponents[i])],
            [.. kept.Select(i => coefficients[i])]).Normalized()];

    /// <summary>Stewart's expansions of Slater functions, as in GFN0.</summary>
    public static GaussianShell[] Slater(int z) =>
    [..
        from shell in Shells(Gfn0.GetProperty("elements"), z)
        let l = shell.GetProperty("l").GetInt32()
        let zeta = shell.GetProperty("zeta").GetDouble()
        let primitives = shell.GetProperty("nprim").GetInt32()
        let expansion = Gfn0.GetProperty("sto_ng")
            .GetProperty(primitives.ToString(CultureInfo.InvariantCulture))
            .GetProperty(string.Create(
                CultureInfo.InvariantCulture, $"{shell.GetProperty("n").GetInt32()}{"spdf"[l]}"))
        select GaussianShell.OfNormalizedPrimitives(
            l,
            [..
                from alpha in expansion.GetProperty("alpha").Deserialize<double[]>()!
                select alpha * zeta * zeta],
            expansion.GetProperty("coeff").Deserialize<double[]>()!)];

    private static JsonElement.ArrayEnumerator Shells(JsonElement elements, int z) => elements
        .GetProperty(z.ToString(CultureInfo.InvariantCulture))
        .GetProperty("shells")
        .EnumerateArray();

    private static JsonElement Read(string name) => JsonDocument.Parse(
        File.ReadAllBytes(RepositoryFile.Database("operators/" + name))).RootElement;
}
