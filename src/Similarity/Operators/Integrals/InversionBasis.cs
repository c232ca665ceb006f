using System.Numerics;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Operators.Integrals;

/// <summary>
/// In a crystal with a centre of inversion c, combinations of Bloch functions in which S(k) and
/// H(k) are real symmetric at every k: eigenproblems then need no complex arithmetic.
/// </summary>
/// <remarks>
/// Inversion takes site A to A' with 2c − x_A = x_A' + t and φ of angular momentum l to (−1)^l φ.
/// Followed by complex conjugation it leaves k as it is, Θ Φ_A(k) = u Φ_A'(k) with
/// u = (−1)^l e^(−2πi k·t), and Θ² = 1. Functions with Θψ = ψ have real matrix elements:
/// ψ = (Φ_A + u Φ_A') / √2 in place of A, i (Φ_A − u Φ_A') / √2 in place of A' &gt; A, and √u Φ_A
/// where A' = A.
/// </remarks>
public sealed class InversionBasis
{
    // In bohr. Sites this far off make imaginary parts of first order, which are dropped, and
    // change levels in second order.
    private const double Tolerance = 1e-6;

    private static readonly double HalfRoot = Math.Sqrt(0.5);

    private readonly int[] partners;
    private readonly int[] parities;
    private readonly IntegerVector3D[] translations;

    private InversionBasis(GaussianBasis basis, (int Site, IntegerVector3D Cell)[] images)
    {
        partners = new int[basis.Count];
        parities = new int[basis.Count];
        translations = new IntegerVector3D[basis.Count];
        foreach (SiteShell shell in basis.Shells)
        {
            (int site, IntegerVector3D cell) = images[shell.Site];
            int shift = basis.FunctionsOf(site).First - basis.FunctionsOf(shell.Site).First;
            for (int i = shell.First; i < shell.First + shell.Shell.Functions; i++)
            {
                partners[i] = i + shift;
                parities[i] = shell.Shell.AngularMomentum % 2 == 0 ? 1 : -1;
                translations[i] = cell;
            }
        }
    }

    /// <summary>The real combinations; null for a crystal without a centre of inversion.</summary>
    public static InversionBasis? Find(GaussianBasis basis)
    {
        // Some centre takes site 0 to a site of its kind.
        ReadOnlySpan<Site> sites = basis.Crystal.Sites;
        for (int other = 0; other < sites.Length; other++)
        {
            Vector3D twiceCentre = sites[0].Position + sites[other].Position;
            if (AreAlike(basis, 0, other) && Images(basis, twiceCentre) is { } images)
            {
                return new InversionBasis(basis, images);
            }
        }

        return null;
    }

    /// <summary>Uᴴ A U of a Hermitian matrix of the crystal at k, whose columns U are ψ.</summary>
    /// <param name="into">Every element is set.</param>
    public void Transform(Vector3D k, Matrix<Complex> a, Matrix<double> into)
    {
        int n = partners.Length;
        CheckSize(a.Rows, a.Columns);
        CheckSize(into.Rows, into.Columns);
        (Complex[] own, Complex[] other) = Factors(k);
        var row = new Complex[n];
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<Complex> first = a.Row(i), second = a.Row(partners[i]);
            Complex bra = Complex.Conjugate(own[i]), otherBra = Complex.Conjugate(other[i]);
            for (int j = 0; j < n; j++)
            {
                row[j] = bra * first[j] + otherBra * second[j];
            }

            Span<double> target = into.Row(i);
            for (int j = 0; j < n; j++)
            {
                target[j] = (row[j] * own[j] + row[partners[j]] * other[j]).Real;
            }
        }
    }

    /// <summary>U y: vectors in the functions of the basis from vectors in ψ.</summary>
    public Matrix<Complex> Restore(Vector3D k, Matrix<double> vectors)
    {
        if (vectors.Rows != partners.Length)
        {
            throw new ArgumentException(
                $"vectors of {vectors.Rows} components in a basis of {partners.Length} functions",
                nameof(vectors));
        }

        (Complex[] own, Complex[] other) = Factors(k);
        var restored = new Matrix<Complex>(vectors.Rows, vectors.Columns);
        for (int i = 0; i < vectors.Rows; i++)
        {
            // Φ_i is in ψ_i and, as the partner, in ψ of its partner.
            int partner = partners[i];
            ReadOnlySpan<double> first = vectors.Row(i), second = vectors.Row(partner);
            Span<Complex> target = restored.Row(i);
            for (int j = 0; j < target.Length; j++)
            {
                target[j] = own[i] * first[j] + other[partner] * second[j];
            }
        }

        return restored;
    }

    /// <summary>ψ_i = Own[i] Φ_i + Other[i] Φ_partner of i.</summary>
    private (Complex[] Own, Complex[] Other) Factors(Vector3D k)
    {
        var own = new Complex[partners.Length];
        var other = new Complex[partners.Length];
        for (int i = 0; i < partners.Length; i++)
        {
            double turns = Vector3D.Dot(k, translations[i].ToVector());
            double angle = -2 * Math.PI * (turns - Math.Round(turns))
                + (parities[i] > 0 ? 0 : Math.PI);
            var u = Complex.FromPolarCoordinates(1, angle);
            (own[i], other[i]) = partners[i].CompareTo(i) switch
            {
                0 => (Complex.FromPolarCoordinates(1, angle / 2), Complex.Zero),
                > 0 => (HalfRoot, HalfRoot * u),
                < 0 => (-Complex.ImaginaryOne * HalfRoot * u, Complex.ImaginaryOne * HalfRoot),
            };
        }

        return (own, other);
    }

    /// <summary>Where x → 2c − x takes every site; null if not to a site of its kind.</summary>
    private static (int Site, IntegerVector3D Cell)[]? Images(
        GaussianBasis basis, Vector3D twiceCentre)
    {
        ReadOnlySpan<Site> sites = basis.Crystal.Sites;
        var images = new (int Site, IntegerVector3D Cell)[sites.Length];
        Array.Fill(images, (-1, default));
        for (int site = 0; site < sites.Length; site++)
        {
            for (int other = 0; images[site].Site < 0 && other < sites.Length; other++)
            {
                Vector3D f = twiceCentre - sites[site].Position - sites[other].Position;
                IntegerVector3D cell = NearestCell(f, basis.Crystal.Periodicity);
                Vector3D rest = basis.Crystal.Lattice.ToCartesian(f - cell.ToVector());
                if (rest.Length <= Tolerance && AreAlike(basis, site, other))
                {
                    images[site] = (other, cell);
                }
            }

            if (images[site].Site < 0)
            {
                return null;
            }
        }

        return images;
    }

    private static IntegerVector3D NearestCell(Vector3D f, Periodicity periodicity)
    {
        var cell = IntegerVector3D.Round(f);
        return new IntegerVector3D(
            periodicity.A ? cell.X : 0, periodicity.B ? cell.Y : 0, periodicity.C ? cell.Z : 0);
    }

    private static bool AreAlike(GaussianBasis basis, int site, int other)
    {
        Site a = basis.Crystal.Sites[site], b = basis.Crystal.Sites[other];
        return a.Element == b.Element
            && a.Occupancy == b.Occupancy
            && basis.HaveEqualShells(site, other);
    }

    private void CheckSize(int rows, int columns)
    {
        if (rows != partners.Length || columns != partners.Length)
        {
            throw new ArgumentException(
                $"{rows} × {columns} is not the size of a basis of {partners.Length} functions");
        }
    }
}
