using Similarity.Numerics;

namespace Similarity.Operators.Integrals;

/// <summary>
/// The matrices D^l that express the solid harmonics of axes (u, v, n), whose third one points
/// along a given direction n, by those of the crystal's axes:
/// C_lm'(u·r, v·r, n·r) = Σ_m D^l_m'm C_lm(r). They are orthogonal. Reused for many directions.
/// </summary>
internal sealed class HarmonicRotation
{
    private static readonly double Sqrt3 = Math.Sqrt(3);

    // C_3m = ⅓ Σ_pq h C_2p C_1q with ∂_q C_3m = Σ_p h C_2p, by Euler's theorem.
    private static readonly Coupling[][] CubicCouplings = Couplings();
    private static readonly double CubicNorm = CubicCouplings[0].Sum(c => c.Factor * c.Factor);

    private readonly double[][] matrices = [[1], new double[9], new double[25], new double[49]];
    private readonly double[] cubicHalf = new double[7 * 15];

    /// <summary>One h of C_3m: with C_2p, p from 0, and C_1q, q from 0.</summary>
    private readonly record struct Coupling(int P, int Q, double Factor);

    /// <summary>D^l, row m' + l, column m + l.</summary>
    public ReadOnlySpan<double> Of(int l) => matrices[l];

    /// <param name="n">Of length 1.</param>
    /// <param name="highest">The highest l to prepare.</param>
    public void Set(Vector3D n, int highest)
    {
        if (highest == 0)
        {
            return;
        }

        // Axes without a branch that loses digits (Duff et al., "Building an orthonormal basis,
        // revisited", JCGT 6 (2017)).
        double sign = Math.CopySign(1, n.Z);
        double a = -1 / (sign + n.Z);
        double b = n.X * n.Y * a;
        var u = new Vector3D(1 + sign * n.X * n.X * a, sign * b, -sign * n.X);
        var v = new Vector3D(b, sign + n.Y * n.Y * a, -n.Y);
        Set(u, v, n, highest);
    }

    /// <summary>
    /// With the rows of an orthogonal matrix R, a reflection too: C_lm'(R r) = Σ_m D^l_m'm C_lm(r).
    /// </summary>
    /// <param name="highest">The highest l to prepare.</param>
    public void Set(Matrix3D rotation, int highest) =>
        Set(rotation.Row0, rotation.Row1, rotation.Row2, highest);

    private void Set(Vector3D u, Vector3D v, Vector3D n, int highest)
    {
        SetLinear(v, n, u);
        if (highest > 1)
        {
            SetQuadratic(u, v, n);
        }

        if (highest > 2)
        {
            SetCubic();
        }
    }

    private void SetLinear(Vector3D v, Vector3D n, Vector3D u)
    {
        double[] d = matrices[1];
        (d[0], d[1], d[2]) = (v.Y, v.Z, v.X);
        (d[3], d[4], d[5]) = (n.Y, n.Z, n.X);
        (d[6], d[7], d[8]) = (u.Y, u.Z, u.X);
    }

    private void SetQuadratic(Vector3D u, Vector3D v, Vector3D n)
    {
        double[] d = matrices[2];
        SetProduct(u, v, d.AsSpan(0, 5));
        SetProduct(v, n, d.AsSpan(5, 5));
        SetProduct(u, n, d.AsSpan(15, 5));
        double half = Sqrt3 / 2;
        d[10] = Sqrt3 * n.X * n.Y;
        d[11] = Sqrt3 * n.Y * n.Z;
        d[12] = 1.5 * n.Z * n.Z - 0.5;
        d[13] = Sqrt3 * n.X * n.Z;
        d[14] = half * (n.X * n.X - n.Y * n.Y);
        d[20] = u.X * u.Y - v.X * v.Y;
        d[21] = u.Y * u.Z - v.Y * v.Z;
        d[22] = half * (u.Z * u.Z - v.Z * v.Z);
        d[23] = u.X * u.Z - v.X * v.Z;
        d[24] = 0.5 * (u.X * u.X - u.Y * u.Y - v.X * v.X + v.Y * v.Y);
    }

    /// <summary>√3 (p·r)(q·r) by the C_2m, for perpendicular p and q.</summary>
    private static void SetProduct(Vector3D p, Vector3D q, Span<double> row)
    {
        row[0] = p.X * q.Y + p.Y * q.X;
        row[1] = p.Y * q.Z + p.Z * q.Y;
        row[2] = Sqrt3 * p.Z * q.Z;
        row[3] = p.X * q.Z + p.Z * q.X;
        row[4] = p.X * q.X - p.Y * q.Y;
    }

    /// <summary>D³ = h (D² ⊗ D¹) hᵀ / Σ h².</summary>
    private void SetCubic()
    {
        double[] linear = matrices[1], quadratic = matrices[2], cubic = matrices[3];
        Array.Clear(cubicHalf);
        for (int row = 0; row < 7; row++)
        {
            foreach (Coupling c in CubicCouplings[row])
            {
                for (int p = 0; p < 5; p++)
                {
                    double factor = c.Factor / CubicNorm * quadratic[c.P * 5 + p];
                    for (int q = 0; q < 3; q++)
                    {
                        cubicHalf[row * 15 + p * 3 + q] += factor * linear[c.Q * 3 + q];
                    }
                }
            }

            for (int column = 0; column < 7; column++)
            {
                double sum = 0;
                foreach (Coupling c in CubicCouplings[column])
                {
                    sum += c.Factor * cubicHalf[row * 15 + c.P * 3 + c.Q];
                }

                cubic[row * 7 + column] = sum;
            }
        }
    }

    private static Coupling[][] Couplings()
    {
        var couplings = new Coupling[7][];
        for (int m = -3; m <= 3; m++)
        {
            var own = new List<Coupling>();
            for (int q = 0; q < 3; q++)
            {
                double xy = 0, yz = 0, zz = 0, xz = 0, xx = 0, yy = 0;
                foreach (Monomial term in SolidHarmonics.Of(3, m))
                {
                    // Order of the linear harmonics: y, z, x.
                    (int power, int x, int y, int z) = q switch
                    {
                        0 => (term.Y, term.X, term.Y - 1, term.Z),
                        1 => (term.Z, term.X, term.Y, term.Z - 1),
                        _ => (term.X, term.X - 1, term.Y, term.Z),
                    };
                    double factor = term.Factor * power;
                    switch (x, y, z)
                    {
                        case (1, 1, 0): xy += factor; break;
                        case (0, 1, 1): yz += factor; break;
                        case (0, 0, 2): zz += factor; break;
                        case (1, 0, 1): xz += factor; break;
                        case (2, 0, 0): xx += factor; break;
                        case (0, 2, 0): yy += factor; break;
                    }
                }

                double[] quadratic =
                    [xy / Sqrt3, yz / Sqrt3, zz, xz / Sqrt3, (xx - yy) / Sqrt3];
                own.AddRange(
                    from p in Enumerable.Range(0, 5)
                    where quadratic[p] != 0
                    select new Coupling(p, q, quadratic[p]));
            }

            couplings[m + 3] = [.. own];
        }

        return couplings;
    }
}
