using System.Runtime.InteropServices;
using Similarity.Crystals;
using Similarity.DensityModels.GridPoint;
using Similarity.Explorer.Hosting;
using Similarity.Formats;
using Similarity.Learning.BayesianNetworks;
using Similarity.Numerics;

namespace Similarity.Explorer.Api;

/// <summary>
/// The valence density of a crystal by a network on grid points, with the draws that the command
/// line takes, so that both say the same.
/// </summary>
internal static class GridPointDensity
{
    private const int Draws = 30;
    private const ulong Seed = 1;

    /// <summary>Some seconds of computing.</summary>
    private const int MostPoints = 500_000;

    /// <exception cref="RequestException">The crystal or its grid is not one to ask about.
    /// </exception>
    public static VolumetricData Of(
        GridDensityModel model,
        Crystal crystal,
        double step,
        int threads,
        CancellationToken cancellation)
    {
        if (crystal.Periodicity != Periodicity.Full)
        {
            throw RequestException.NoResult(
                "the model knows crystals that repeat along three vectors");
        }

        Vector3D lengths = crystal.Lattice.Lengths;
        if (lengths.X * lengths.Y * lengths.Z > MostPoints * Math.Pow(step, 3))
        {
            throw RequestException.Invalid(
                $"spacing_A: the grid would have more than {MostPoints} points; `similarity "
                + "griddensity predict` makes cube files of any size");
        }

        try
        {
            var grid = UniformGrid.OfSpacing(crystal.Lattice, step);
            double[] values = Predict(model, crystal, grid, threads, cancellation);
            return new VolumetricData(
                crystal,
                default,
                grid.Steps,
                grid.Count0,
                grid.Count1,
                grid.Count2,
                ImmutableCollectionsMarshal.AsImmutableArray(values));
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException)
        {
            throw RequestException.NoResult(e.Message);
        }
    }

    private static double[] Predict(
        GridDensityModel model,
        Crystal crystal,
        UniformGrid grid,
        int threads,
        CancellationToken cancellation)
    {
        var slabs = new DensitySlabs(
            model, crystal, grid, NetworkDraws.Of(model.Network, Draws, Seed), threads);
        double[] values = new double[grid.Count];
        for (int slab = 0; slab < slabs.Count; slab++)
        {
            DensityPlanes planes = slabs.Predict(slab, cancellation);
            planes.Density.CopyTo(values, planes.First * grid.PlanePoints);
        }

        ChargeConstraint.Of(values, grid.PointVolume, model.ElectronsOf(crystal)).Apply(values);
        return values;
    }
}
