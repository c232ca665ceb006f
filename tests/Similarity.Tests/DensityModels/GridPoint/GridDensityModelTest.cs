using Similarity.Crystals;
using Similarity.DensityModels.GridPoint;
using Similarity.Formats;
using Similarity.Learning.BayesianNetworks;
using Similarity.Numerics;

namespace Similarity.Tests.DensityModels.GridPoint;

public sealed class GridDensityModelTest
{
    private static readonly ReferenceDensity[] Structures =
    [
        .. new[] { "al4_T300_e0_0", "al4_T300_e0_1", "al4_T600_e0_0" }.Select(name =>
            ReferenceDensity.Read(RepositoryFile.Database($"densities/aluminium/{name}.npz"))),
    ];

    private static readonly GridDensityModel Model = Train();

    [Fact]
    public void AFileHoldsAllOfAModel()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Model.ToBytes());
            GridDensityModel read = GridDensityModel.Read(path);
            Assert.Equal(Model.Descriptor, read.Descriptor);
            Assert.Equal(Model.Card, read.Card);
            Assert.Equal(Model.ToBytes(), read.ToBytes());
            File.WriteAllBytes(path, NetworkFile.ToBytes(Model.Network, "{\"Species\":[\"Al\"]}"));
            Assert.Throws<InvalidFileException>(() => GridDensityModel.Read(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>
    /// Three small cells teach little, but more than the mean density (about 25 %).
    /// </summary>
    [Fact]
    public void AnUnseenStructureIsPredictedBetterThanItsMean()
    {
        var unseen = ReferenceDensity.Read(
            RepositoryFile.Database("densities/aluminium/al4_T300_e0_3.npz"));
        double[] density = Predict(unseen.Crystal, unseen.Grid, threads: 2).Density;
        ChargeConstraint.Of(density, unseen.Grid.PointVolume, 12).Apply(density);
        var errors = DensityErrors.Of([(density, unseen.Values.ToArray())]);
        Assert.InRange(errors.L1Percent, 0, 8);
    }

    [Fact]
    public void SlabsDoNotDependOnThreadsOrOnWhichWereAskedBefore()
    {
        Crystal crystal = Structures[0].Crystal;
        var grid = new UniformGrid(crystal.Lattice, 9, 10, 11);
        DensityPlanes whole = Predict(crystal, grid, 1), threaded = Predict(crystal, grid, 3);
        Assert.Equal(whole.Density, threaded.Density);
        Assert.Equal(whole.Epistemic, threaded.Epistemic);
        Assert.All(whole.Aleatoric, variance => Assert.True(variance > 0));
        var slabs = new DensitySlabs(
            Model, crystal, grid, NetworkDraws.Of(Model.Network, 4, 1), 1);
        DensityPlanes last = slabs.Predict(slabs.Count - 1);
        Assert.Equal(9, last.First + last.Count);
        Assert.Equal(whole.Density[(int)(last.First * grid.PlanePoints)..], last.Density);
    }

    /// <summary>The density of a cell is that of its supercell: the method has no size.</summary>
    [Fact]
    public void ASupercellHasTheDensityOfItsCell()
    {
        Crystal cell = Structures[0].Crystal;
        Matrix3D a = cell.Lattice.Vectors;
        var twice = new Crystal(
            new Lattice(new Matrix3D(2 * a.Row0, a.Row1, a.Row2)),
            cell.Sites.ToArray().SelectMany(site => new[]
            {
                site with { Position = new(site.Position.X / 2, site.Position.Y, site.Position.Z) },
                site with
                {
                    Position = new((site.Position.X + 1) / 2, site.Position.Y, site.Position.Z),
                },
            }));
        double[] one = Predict(cell, new UniformGrid(cell.Lattice, 8, 8, 8), 1).Density;
        double[] two = Predict(twice, new UniformGrid(twice.Lattice, 16, 8, 8), 1).Density;
        Assert.All(one.Index(), value => Assert.Equal(value.Item, two[value.Index], 1e-10));
        Assert.Equal(24, Model.ElectronsOf(twice));
    }

    private static DensityPlanes Predict(Crystal crystal, UniformGrid grid, int threads)
    {
        var slabs = new DensitySlabs(
            Model, crystal, grid, NetworkDraws.Of(Model.Network, 4, 1), threads);
        DensityPlanes[] parts = [.. Enumerable.Range(0, slabs.Count).Select(i => slabs.Predict(i))];
        return new DensityPlanes(
            0,
            grid.Count0,
            [.. parts.SelectMany(part => part.Density)],
            [.. parts.SelectMany(part => part.Aleatoric)],
            [.. parts.SelectMany(part => part.Epistemic)]);
    }

    private static GridDensityModel Train()
    {
        var settings = new DescriptorSettings
        {
            Species = [new Element(13)],
            Distances = 12,
            Directions = 4,
        };
        var points = TrainingPoints.Draw(
            Structures, settings, new StratifiedDraw(), 1000, 1, threads: 1);
        var options = new NetworkOptions { Width = 24, Blocks = 1, Epochs = 20, BatchRows = 128 };
        return new GridDensityModel
        {
            Network = new NetworkTrainer(options).Train(
                points.Rows, points.Columns, points.Densities, 1, threads: 1),
            Descriptor = settings,
            Electrons = [3],
            Card = new GridDensityCard { Source = "Ω", Points = 3000 },
        };
    }
}
