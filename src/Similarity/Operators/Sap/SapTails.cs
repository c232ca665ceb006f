using System.Numerics;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Operators.Sap;

/// <summary>
/// The smooth part of <see cref="SapField"/> as a Fourier series Σ V_hkl e^(2πi(hx + ky + lz)). At
/// many points the sum over l is a product of matrices, and leaves sums over h and k.
/// </summary>
internal sealed class SapTails
{
    /// <summary>e^(−G²/4α₀)/G² is 2e-9 here, in 1/bohr.</summary>
    private const double Cutoff = 2.7;

    private readonly Lattice lattice;
    private readonly int reachH;
    private readonly int reachK;
    private readonly int reachL;

    // Half of all h: the other half is complex conjugate. Row (h, k), column l: real then
    // imaginary parts in the columns.
    private readonly Matrix<double> coefficients;

    public SapTails(Crystal crystal, IReadOnlyDictionary<Element, SapPotential> potentials)
    {
        lattice = crystal.Lattice;
        Vector3D lengths = lattice.Lengths;
        reachH = (int)(Cutoff * lengths.X / (2 * Math.PI));
        reachK = (int)(Cutoff * lengths.Y / (2 * Math.PI));
        reachL = (int)(Cutoff * lengths.Z / (2 * Math.PI));
        int planes = (reachH + 1) * (2 * reachK + 1);
        coefficients = new Matrix<double>(2 * (2 * reachL + 1), 2 * planes);
        for (int h = 0; h <= reachH; h++)
        {
            for (int k = -reachK; k <= reachK; k++)
            {
                for (int l = -reachL; l <= reachL; l++)
                {
                    Complex value = Coefficient(crystal, potentials, new(h, k, l));
                    Set(h, k, l, h == 0 ? value : 2 * value);
                }
            }
        }
    }

    /// <summary>Adds the series at Cartesian points.</summary>
    public void AddTo(ReadOnlySpan<Vector3D> points, Span<double> potential)
    {
        int width = 2 * reachL + 1, planes = 2 * reachK + 1;
        var phases = new Matrix<double>(points.Length, 2 * width);
        var along = new (Complex X, Complex Y, Complex First)[points.Length];
        for (int p = 0; p < points.Length; p++)
        {
            Vector3D f = lattice.ToFractional(points[p]);
            along[p] = (Turn(f.X), Turn(f.Y), Turn(-reachK * f.Y));
            Complex turn = Turn(f.Z), phase = Complex.One;
            Span<double> row = phases.Row(p);
            for (int l = 0; l <= reachL; l++)
            {
                row[reachL + l] = row[reachL - l] = phase.Real;
                row[width + reachL + l] = phase.Imaginary;
                row[width + reachL - l] = -phase.Imaginary;
                phase *= turn;
            }
        }

        Matrix<double> sums = phases * coefficients;
        for (int p = 0; p < points.Length; p++)
        {
            ReadOnlySpan<double> row = sums.Row(p);
            (Complex turnX, Complex turnY, Complex first) = along[p];
            Complex x = first;
            double sum = 0;
            for (int h = 0; h <= reachH; h++)
            {
                Complex phase = x;
                for (int k = 0; k < planes; k++)
                {
                    int column = 2 * (h * planes + k);
                    sum += phase.Real * row[column] - phase.Imaginary * row[column + 1];
                    phase *= turnY;
                }

                x *= turnX;
            }

            potential[p] += sum;
        }
    }

    private static Complex Turn(double fraction)
    {
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * fraction);
        return new Complex(cosine, sine);
    }

    // (re + i im)(cos + i sin): the two columns of (h, k) are the real and the imaginary part.
    private void Set(int h, int k, int l, Complex value)
    {
        int width = 2 * reachL + 1, column = 2 * (h * (2 * reachK + 1) + k + reachK);
        int cosine = l + reachL, sine = width + l + reachL;
        coefficients[cosine, column] = value.Real;
        coefficients[sine, column] = -value.Imaginary;
        coefficients[cosine, column + 1] = value.Imaginary;
        coefficients[sine, column + 1] = value.Real;
    }

    private static Complex Coefficient(
        Crystal crystal,
        IReadOnlyDictionary<Element, SapPotential> potentials,
        IntegerVector3D index)
    {
        Vector3D g = index.ToVector() * crystal.Lattice.Reciprocal;
        double square = g.LengthSquared;
        if (square > Cutoff * Cutoff)
        {
            return Complex.Zero;
        }

        Complex sum = Complex.Zero;
        foreach (Site site in crystal.Sites)
        {
            double turn = Vector3D.Dot(index.ToVector(), site.Position);
            (double sine, double cosine) = Math.SinCos(-2 * Math.PI * (turn - Math.Round(turn)));
            sum += Transform(potentials[site.Element], square) * new Complex(cosine, sine);
        }

        return sum / crystal.Lattice.Volume;
    }

    /// <summary>The Fourier transform of the tails of one atom.</summary>
    private static double Transform(SapPotential potential, double square)
    {
        const double a0 = SapField.Splitting;
        double sum = 0;
        for (int p = 0; p < potential.Exponents.Length; p++)
        {
            double a = potential.Exponents[p];
            if (a < a0)
            {
                sum += potential.Coefficients[p] * (square == 0
                    ? Math.PI * (1 / a - 1 / a0)
                    : -4 * Math.PI / square
                        * (Math.Exp(-square / (4 * a)) - Math.Exp(-square / (4 * a0))));
            }
        }

        return sum;
    }
}
