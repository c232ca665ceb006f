using System.Collections.Immutable;
using Similarity.Learning.BayesianNetworks;
using Similarity.Numerics;

namespace Similarity.DensityModels.GridPoint;

/// <summary>A whole predicted density against its reference, with what follows from both.</summary>
/// <param name="Errors">After the constraint of charge.</param>
/// <param name="Constraint">What the constraint did.</param>
/// <param name="Coverage">Shares of points within 1, 2 and 3 calibrated deviations.</param>
/// <param name="RawCoverage">The same without calibration.</param>
/// <param name="Epistemic">Root of the mean epistemic variance, electrons per bohr³.</param>
/// <param name="HartreeErrorPerAtom">Hartree.</param>
public sealed record DensityScore(
    string Name,
    int Atoms,
    DensityErrors Errors,
    ChargeConstraint Constraint,
    ImmutableArray<double> Coverage,
    ImmutableArray<double> RawCoverage,
    double Epistemic,
    double Aleatoric,
    double HartreeErrorPerAtom)
{
    /// <param name="prediction">What was predicted at the points of the reference; its density is
    /// constrained in place.</param>
    public static DensityScore Of(
        GridDensityModel model, ReferenceDensity reference, DensityPlanes prediction)
    {
        UniformGrid grid = reference.Grid;
        double[] density = prediction.Density;
        double[] ratios = new double[density.Length];
        for (int i = 0; i < ratios.Length; i++)
        {
            ratios[i] = Math.Abs(density[i] - reference.Values[i])
                / Math.Sqrt(prediction.Aleatoric[i] + prediction.Epistemic[i]);
        }

        var constraint = ChargeConstraint.Of(
            density, grid.PointVolume, model.ElectronsOf(reference.Crystal));
        constraint.Apply(density);
        double energy = HartreeEnergy.Of(grid, density);
        double expected = HartreeEnergy.Of(grid, reference.Values);
        return new DensityScore(
            reference.Name,
            reference.Crystal.Count,
            DensityErrors.Of([(density, reference.Values.ToArray())]),
            constraint,
            model.Calibration.Coverage(ratios),
            DeviationCalibration.None.Coverage(ratios),
            Math.Sqrt(prediction.Epistemic.Average()),
            Math.Sqrt(prediction.Aleatoric.Average()),
            (energy - expected) / reference.Crystal.Count);
    }

    /// <summary>All planes of a reference's grid.</summary>
    public static DensityPlanes Predict(
        GridDensityModel model,
        ReferenceDensity reference,
        INetworkDraws draws,
        int threads,
        CancellationToken cancellation = default)
    {
        UniformGrid grid = reference.Grid;
        var slabs = new DensitySlabs(model, reference.Crystal, grid, draws, threads);
        var whole = new DensityPlanes(
            0,
            grid.Count0,
            new double[grid.Count],
            new double[grid.Count],
            new double[grid.Count]);
        for (int slab = 0; slab < slabs.Count; slab++)
        {
            DensityPlanes part = slabs.Predict(slab, cancellation);
            int start = (int)(part.First * grid.PlanePoints);
            part.Density.CopyTo(whole.Density, start);
            part.Aleatoric.CopyTo(whole.Aleatoric, start);
            part.Epistemic.CopyTo(whole.Epistemic, start);
        }

        return whole;
    }

    /// <summary>
    /// The root of the mean epistemic variance of points within a distance of a place, and of those
    /// at least as far as another from it, in the nearest image.
    /// </summary>
    public static (double Near, double Far) EpistemicAround(
        ReferenceDensity reference,
        DensityPlanes prediction,
        Vector3D place,
        double near,
        double far)
    {
        double inside = 0, outside = 0;
        int insideCount = 0, outsideCount = 0, point = 0;
        UniformGrid grid = reference.Grid;
        Vector3D centre = grid.Lattice.ToFractional(place);
        for (int i = 0; i < grid.Count0; i++)
        {
            for (int j = 0; j < grid.Count1; j++)
            {
                for (int k = 0; k < grid.Count2; k++, point++)
                {
                    Vector3D f = grid.Lattice.ToFractional(grid.Point(i, j, k)) - centre;
                    double r = grid.Lattice.ToCartesian(new Vector3D(
                        f.X - Math.Round(f.X),
                        f.Y - Math.Round(f.Y),
                        f.Z - Math.Round(f.Z))).Length;
                    if (r <= near)
                    {
                        inside += prediction.Epistemic[point];
                        insideCount++;
                    }
                    else if (r >= far)
                    {
                        outside += prediction.Epistemic[point];
                        outsideCount++;
                    }
                }
            }
        }

        return (
            Math.Sqrt(inside / Math.Max(1, insideCount)),
            Math.Sqrt(outside / Math.Max(1, outsideCount)));
    }
}
