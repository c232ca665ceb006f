using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Equivariants;
using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Comparison;

/// <summary>r ↦ R r + t, lengths in bohr.</summary>
public readonly record struct RigidMotion(Matrix3D Rotation, Vector3D Shift)
{
    public static RigidMotion None { get; } = new(Matrix3D.Identity, default);

    public Vector3D Apply(Vector3D r) => Rotation * r + Shift;

    /// <summary>This motion, then a turn about a point, then a shift.</summary>
    /// <param name="turn">The axis, as long as the angle.</param>
    public RigidMotion Then(Vector3D turn, Vector3D pivot, Vector3D shift)
    {
        Matrix3D rotation = RotationOf(turn);
        return new(
            rotation * Rotation, rotation * (Shift - pivot) + pivot + shift);
    }

    /// <summary>
    /// A molecule and its density moved: coefficients of each shell turn by D^l(R).
    /// </summary>
    public FittedDensity Apply(FittedDensity density)
    {
        DensityFunctions from = density.Functions;
        Crystal crystal = from.Crystal;
        var sites = new Site[crystal.Count];
        for (int i = 0; i < sites.Length; i++)
        {
            sites[i] = crystal.Sites[i] with
            {
                Position = crystal.Lattice.ToFractional(Apply(from.Positions[i])),
            };
        }

        var functions = new DensityFunctions(
            new Crystal(crystal.Lattice, sites, crystal.Periodicity) { Name = crystal.Name },
            from.Basis);
        Matrix<double>[] wigner = RealWigner.Of(Rotation, from.Basis.HighestAngularMomentum);
        double[] turned = new double[functions.Count];
        for (int atom = 0; atom < sites.Length; atom++)
        {
            int first = from.Offsets[atom];
            foreach (AuxiliaryShell shell in from.Shells(atom))
            {
                ReadOnlySpan<double> c =
                    density.Coefficients.Slice(first, shell.Functions);
                for (int m = 0; m < shell.Functions; m++)
                {
                    turned[first + m] =
                        FittedDensity.Dot(wigner[shell.AngularMomentum].Row(m), c);
                }

                first += shell.Functions;
            }
        }

        return new FittedDensity(functions, turned);
    }

    /// <summary>Rodrigues' formula.</summary>
    private static Matrix3D RotationOf(Vector3D turn)
    {
        double angle = turn.Length;
        if (angle == 0)
        {
            return Matrix3D.Identity;
        }

        Vector3D u = turn / angle;
        double c = Math.Cos(angle), s = Math.Sin(angle), d = 1 - c;
        return new(
            new(c + d * u.X * u.X, d * u.X * u.Y - s * u.Z, d * u.X * u.Z + s * u.Y),
            new(d * u.Y * u.X + s * u.Z, c + d * u.Y * u.Y, d * u.Y * u.Z - s * u.X),
            new(d * u.Z * u.X - s * u.Y, d * u.Z * u.Y + s * u.X, c + d * u.Z * u.Z));
    }
}
