using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators;
using Similarity.Operators.Grids;
using Similarity.Spectra;

namespace Similarity.Tests.Operators.Grids;

public sealed class GridSymmetryTest
{
    /// <summary>
    /// Relative to the levels; mirror images of a point differ by rounding and by what the shares
    /// leave out.
    /// </summary>
    private const double Rounding = 1e-8;

    /// <summary>
    /// In hartree; 1e-4 is seen in diamond, 1e-5 and less where the frames are the same.
    /// </summary>
    private const double GridError = 2e-4;

    /// <summary>
    /// With the orders of the group, and of the part of it that the grid of each site shares.
    /// </summary>
    private static readonly Dictionary<string, (Crystal Crystal, int Order, int[] Shared)> Cases =
        new()
        {
            ["diamond"] = (SmallCrystals.Diamond(), 48, [3, 3]),
            ["rutile"] = (SmallCrystals.Rutile(), 16, [8, 8, 4, 4, 4, 4]),
            ["wurtzite"] = (Wurtzite(), 12, [3, 3, 3, 3]),

            // 6̅m2: the cube has a threefold axis and no mirror across it.
            ["hafnium"] = (Hafnium(), 24, [3, 3]),
            ["quartz"] = (Quartz(), 6, [2, 2, 2, 1, 1, 1, 1, 1, 1]),
            ["pairs of hydrogen"] = (Centred(), 2, [1, 1, 1, 1]),
        };

    public static TheoryData<string, string> Names
    {
        get
        {
            var names = new TheoryData<string, string>();
            foreach (string name in Cases.Keys)
            {
                names.Add(name, "sap");
                names.Add(name, "ks");
            }

            return names;
        }
    }

    [Fact]
    public void EveryOperationMapsTheCrystalOnItself()
    {
        foreach ((Crystal crystal, int order, _) in Cases.Values)
        {
            var symmetry = GridSymmetry.Of(crystal);
            Assert.Equal(order, symmetry.Operations.Length);
            Assert.Equal(
                crystal.Count,
                Enumerable.Range(0, crystal.Count).Sum(symmetry.MultiplicityOf));
            foreach (AtomMapping mapping in symmetry.Operations)
            {
                Vector3D Image(int site) => crystal.Lattice.ToCartesian(
                    crystal.Sites[mapping.Sites[site]].Position
                    + mapping.Cells[site].ToVector());
                for (int site = 1; site < crystal.Count; site++)
                {
                    Vector3D between = crystal.Lattice.ToCartesian(
                        crystal.Sites[site].Position - crystal.Sites[0].Position);
                    Vector3D turned = Image(site) - Image(0);
                    Assert.Equal(0, (mapping.Rotation * between - turned).Length, 1e-9);
                }
            }
        }
    }

    [Fact]
    public void GridsShareTheSymmetryOfTheirSites()
    {
        foreach ((Crystal crystal, _, int[] shared) in Cases.Values)
        {
            var symmetry = GridSymmetry.Of(crystal);
            int[] orders =
            [
                .. Enumerable.Range(0, crystal.Count).Select(site => SiteFrame
                    .Of(Matrix3D.Identity, symmetry.RotationsAbout(site)).Order),
            ];
            Assert.Equal(shared, orders);
        }
    }

    /// <summary>The twin has all images of the points left, and averages nothing.</summary>
    [Theory]
    [InlineData("diamond")]
    [InlineData("rutile")]
    [InlineData("wurtzite")]
    [InlineData("hafnium")]
    [InlineData("quartz")]
    [InlineData("pairs of hydrogen")]
    public void MatricesAreThoseOfAllImagesOfTheGrid(string name)
    {
        Crystal crystal = Cases[name].Crystal;
        var symmetry = GridSymmetry.Of(crystal);
        var problem = new KohnShamCase(crystal);
        var reduced = CrystalGrid.Of(crystal, symmetry, GridQuality.Normal, 2);
        (double[] overlap, double[] hamiltonian) = problem.Integrate(reduced, symmetry);
        (double[] expectedOverlap, double[] expected) = problem.Integrate(
            Images(crystal, symmetry, reduced), GridSymmetry.None(crystal));
        for (int i = 0; i < overlap.Length; i++)
        {
            Assert.Equal(expectedOverlap[i], overlap[i], Rounding);
            Assert.Equal(
                expected[i], hamiltonian[i], Rounding * problem.Scales[i]);
        }
    }

    /// <summary>
    /// Every atom's grid, turned as the lattice is: other points, so that both differ by what they
    /// are off.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void WhatSymmetryLeavesOutChangesNoBand(string name, string made)
    {
        Crystal crystal = Cases[name].Crystal;
        double[] reduced = Levels(crystal, made, true), all = Levels(crystal, made, false);
        Assert.Equal(all.Length, reduced.Length);
        for (int i = 0; i < all.Length; i++)
        {
            Assert.Equal(all[i], reduced[i], GridError);
        }
    }

