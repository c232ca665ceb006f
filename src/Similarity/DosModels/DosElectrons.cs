using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>
/// How many of the electrons of samples belong to an atom of each element, as calculations with
/// the same pseudopotentials or the same operator have it: N = Σ_Z n_Z e_Z of every sample.
/// </summary>
public static class DosElectrons
{
    /// <summary>
    /// Weight of equal shares, relative to the samples: it decides what they leave open, as of
    /// Mg and O where all are MgO, and changes nothing else.
    /// </summary>
    private const double EqualShare = 1e-9;

    private const double Tolerance = 1e-4;

    /// <exception cref="ArgumentException">
    /// The electrons of a sample are no sum over its atoms.
    /// </exception>
    public static ImmutableSortedDictionary<Element, double> Of(IReadOnlyList<DosSample> samples)
    {
        ImmutableArray<Element> elements = ElementsOf(samples);
        double mean = samples.Sum(sample => sample.Electrons) / samples.Sum(sample => sample.Atoms);
        int n = elements.Length;
        var normal = new Matrix<double>(n, n);
        var right = new Matrix<double>(n, 1);
        double[][] counts = [.. samples.Select(sample => CountsOf(sample, elements))];
        for (int s = 0; s < counts.Length; s++)
        {
            for (int i = 0; i < n; i++)
            {
                right[i, 0] += counts[s][i] * (samples[s].Electrons - mean * samples[s].Atoms);
                for (int j = 0; j < n; j++)
                {
                    normal[i, j] += counts[s][i] * counts[s][j];
                }
            }
        }

        double largest = Enumerable.Range(0, n).Max(i => normal[i, i]);
        for (int i = 0; i < n; i++)
        {
            normal[i, i] += EqualShare * largest;
        }

        Matrix<double> found = Cholesky<double>.Factor(normal).Solve(right);
        double[] electrons = [.. Enumerable.Range(0, n).Select(i => mean + found[i, 0])];
        for (int s = 0; s < counts.Length; s++)
        {
            double sum = counts[s].Zip(electrons, (count, each) => count * each).Sum();
            if (Math.Abs(sum - samples[s].Electrons) > Tolerance * samples[s].Electrons)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"{samples[s].Id}: {samples[s].Electrons} electrons, where atoms as in the ")
                    + FormattableString.Invariant($"other samples have {sum:0.###}"));
            }
        }

        // Whole numbers where they are meant: what the solution is off shows in later digits.
        return elements.Zip(electrons, (element, each) =>
                KeyValuePair.Create(element, Math.Abs(each - Math.Round(each)) < Tolerance
                    ? Math.Round(each)
                    : each))
            .ToImmutableSortedDictionary();
    }

    public static ImmutableArray<Element> ElementsOf(IReadOnlyList<DosSample> samples) =>
    [
        .. samples.SelectMany(sample => sample.Crystal.Sites.ToArray())
            .Select(site => site.Element).Distinct().Order(),
    ];

    private static double[] CountsOf(DosSample sample, ImmutableArray<Element> elements)
    {
        double[] counts = new double[elements.Length];
        foreach (Site site in sample.Crystal.Sites)
        {
            counts[elements.IndexOf(site.Element)]++;
        }

        return counts;
    }
}
