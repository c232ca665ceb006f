using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Fingerprints;
using Similarity.Learning.Validation;
using Similarity.Numerics;
using Similarity.Tests.Operators;

namespace Similarity.Tests.Fingerprints.Combined;

public class CombinedMethodTest
{
    private static readonly string[] Names = ["gfn0", "kinetic"];

    private static readonly Crystal[] Crystals =
    [
        SmallCrystals.Rutile(),
        SmallCrystals.Diamond(),
        new(
            new Lattice(5.3 * Matrix3D.Identity),
            [new(new(11), default), new(new(17), new(0.5, 0.5, 0.5))]),
    ];

    /// <summary>Each block is the fingerprint of its operator over its scale, exactly.</summary>
    [Fact]
    public void BlocksAreFingerprintsOverTheirScales()
    {
        double[] scales = [0.3, 7];
        FingerprintRecipe recipe = Recipe("0.3,7");
        Assert.False(recipe.NeedsScales);
        foreach (Crystal crystal in Crystals)
        {
            Fingerprint made = recipe.Of(crystal, 1);
            double[] expected =
            [
                .. recipe.Blocks.Zip(scales).SelectMany(block => block.First.Of(crystal, 1)
                    .Values.ToArray().Select(value => value / block.Second)),
            ];
            Assert.Equal(expected, made.Values.ToArray());
            Assert.Equal(
                recipe.Blocks[0].Of(crystal, 1).Values.ToArray(),
                Plain("spectral-vbm-cbm-wide", "gfn0").Of(crystal, 1).Values.ToArray());
            Assert.Equal(recipe.Length, made.Values.Length);
            Assert.Equal(
                ["vbm gfn0", "cbm gfn0", "zero kinetic"],
                made.Segments.Select(segment => segment.Name));
            Assert.Equal("gfn0+kinetic", made.Source.Operator);
        }
    }

    [Fact]
    public void SquaresOfDistancesAddUp()
    {
        FingerprintRecipe recipe = Recipe("0.3,7");
        double whole = Distance(recipe);
        double first = Distance(recipe.Blocks[0]) / 0.3, second = Distance(recipe.Blocks[1]) / 7;
        Assert.True(first > 0 && second > 0);
        Assert.Equal(first * first + second * second, whole * whole, 1e-12 * whole * whole);

        static double Distance(FingerprintRecipe recipe) => EuclideanMetric.Compare(
            recipe.Of(Crystals[0], 1).Values, recipe.Of(Crystals[1], 1).Values);
    }

    [Fact]
    public void SettingsAreOfAllBlocksOrOfOne()
    {
        var recipe = FingerprintRecipe.Parse("combined", new Dictionary<string, string>
        {
            ["operators"] = "gfn0,ks",
            ["scales"] = "1,1",
            ["kdensity"] = "0.5",
            ["ks.functional"] = "pbe",
            ["gfn0.sigma"] = "0.4",
        });
        Assert.Equal("0.5", recipe.Blocks[0].Parameters["kdensity"]);
        Assert.Equal("0.5", recipe.Blocks[1].Parameters["kdensity"]);
        Assert.Equal("pbe", recipe.Blocks[1].Parameters["functional"]);
        Assert.Equal("0.4", recipe.Blocks[0].Parameters["sigma"]);
        Assert.Equal("0.05", recipe.Blocks[1].Parameters["sigma"]);
        Assert.Equal("pbe", recipe.Parameters["ks.functional"]);
    }

    [Fact]
    public void WithoutScalesThereIsNoFingerprint()
    {
        FingerprintRecipe recipe = Recipe(null);
        Assert.True(recipe.NeedsScales);
        Assert.Throws<InvalidOperationException>(() => recipe.Of(Crystals[0], 1));
        Assert.NotEqual(recipe.GridId, recipe.WithScales([1, 2]).GridId);
        Assert.Equal(Recipe("1,2").Parameters, recipe.WithScales([1, 2]).Parameters);
    }

    /// <summary>
    /// In units of their scales, blocks have a median distance of 1; in other units of energy and
    /// density they have other scales and the same numbers.
    /// </summary>
    [Fact]
    public void ScalesMakeBlocksAlikeInAnyUnit()
    {
        double[][][] materials = Materials(20, 5);
        ImmutableArray<double> scales = BlockScales.Learn(materials);
        double[][][] inOtherUnits =
        [
            .. materials.Select(blocks => (double[][])
                [[.. blocks[0].Select(x => 27.2 * x)], [.. blocks[1].Select(x => 1e-3 * x)]]),
        ];
        ImmutableArray<double> others = BlockScales.Learn(inOtherUnits);
        for (int block = 0; block < 2; block++)
        {
            List<double> distances = [];
            for (int i = 0; i < materials.Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    distances.Add(EuclideanMetric.Compare(
                        Scaled(materials[i][block], scales[block]),
                        Scaled(materials[j][block], scales[block])));
                }

                Assert.Equal(
                    Scaled(materials[i][block], scales[block]),
                    Scaled(inOtherUnits[i][block], others[block]),
                    (x, y) => Math.Abs(x - y) < 1e-13 * Math.Max(1, Math.Abs(x)));
            }

            Assert.Equal(1, Quantiles.Median([.. distances]), 1e-12);
        }
    }

    [Fact]
    public void WhatDoesNotVaryHasNoScale()
    {
        double[][][] materials = Materials(4, 6);
        Assert.Throws<ArgumentException>(() => BlockScales.Learn(materials[..1]));
        foreach (double[][] blocks in materials)
        {
            blocks[1] = [1, 2, 3];
        }

        Assert.Contains(
            "block 2",
            Assert.Throws<ArgumentException>(() => BlockScales.Learn(materials)).Message);
    }

    /// <summary>All of a small collection; of a large one some of everywhere.</summary>
    [Fact]
    public void ADrawIsFair()
    {
        Assert.Equal(
            Enumerable.Range(0, 300), BlockScales.Draw(Enumerable.Range(0, 300)).AsEnumerable());
        ImmutableArray<int> drawn = BlockScales.Draw(Enumerable.Range(0, 10_000));
        Assert.Equal(BlockScales.MostMaterials, drawn.Distinct().Count());
        Assert.Equal(
            drawn.AsEnumerable(), BlockScales.Draw(Enumerable.Range(0, 10_000)).AsEnumerable());

        // 167 have a standard deviation of 2,887/√300.
        Assert.InRange(drawn.Average(), 4999.5 - 5 * 167, 4999.5 + 5 * 167);
    }

    private static double[][][] Materials(int count, ulong seed)
    {
        var random = new RandomStream(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => (double[][])
            [
                [.. Enumerable.Range(0, 7).Select(_ => random.Normal())],
                [.. Enumerable.Range(0, 3).Select(_ => 40 * random.Normal())],
            ]),
        ];
    }

    private static double[] Scaled(double[] values, double scale) =>
        [.. values.Select(value => value / scale)];

    private static FingerprintRecipe Recipe(string? scales)
    {
        var settings = new Dictionary<string, string> { ["operators"] = string.Join(',', Names) };
        if (scales is not null)
        {
            settings["scales"] = scales;
        }

        return FingerprintRecipe.Parse("combined", settings);
    }

    private static FingerprintRecipe Plain(string kind, string name) =>
        FingerprintRecipe.Parse(kind, new Dictionary<string, string> { ["operator"] = name });
}
