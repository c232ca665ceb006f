using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Fitting;

namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>
/// The mean coefficients of the s shells of each element over structures: the density that a model
/// corrects. Those of other shells have mean 0 by symmetry.
/// </summary>
public sealed class AtomicAverages
{
    private readonly Dictionary<Element, double[]> means;

    public AtomicAverages(IEnumerable<KeyValuePair<Element, double[]>> means)
    {
        this.means = new(means);
    }

    public IEnumerable<KeyValuePair<Element, double[]>> Means => means.OrderBy(pair => pair.Key);

    public static AtomicAverages Of(IEnumerable<FittedDensity> densities)
    {
        var sums = new Dictionary<Element, (double[] Sum, int Count)>();
        foreach (FittedDensity density in densities)
        {
            DensityFunctions functions = density.Functions;
            for (int atom = 0; atom < functions.Crystal.Count; atom++)
            {
                Element element = functions.Crystal.Sites[atom].Element;
                int count = functions.Basis.Count(element, 0), first = functions.First(atom, 0);
                (double[] sum, int atoms) = sums.TryGetValue(element, out var known)
                    ? known
                    : (new double[count], 0);
                for (int n = 0; n < count; n++)
                {
                    sum[n] += density.Coefficients[first + n];
                }

                sums[element] = (sum, atoms + 1);
            }
        }

        return new AtomicAverages(sums.Select(pair => KeyValuePair.Create(
            pair.Key, Array.ConvertAll(pair.Value.Sum, x => x / pair.Value.Count))));
    }

    /// <summary>The averages as coefficients of a structure; 0 where an element is new.</summary>
    public double[] Coefficients(DensityFunctions functions)
    {
        double[] coefficients = new double[functions.Count];
        for (int atom = 0; atom < functions.Crystal.Count; atom++)
        {
            if (means.TryGetValue(functions.Crystal.Sites[atom].Element, out double[]? mean))
            {
                mean.CopyTo(coefficients, functions.First(atom, 0));
            }
        }

        return coefficients;
    }
}
