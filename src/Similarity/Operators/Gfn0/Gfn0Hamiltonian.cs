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
                FillOnSite(atoms.Elements[pair.First], atoms.Levels[pair.First], s, h);
            }
            else
            {
                ReadOnlySpan<double> factors = table.At(
                    pair.First, pair.Second, pair.Displacement.Length, largestRatio);
                FillPair(
                    (atoms.Elements[pair.First], atoms.Levels[pair.First]),
                    (atoms.Elements[pair.Second], atoms.Levels[pair.Second]),
                    factors,
                    s,
                    h);
            }
        }

        return hamiltonian;
    }

    /// <summary>S = 1 and H = h, the block of an atom with itself.</summary>
    public static void FillOnSite(
        Gfn0Element element,
        ImmutableArray<double> levels,
        Span<double> overlap,
        Span<double> hamiltonian)
    {
        overlap.Clear();
        hamiltonian.Clear();
        int functions = (int)Math.Sqrt(overlap.Length);
        int function = 0;
        for (int shell = 0; shell < levels.Length; shell++)
        {
            for (int m = 0; m < element.Shells[shell].Function.Functions; m++)
            {
                int diagonal = function * (functions + 1);
                overlap[diagonal] = 1;
                hamiltonian[diagonal] = levels[shell];
                function++;
            }
        }
    }

    /// <summary>H = ½(hᵢ + hⱼ) K Π S, the block of two atoms.</summary>
    /// <param name="factors">K Π(r) of every pair of shells, row after row.</param>
    public static void FillPair(
        (Gfn0Element Element, ImmutableArray<double> Levels) first,
        (Gfn0Element Element, ImmutableArray<double> Levels) second,
        ReadOnlySpan<double> factors,
        ReadOnlySpan<double> overlap,
        Span<double> hamiltonian)
    {
        int value = 0;
        for (int a = 0; a < first.Levels.Length; a++)
        {
            for (int row = 0; row < first.Element.Shells[a].Function.Functions; row++)
            {
                for (int b = 0; b < second.Levels.Length; b++)
                {
                    double level = (first.Levels[a] + second.Levels[b]) / 2;
                    double factor = level * factors[a * second.Levels.Length + b];
                    int columns = second.Element.Shells[b].Function.Functions;
                    for (int column = 0; column < columns; column++)
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
