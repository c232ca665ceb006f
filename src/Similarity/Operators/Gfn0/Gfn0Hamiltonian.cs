using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Operators.Integrals;

namespace Similarity.Operators.Gfn0;

/// <summary>
/// S and H of all pairs of a crystal: H = ½(hᵢ + hⱼ) K Π(r) S for functions of different atoms or
/// images, H = h and S = 1 for an atom with itself.
/// </summary>
/// <remarks>
/// Contractions have norms within 2e-10 of 1 and orthogonal shells; the method takes both as exact.
/// </remarks>
internal static class Gfn0Hamiltonian
{
    /// <summary>The distance, over R_A + R_B, at which the saturated variant holds Π.</summary>
    public const double SaturationRatio = 1.5;

    public static GaussianBasis Basis(Crystal crystal, ImmutableArray<Gfn0Element> elements) =>
        new(crystal, [.. elements.Select(
            element => element.Shells.Select(shell => shell.Function).ToArray())]);

    /// <summary>
    /// Turns the overlaps of an atom with itself into exact unity, and returns H of all pairs.
    /// </summary>
    public static double[] Of(
        LatticePairs pairs, Gfn0Atoms atoms, double[] overlap, double largestRatio)
    {
        double[] hamiltonian = new double[pairs.ValueCount];
        var table = new PairFactorTable(atoms.Elements);
        foreach (LatticePair pair in pairs.Pairs)
        {
            (_, int rows) = pairs.Basis.FunctionsOf(pair.First);
            (_, int columns) = pairs.Basis.FunctionsOf(pair.Second);
            Span<double> s = overlap.AsSpan(pair.Offset, rows * columns);
            Span<double> h = hamiltonian.AsSpan(pair.Offset, rows * columns);
            if (pair.First == pair.Second && pair.Cell == default)
            {
                FillOnSite(atoms, pair.First, s, h);
            }
            else
            {
                ReadOnlySpan<double> factors = table.At(
                    pair.First, pair.Second, pair.Displacement.Length, largestRatio);
                FillPair(atoms, pair, factors, s, h);
            }
        }

        return hamiltonian;
    }

    private static void FillOnSite(
        Gfn0Atoms atoms, int site, Span<double> overlap, Span<double> hamiltonian)
    {
        overlap.Clear();
        int functions = (int)Math.Sqrt(overlap.Length);
        int function = 0;
        for (int shell = 0; shell < atoms.Levels[site].Length; shell++)
        {
            for (int m = 0; m < atoms.Elements[site].Shells[shell].Function.Functions; m++)
            {
                int diagonal = function * (functions + 1);
                overlap[diagonal] = 1;
                hamiltonian[diagonal] = atoms.Levels[site][shell];
                function++;
            }
        }
    }

    private static void FillPair(
        Gfn0Atoms atoms,
        LatticePair pair,
        ReadOnlySpan<double> factors,
        ReadOnlySpan<double> overlap,
        Span<double> hamiltonian)
    {
        ImmutableArray<Gfn0Shell> first = atoms.Elements[pair.First].Shells;
        ImmutableArray<Gfn0Shell> second = atoms.Elements[pair.Second].Shells;
        int value = 0;
        for (int a = 0; a < first.Length; a++)
        {
            for (int row = 0; row < first[a].Function.Functions; row++)
            {
                for (int b = 0; b < second.Length; b++)
                {
                    double level =
                        (atoms.Levels[pair.First][a] + atoms.Levels[pair.Second][b]) / 2;
                    double factor = level * factors[a * second.Length + b];
                    for (int column = 0; column < second[b].Function.Functions; column++)
                    {
                        hamiltonian[value] = factor * overlap[value];
                        value++;
                    }
                }
            }
        }
    }

    /// <summary>The factors of every two elements of the crystal, made when first met.</summary>
    private sealed class PairFactorTable(ImmutableArray<Gfn0Element> elements)
    {
        private readonly Dictionary<(Element, Element), ShellPairFactors> known = [];
        private readonly double[] products = new double[elements.Max(e => e.Shells.Length
            * elements.Max(other => other.Shells.Length))];

        public ReadOnlySpan<double> At(
            int first, int second, double distance, double largestRatio)
        {
            (Element, Element) key = (elements[first].Element, elements[second].Element);
            if (!known.TryGetValue(key, out ShellPairFactors? factors))
            {
                factors = new ShellPairFactors(elements[first], elements[second]);
                known.Add(key, factors);
            }

            factors.At(distance, largestRatio, products);
            return products;
        }
    }
}
