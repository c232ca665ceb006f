using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators.KohnSham.Atoms;
using Similarity.Operators.KohnSham.Functionals;

namespace Similarity.Operators.KohnSham;

/// <summary>
/// v_xc = v_n − 2 ∇·(v_σ ∇n) of a generalised gradient approximation, v_n and v_σ the derivatives
/// of nε: with the matrix D of second derivatives of n it is
/// v_n − 2 [v_σ tr D + v_σn σ + 2 v_σσ ∇n·D∇n], at the point.
/// </summary>
internal sealed class GradientField(
    Crystal crystal, ExchangeCorrelation functional, AtomicRelativity relativity)
    : KohnShamField(crystal, functional, relativity)
{
    /// <summary>
    /// Relative step of differences: rounding and curvature both cost eight digits or less.
    /// </summary>
    private const double Step = 1e-4;

    /// <summary>r V, n, n' and n''.</summary>
    public override int RadialFunctions => 4;

    /// <summary>V, n, three slopes and six second derivatives: xx, yy, zz, xy, xz, yz.</summary>
    public override int Sums => 11;

    public override void Tabulate(Element element, double r, Span<double> values)
    {
        // At the nucleus itself the limit from outside.
        double at = Math.Max(r, 1e-9);
        Span<double> radii = [at * (1 - Step), at, at * (1 + Step)];
        Span<double> densities = stackalloc double[3];
        Span<double> slopes = stackalloc double[3];
        Span<double> electrostatic = stackalloc double[3];
        AtomOf(element).Evaluate(radii, densities, slopes, electrostatic);
        values[0] = at * electrostatic[1];
        values[1] = densities[1];
        values[2] = slopes[1];
        values[3] = (slopes[2] - slopes[0]) / (2 * Step * at);
    }

    public override void Add(
        ReadOnlySpan<double> values, Vector3D d, double inverse, Span<double> sums)
    {
        Vector3D u = inverse * d;
        double slope = values[2], across = slope * inverse, along = values[3] - across;
        sums[0] += values[0] * inverse;
        sums[1] += values[1];
        sums[2] += slope * u.X;
        sums[3] += slope * u.Y;
        sums[4] += slope * u.Z;
        sums[5] += across + along * u.X * u.X;
        sums[6] += across + along * u.Y * u.Y;
        sums[7] += across + along * u.Z * u.Z;
        sums[8] += along * u.X * u.Y;
        sums[9] += along * u.X * u.Z;
        sums[10] += along * u.Y * u.Z;
    }

    public override void Evaluate(
        ReadOnlySpan<Vector3D> points, ReadOnlySpan<double> sums, Span<double> potential)
    {
        for (int p = 0; p < points.Length; p++)
        {
            potential[p] = sums[p * Sums] + ExchangeCorrelation(sums.Slice(p * Sums, Sums));
        }
    }

    private double ExchangeCorrelation(ReadOnlySpan<double> sums)
    {
        double n = sums[1];
        double sigma = sums[2] * sums[2] + sums[3] * sums[3] + sums[4] * sums[4];
        LocalXc at = Functional.At(n, sigma);
        double bySigma = Functional.At(n, sigma * (1 + Step)).SigmaDerivative
            - Functional.At(n, sigma * (1 - Step)).SigmaDerivative;
        double byDensity = Functional.At(n * (1 + Step), sigma).SigmaDerivative
            - Functional.At(n * (1 - Step), sigma).SigmaDerivative;

        // ∇n·D∇n.
        double bent = sums[2] * (sums[5] * sums[2] + 2 * (sums[8] * sums[3] + sums[9] * sums[4]))
            + sums[3] * (sums[6] * sums[3] + 2 * sums[10] * sums[4])
            + sums[4] * sums[7] * sums[4];
        double trace = sums[5] + sums[6] + sums[7];
        double second = sigma > 0 ? bySigma / (2 * Step * sigma) * bent : 0;
        double mixed = n > 0 ? byDensity / (2 * Step * n) * sigma : 0;
        return at.DensityDerivative - 2 * (at.SigmaDerivative * trace + mixed + 2 * second);
    }
}