    [Theory]
    [InlineData("rutile")]
    [InlineData("hafnium")]
    [InlineData("quartz")]
    public void MatricesDoNotDependOnTheThreads(string name)
    {
        Crystal crystal = Cases[name].Crystal;
        OperatorMatrices one = new KohnShamOperator().MatricesOf(crystal, 1);
        OperatorMatrices three = new KohnShamOperator().MatricesOf(crystal, 3);
        Assert.Equal(one.Hamiltonian, three.Hamiltonian);
        Assert.Equal(one.Overlap, three.Overlap);
    }

    /// <summary>Equal levels are equal to the digits of rounding, whatever the grid is.</summary>
    [Fact]
    public void LevelsThatSymmetryMakesEqualAreEqual()
    {
        ReadOnlySpan<double> levels = OperatorBands
            .Of(new KohnShamOperator(), SmallCrystals.Diamond(), new KPointGrid(1, 1, 1))
            .Bands.EnergiesAt(0, 0);

        // Γ25' is threefold.
        Assert.Equal(levels[1], levels[2], 1e-11);
        Assert.Equal(levels[1], levels[3], 1e-11);
        Assert.True(levels[4] - levels[3] > 0.1);
    }

    private static CrystalGrid Images(
        Crystal crystal, GridSymmetry symmetry, CrystalGrid reduced)
    {
        var points = new List<Vector3D>();
        var weights = new List<double>();
        Vector3D origin = crystal.Lattice.ToCartesian(crystal.Sites[0].Position);
        foreach (AtomMapping mapping in symmetry.Operations)
        {
            Vector3D image = crystal.Lattice.ToCartesian(
                crystal.Sites[mapping.Sites[0]].Position + mapping.Cells[0].ToVector());
            for (int p = 0; p < reduced.Points.Length; p++)
            {
                points.Add(mapping.Rotation * (reduced.Points[p] - origin) + image);
                weights.Add(reduced.Weights[p] / symmetry.Operations.Length);
            }
        }

        return new CrystalGrid([.. points], [.. weights]);
    }

    private static double[] Levels(Crystal crystal, string made, bool useSymmetry)
    {
        SuperpositionOperator spectral = made == "sap"
            ? new SapOperator { Grid = GridFineness.Fine, UseSymmetry = useSymmetry }
            : new KohnShamOperator { Grid = GridFineness.Fine, UseSymmetry = useSymmetry };
        BandStructure bands =
            OperatorBands.Of(spectral, crystal, new KPointGrid(2, 1, 2)).Bands;

        // Far above, functions are nearly dependent.
        int kept = (int)(bands.Electrons!.Value / 2) + 2;
        return
        [
            .. Enumerable.Range(0, bands.KPoints.Length)
                .SelectMany(k => bands.EnergiesAt(0, k)[..kept].ToArray()),
        ];
    }

    private static Lattice Hexagonal(double a, double c) => new(new(
        new(a, 0, 0), new(-a / 2, Math.Sqrt(0.75) * a, 0), new(0, 0, c)));

    private static Crystal Wurtzite() => new(
        Hexagonal(6.14, 9.84),
        [
            new(new(30), new(1 / 3.0, 2 / 3.0, 0)),
            new(new(30), new(2 / 3.0, 1 / 3.0, 0.5)),
            new(new(8), new(1 / 3.0, 2 / 3.0, 0.382)),
            new(new(8), new(2 / 3.0, 1 / 3.0, 0.882)),
        ]);

    // With f functions.
    private static Crystal Hafnium() => new(
        Hexagonal(6.04, 9.54),
        [
            new(new(72), new(1 / 3.0, 2 / 3.0, 0.25)),
            new(new(72), new(2 / 3.0, 1 / 3.0, 0.75)),
        ]);

    // P3₂21, screw axes.
    private static Crystal Quartz()
    {
        const double u = 0.47, x = 0.413, y = 0.267, z = 0.119, third = 1 / 3.0;
        return new Crystal(
            Hexagonal(9.29, 10.21),
            [
                new(new(14), new(u, 0, 2 * third)),
                new(new(14), new(0, u, third)),
                new(new(14), new(-u, -u, 0)),
                new(new(8), new(x, y, z)),
                new(new(8), new(-y, x - y, z + 2 * third)),
                new(new(8), new(y - x, -x, z + third)),
                new(new(8), new(y, x, -z)),
                new(new(8), new(x - y, -y, third - z)),
                new(new(8), new(-x, y - x, 2 * third - z)),
            ]);
    }

    // P1̅ and no more.
    private static Crystal Centred()
    {
        Vector3D first = new(0.1, 0.2, 0.13), second = new(0.28, 0.11, 0.41);
        return new Crystal(
            new Lattice(new(new(7, 0.3, 0.2), new(0.9, 8, -0.4), new(-0.7, 0.5, 7.5))),
            [
                new(new(1), first), new(new(1), second),
                new(new(1), -first), new(new(1), -second),
            ]);
    }
}
