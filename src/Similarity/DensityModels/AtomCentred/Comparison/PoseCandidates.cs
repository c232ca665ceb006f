using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.Numerics;

namespace Similarity.DensityModels.AtomCentred.Comparison;

/// <summary>
/// Poses of one molecule on another that are worth a closer look: an atom on an atom with the
/// neighbours of both in a plane, and centres on each other in any orientation, climbed from with
/// spherical atoms that are blurred less and less.
/// </summary>
internal static class PoseCandidates
{
    /// <summary>Atoms of B that are put on all of A, heaviest first; and neighbours of an atom
    /// that its frames are made of.</summary>
    private const int MostAtoms = 12, Neighbours = 3;

    private const int Orientations = 60, Climbed = 12;

    private static readonly double[] Blurs = [0.5, 0.2, 0.08, 0.03, 0];

    /// <summary>The best of all that were looked at, each at a hill of its own.</summary>
    public static IReadOnlyList<RigidMotion> Of(
        FittedDensity a, FittedDensity b, DensityOperator product, int count)
    {
        SphericalAtoms[] levels =
            [.. Blurs.Select(blur => new SphericalAtoms(a, b, product, blur))];
        RigidMotion[] starts =
        [
            .. Best([.. Frames(a, b), .. Turned(a, b)], levels[0].Product, Climbed),
            .. Best([.. Frames(a, b)], levels[^1].Product, count),
        ];
        var climbed = new List<RigidMotion>(starts);
        foreach (RigidMotion start in starts)
        {
            RigidMotion pose = start;
            foreach (SphericalAtoms level in levels)
            {
                pose = PoseAscent.Climb(level.Product, pose, b, PoseAscent.Coarse).Motion;
            }

            climbed.Add(pose);
        }

        return Best(climbed, levels[^1].Product, count);
    }

    /// <summary>Those of the largest product, of equal products the first.</summary>
    private static RigidMotion[] Best(
        IReadOnlyCollection<RigidMotion> poses, Func<RigidMotion, double> product, int count)
    {
        var best = new List<(RigidMotion Pose, double Product)>();
        foreach ((RigidMotion pose, double value) in poses
            .Select(pose => (pose, product(pose)))
            .OrderByDescending(rated => rated.Item2))
        {
            if (best.Count == count)
            {
                break;
            }

            if (best.Count == 0 || value < best[^1].Product * (1 - 1e-9))
            {
                best.Add((pose, value));
            }
        }

        return [.. best.Select(rated => rated.Pose)];
    }

    private static IEnumerable<RigidMotion> Frames(FittedDensity a, FittedDensity b)
    {
        Vector3D[] onto = a.Functions.Positions.ToArray(), from = b.Functions.Positions.ToArray();
        int[] heaviest =
        [
            .. Enumerable.Range(0, from.Length)
                .OrderByDescending(j => b.Functions.Crystal.Sites[j].Element.AtomicNumber)
                .Take(MostAtoms),
        ];
        Matrix3D[][] framesOnto =
            [.. Enumerable.Range(0, onto.Length).Select(i => FramesOf(onto, i, Neighbours))];
        foreach (int j in heaviest)
        {
            Matrix3D own = FramesOf(from, j, 2)[0];
            for (int i = 0; i < onto.Length; i++)
            {
                foreach (Matrix3D frame in framesOnto[i])
                {
                    // Frames are rows: R takes each axis of the one to that of the other.
                    Matrix3D rotation = frame.Transpose * own;
                    yield return new(rotation, onto[i] - rotation * from[j]);
                }
            }
        }
    }

    private static IEnumerable<RigidMotion> Turned(FittedDensity a, FittedDensity b)
    {
        Vector3D onto = Centre(a), from = Centre(b);
        var random = new RandomStream(1);
        for (int k = 0; k < Orientations; k++)
        {
            // A quaternion of four normal numbers has no preferred direction.
            double w = random.Normal();
            var v = new Vector3D(random.Normal(), random.Normal(), random.Normal());
            Vector3D turn = 2 * Math.Atan2(v.Length, w) / v.Length * v;
            yield return new RigidMotion(Matrix3D.Identity, onto - from)
                .Then(turn, onto, default);
        }
    }

    /// <summary>The centre of nuclear charge.</summary>
    public static Vector3D Centre(FittedDensity density)
    {
        Vector3D sum = default;
        for (int i = 0; i < density.Functions.Crystal.Count; i++)
        {
            sum += density.Functions.Crystal.Sites[i].Element.AtomicNumber
                * density.Functions.Positions[i];
        }

        return sum / density.Functions.NuclearCharge;
    }

    /// <summary>
    /// Axes at an atom: to a neighbour, across the plane of this and another, and the third. Where
    /// there are no two neighbours, or on one line, some axis across.
    /// </summary>
    private static Matrix3D[] FramesOf(Vector3D[] places, int atom, int neighbours)
    {
        Vector3D[] near =
        [
            .. Enumerable.Range(0, places.Length)
                .Where(other => other != atom)
                .OrderBy(other => (places[other] - places[atom]).LengthSquared)
                .Take(neighbours)
                .Select(other => places[other] - places[atom]),
        ];
        if (near.Length == 0)
        {
            return [Matrix3D.Identity];
        }

        return near.Length == 1
            ? [Frame(near[0], default)]
            :
            [
                .. from first in Enumerable.Range(0, near.Length)
                   from second in Enumerable.Range(0, near.Length)
                   where first != second
                   select Frame(near[first], near[second]),
            ];
    }

    private static Matrix3D Frame(Vector3D first, Vector3D second)
    {
        Vector3D x = first / first.Length, z = Vector3D.Cross(x, second);
        if (z.Length < 1e-3)
        {
            Vector3D across = Math.Abs(x.X) < 0.7 ? new(1, 0, 0) : new(0, 1, 0);
            z = Vector3D.Cross(x, across);
        }

        z = z / z.Length;
        return new(x, Vector3D.Cross(z, x), z);
    }
}
