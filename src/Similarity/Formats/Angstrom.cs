using Similarity.Numerics;

namespace Similarity.Formats;

/// <summary>
/// Lengths at the border of the program: ångströms in files, bohr inside. A length that goes out
/// and comes in again is rounded twice and may differ in the last bit.
/// </summary>
internal static class Angstrom
{
    public static double ToBohr(double angstrom) => angstrom / PhysicalConstants.BohrInAngstrom;

    public static Vector3D ToBohr(Vector3D angstrom) => angstrom / PhysicalConstants.BohrInAngstrom;

    public static Matrix3D ToBohr(Matrix3D angstrom) =>
        new(ToBohr(angstrom.Row0), ToBohr(angstrom.Row1), ToBohr(angstrom.Row2));

    public static double FromBohr(double bohr) => bohr * PhysicalConstants.BohrInAngstrom;

    public static Vector3D FromBohr(Vector3D bohr) => bohr * PhysicalConstants.BohrInAngstrom;

    public static Matrix3D FromBohr(Matrix3D bohr) => PhysicalConstants.BohrInAngstrom * bohr;
}
