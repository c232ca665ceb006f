using System.Text.Json;
using Similarity.Operators.KohnSham.Atoms;
using Similarity.Operators.KohnSham.Functionals;

namespace Similarity.Tests.Operators.KohnSham.Atoms;

/// <summary>Sums of atomic densities in crystals, as an independent program makes them.</summary>
public sealed class SuperposedDensityTest
{
    // Elk's plane waves end at 22/bohr and its spheres at l = 8: 2e-3 where two spheres touch, on
    // the bond of Si, and 1e-5 at most points.
    private const double Tolerance = 2.5e-3;
    private const double MedianTolerance = 3e-5;

    [Theory]
    [InlineData("Si", 5.431, 14, 14, 0.25)]
    [InlineData("NaCl", 5.640, 11, 17, 0.5)]
    public void DensitiesOfCrystalsAreMet(
        string name, double constant, int first, int second, double place)
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(RepositoryFile.Oracle("single-shot-bands/density.json")));
        double half = constant / PhysicalConstants.BohrInAngstrom / 2;
        var errors = new List<double>();
        foreach (JsonElement row in document.RootElement.GetProperty(name).EnumerateArray())
        {
            double[] numbers = [.. row.EnumerateArray().Select(number => number.GetDouble())];
            double sum = 0, nearest = double.PositiveInfinity;
            foreach ((int z, double fraction) in new[] { (first, 0.0), (second, place) })
            {
                double[] radii = [.. Distances(numbers, fraction, half)];
                double[] density = new double[radii.Length];
                SphericalAtom.Of(new(z), ExchangeCorrelation.Lda).Evaluate(
                    radii, density, new double[radii.Length], new double[radii.Length]);
                sum += density.Sum();
                nearest = Math.Min(nearest, radii.Min());
            }

            // At a nucleus the plot shows the next point of its radial mesh.
            if (nearest > 0.01)
            {
                Assert.Equal(sum, numbers[3], Tolerance * sum);
                errors.Add(Math.Abs(numbers[3] / sum - 1));
            }
        }

        Assert.True(errors.Count > 50, $"{errors.Count} points");
        Assert.InRange(errors.Order().ElementAt(errors.Count / 2), 0, MedianTolerance);
    }

    private static IEnumerable<double> Distances(double[] point, double fraction, double half) =>
        from i in Enumerable.Range(-5, 11)
        from j in Enumerable.Range(-5, 11)
        from k in Enumerable.Range(-5, 11)
        let x = half * (2 * fraction + j + k) - point[0]
        let y = half * (2 * fraction + i + k) - point[1]
        let z = half * (2 * fraction + i + j) - point[2]
        select Math.Sqrt(x * x + y * y + z * z);
}
