using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Comparison;
using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.DensityModels.AtomCentred.Training;
using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Operators.Grids;

namespace Similarity.Tests.DensityModels.AtomCentred;

/// <summary>
/// Products of densities against a grid, and what no comparison of molecules may depend on.
/// </summary>
public sealed class DensityComparisonTest
{
    private static readonly Lazy<DensitySet> Water = new(() => DensitySet.Read(
        new FileSource(RepositoryFile.Database("density/water-pbe.jsonl.gz"))));

    private static readonly RigidMotion Motion = RigidMotion.None.Then(
        new(0.7, -1.9, 0.4), new(1, 2, -1), new(2.5, -0.7, 3));

    public static TheoryData<DensityOperator> Operators =>
        [DensityOperator.Overlap, DensityOperator.Coulomb];

    /// <summary>ρ'(R r + t) = ρ(r).</summary>
    [Fact]
    public void AMovedDensityHasItsValuesWhereItWasMovedTo()
    {
        FittedDensity density = Of("dim_0000"), moved = Motion.Apply(density);
        Vector3D[] points = [new(0.3, 0.2, -0.5), new(1.5, -1, 0.8), new(-2, 0.1, 1.1)];
        double[] before = DensityGrid.At(density, points, 1);
        double[] after = DensityGrid.At(
            moved, Array.ConvertAll(points, point => Motion.Apply(point)), 1);
        for (int i = 0; i < points.Length; i++)
        {
            Assert.Equal(before[i], after[i], 1e-12);
        }

        // What is left of charge in the coefficients, 1e-9, moves with the origin.
        Assert.Equal(density.Dipole.Length, moved.Dipole.Length, 1e-7);
    }

    /// <summary>∫ρ_A ρ_B by quadrature over the atoms of both.</summary>
    [Fact]
    public void AnOverlapIsThatOfAGrid()
    {
        FittedDensity a = Of("mono_0001");
        FittedDensity b = RigidMotion.None.Then(new(0.4, 1, 0), default, new(1.3, 0.6, -0.9))
            .Apply(Of("mono_0007"));
        Crystal both = DensityOracle.Molecule(
            [.. Elements(a), .. Elements(b)],
            [.. a.Functions.Positions, .. b.Functions.Positions]);
        var grid = CrystalGrid.Of(both, GridSymmetry.None(both), GridQuality.Normal, 1);
        double[] ofA = DensityGrid.At(a, grid.Points, 1), ofB = DensityGrid.At(b, grid.Points, 1);
        double sum = 0;
        for (int i = 0; i < ofA.Length; i++)
        {
            sum += grid.Weights[i] * ofA[i] * ofB[i];
        }

        double exact = new DensityComparison(DensityOperator.Overlap, false).Product(a, b);
        Assert.Equal(exact, sum, 1e-4 * exact);
    }

    [Fact]
    public void TheCoulombProductOfADensityIsTwiceItsHartreeEnergy()
    {
        FittedDensity a = Of("mono_0003");
        double self = new DensityComparison(DensityOperator.Coulomb, false).Self(a);
        Assert.Equal(2 * a.HartreeEnergy(), self, 1e-9 * self);
    }

    /// <summary>A molecule turned, shifted and with its atoms in another order is the same.
    /// </summary>
    [Theory]
    [MemberData(nameof(Operators))]
    public void NeitherPoseNorOrderOfAtomsMatters(DensityOperator product)
    {
        var comparison = new DensityComparison(product, true);
        FittedDensity dimer = Of("dim_0000"), other = Motion.Apply(Permuted(dimer));
        DensitySimilarity similarity = comparison.Compare(dimer, other);
        Assert.Equal(1, similarity.Cosine, 1e-10);
        Assert.Equal(1, similarity.Tanimoto, 1e-10);
        Assert.Equal(0, similarity.Distance, 1e-4);
        Assert.Equal(similarity.SelfA, similarity.SelfB, 1e-9 * similarity.SelfA);
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void AlignmentIsSymmetricAndBetterThanNone(DensityOperator product)
    {
        FittedDensity a = Of("mono_0001"), b = Motion.Apply(Of("mono_0009"));
        var aligned = new DensityComparison(product, true);
        double forth = aligned.Compare(a, b).Product, back = aligned.Compare(b, a).Product;
        Assert.Equal(forth, back, 1e-6 * forth);
        Assert.True(forth > new DensityComparison(product, false).Compare(a, b).Product);
        Assert.InRange(aligned.Compare(a, b).Cosine, 0.9, 1);
    }

    /// <summary>The pose found is where no small turn or shift makes the product larger.</summary>
    [Fact]
    public void ThePoseFoundIsAMaximum()
    {
        var comparison = new DensityComparison(DensityOperator.Overlap, true);
        FittedDensity a = Of("mono_0002"), b = Motion.Apply(Of("dim_0000"));
        (RigidMotion motion, double best) = comparison.Align(a, b);
        Vector3D pivot = motion.Apply(b.Functions.Positions[0]);
        foreach (double step in new[] { 1e-3, -1e-3 })
        {
            for (int axis = 0; axis < 3; axis++)
            {
                var along = new Vector3D(
                    axis == 0 ? step : 0, axis == 1 ? step : 0, axis == 2 ? step : 0);
                foreach (RigidMotion near in new[]
                    { motion.Then(along, pivot, default), motion.Then(default, pivot, along) })
                {
                    Assert.InRange(comparison.Product(a, near.Apply(b)), 0, best * (1 + 1e-7));
                }
            }
        }
    }

    [Fact]
    public void DistancesObeyTheTriangle()
    {
        var comparison = new DensityComparison(DensityOperator.Overlap, true);
        FittedDensity a = Of("mono_0001"), b = Of("mono_0004"), c = Of("mono_0011");
        double ab = comparison.Compare(a, b).Distance, bc = comparison.Compare(b, c).Distance;
        double ac = comparison.Compare(a, c).Distance;
        Assert.InRange(ac, 1e-3, ab + bc + 1e-6);
    }

    [Fact]
    public void ACrystalIsNotCompared()
    {
        var crystal = new Crystal(
            new Lattice(Matrix3D.Diagonal(9, 9, 9)), [new(new Element(8), default)]);
        var functions = new DensityFunctions(crystal, DensityOracle.Basis);
        var density = new FittedDensity(functions, new double[functions.Count]);
        Assert.Throws<ArgumentException>(() =>
            new DensityComparison(DensityOperator.Coulomb, false).Self(density));
    }

    private static FittedDensity Of(string name) =>
        Water.Value.Samples.Single(sample => sample.Name == name).Density;

    private static IEnumerable<Element> Elements(FittedDensity density) =>
        density.Functions.Crystal.Sites.ToArray().Select(site => site.Element);

    /// <summary>The atoms in reverse order, with their coefficients.</summary>
    private static FittedDensity Permuted(FittedDensity density)
    {
        DensityFunctions functions = density.Functions;
        int[] order = [.. Enumerable.Range(0, functions.Crystal.Count).Reverse()];
        Element[] elements = [.. Elements(density)];
        Crystal reversed = DensityOracle.Molecule(
            [.. order.Select(atom => elements[atom])],
            [.. order.Select(atom => functions.Positions[atom])]);
        double[] c =
        [
            .. order.SelectMany(atom => density.Coefficients[
                functions.Offsets[atom]..functions.Offsets[atom + 1]].ToArray()),
        ];
        return new FittedDensity(new DensityFunctions(reversed, functions.Basis), c);
    }
}
