using System.Globalization;
using Similarity.DensityModels.AtomCentred.Training;
using Similarity.Learning.Validation;
using Similarity.Numerics;

namespace Similarity.Benchmarks.Densities;

/// <summary>
/// Whole molecules left out: the 33 molecules in five parts, each predicted by a model of the
/// other four; per molecule its errors, those of mean atoms, and what the committee expected.
/// </summary>
internal static class OrganicsStudy
{
    private const int Parts = 5, TestedPerMolecule = 3;
    private const double Debye = PhysicalConstants.ElectronBohrInDebye;

    /// <param name="ofGroups">Whether the committee is of halves of the molecules.</param>
    /// <param name="geometries">Of each molecule that is learned from.</param>
    public static void Run(
        DensitySet set, bool ofGroups, int geometries, Action<string> write)
    {
        string[] molecules = [.. set.Samples.Select(sample => sample.Group).Distinct()];
        new RandomStream(5).Shuffle<string>(molecules);
        write("| molecule | base % | expected % | L1 % | L1 of atoms % | dipole D | of atoms D |");
        var errors = new List<double>();
        var expected = new List<double>();
        for (int part = 0; part < Parts; part++)
        {
            string[] held = [.. molecules.Where((_, index) => index % Parts == part)];
            DensitySample[] learned = [..
                set.Samples.Where(sample => !held.Contains(sample.Group))
                    .GroupBy(sample => sample.Group)
                    .SelectMany(group => group.Take(geometries))];
            var options = new DensityTrainerOptions
            {
                Environments = 50,
                Columns = 400,
                Committee = 4,
                CommitteeOfGroups = ofGroups,
                Regularisations = [1e-5],
                Solver = new() { Tolerance = 1e-4, MostIterations = 300 },
            };
            DensityModel model = new DensityTrainer(
                options, 2, line => Console.Error.WriteLine(line)).Train(set, learned).Model;
            foreach (string molecule in held)
            {
                DensitySample[] tests = [.. set.Samples
                    .Where(sample => sample.Group == molecule).Take(TestedPerMolecule)];
                DensityErrors[] own =
                    [.. tests.Select(sample => DensityErrors.Of(model, sample, true, 2))];
                DensityErrors[] atoms =
                    [.. tests.Select(sample => DensityErrors.OfAverages(model, sample, true, 2))];
                double percent = SampleError.Sum(own.Select(each => each.Error)).BasePercent;
                double guess = own.Average(each => each.UncertaintyPercent)!.Value;
                errors.Add(percent);
                expected.Add(guess);
                write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {molecule} | {percent:0.0} | {guess:0.0} "
                    + $"| {own.Average(each => each.AbsolutePercent):0.00} "
                    + $"| {atoms.Average(each => each.AbsolutePercent):0.00} "
                    + $"| {Debye * own.Average(each => each.DipoleError):0.000} "
                    + $"| {Debye * atoms.Average(each => each.DipoleError):0.000} |"));
            }
        }

        write(string.Create(
            CultureInfo.InvariantCulture,
            $"rank correlation of error and expectation over {errors.Count} molecules: "
            + $"{Correlation.Spearman([.. errors], [.. expected]):0.00}"));
    }
}
