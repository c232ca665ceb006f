using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Comparison;

/// <summary>
/// Climbs to the nearest maximum of a function of poses, by quasi-Newton steps (Broyden, Fletcher,
/// Goldfarb, Shanno) with gradients of central differences.
/// </summary>
internal static class PoseAscent
{
    private const int Coordinates = 6;

    /// <summary>The first step is so long, and none is longer than the second, in bohr.</summary>
    private const double FirstStep = 0.05, LongestStep = 0.5;

    /// <summary>An expected gain below this part of the value ends the climb.</summary>
    private const double LeastGain = 1e-12;

    public static Settings Coarse { get; } = new(40, 1e-4);

    public static Settings Fine { get; } = new(40, 1e-5);

    /// <param name="molecule">What moves: turns are about its centre, and count as the way of an
    /// atom at its mean distance.</param>
    public static (RigidMotion Motion, double Value) Climb(
        Func<RigidMotion, double> function,
        RigidMotion start,
        FittedDensity molecule,
        Settings settings)
    {
        Vector3D pivot = start.Apply(PoseCandidates.Centre(molecule));
        double radius = 1;
        foreach (Vector3D place in molecule.Functions.Positions)
        {
            radius += (start.Apply(place) - pivot).Length / molecule.Functions.Crystal.Count;
        }

        RigidMotion At(ReadOnlySpan<double> x) => start.Then(
            new Vector3D(x[0], x[1], x[2]) / radius, pivot, new(x[3], x[4], x[5]));

        double[] place0 = new double[Coordinates];
        double value = function(At(place0));
        double[] gradient = Gradient(place0);
        Matrix<double> inverse = Matrix<double>.Identity(Coordinates);
        double length = Math.Sqrt(FittedDensity.Dot(gradient, gradient));
        if (length == 0)
        {
            return (start, value);
        }

        Scale(inverse, FirstStep / length);
        for (int step = 0; step < settings.MostSteps; step++)
        {
            double[] way = [.. Enumerable.Range(0, Coordinates)
                .Select(i => FittedDensity.Dot(inverse.Row(i), gradient))];
            double gain = FittedDensity.Dot(way, gradient);
            double size = Math.Sqrt(FittedDensity.Dot(way, way));
            double share = Math.Min(1, LongestStep / size);
            double[] next = place0;
            double reached = value;
            for (int halving = 0; halving < 12; halving++, share /= 3)
            {
                double[] tried = [.. place0.Select((x, i) => x + share * way[i])];
                reached = function(At(tried));
                if (reached > value)
                {
                    next = tried;
                    break;
                }
            }

            if (ReferenceEquals(next, place0))
            {
                break;
            }

            double[] before = gradient;
            gradient = Gradient(next);
            Update(
                inverse,
                [.. next.Select((x, i) => x - place0[i])],
                [.. before.Select((g, i) => g - gradient[i])],
                step == 0);
            (place0, value) = (next, reached);
            if (gain < LeastGain * Math.Abs(value))
            {
                break;
            }
        }

        return (At(place0), value);

        double[] Gradient(double[] x)
        {
            double[] slopes = new double[Coordinates];
            for (int i = 0; i < Coordinates; i++)
            {
                double[] up = [.. x], down = [.. x];
                up[i] += settings.Difference;
                down[i] -= settings.Difference;
                slopes[i] = (function(At(up)) - function(At(down))) / (2 * settings.Difference);
            }

            return slopes;
        }
    }

    /// <summary>
    /// H ← (1 − s yᵀ/(y·s)) H (1 − y sᵀ/(y·s)) + s sᵀ/(y·s), if the curvature is that of a hill.
    /// </summary>
    private static void Update(Matrix<double> inverse, double[] s, double[] y, bool isFirst)
    {
        double curvature = FittedDensity.Dot(s, y), square = FittedDensity.Dot(y, y);
        if (!(curvature > 1e-12 * Math.Sqrt(square * FittedDensity.Dot(s, s))))
        {
            return;
        }

        if (isFirst)
        {
            Scale(inverse, curvature / square / inverse[0, 0]);
        }

        double[] hy = [.. Enumerable.Range(0, Coordinates)
            .Select(i => FittedDensity.Dot(inverse.Row(i), y))];
        double factor = (1 + FittedDensity.Dot(y, hy) / curvature) / curvature;
        for (int i = 0; i < Coordinates; i++)
        {
            for (int j = 0; j < Coordinates; j++)
            {
                inverse[i, j] += factor * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / curvature;
            }
        }
    }

    private static void Scale(Matrix<double> matrix, double factor)
    {
        foreach (ref double value in matrix.Values)
        {
            value *= factor;
        }
    }

    /// <param name="Difference">In bohr, for gradients.</param>
    public sealed record Settings(int MostSteps, double Difference);
}
