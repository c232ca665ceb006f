using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Similarity.Environments;

/// <summary>
/// What coefficients change by when one neighbour moves; for one thread. With the radial part
/// R = w S_nl and the tangent gradient T of a harmonic,
/// ∂c_nlm/∂r_α = R′ r̂_α Y_lm + R/r T_α,lm for the neighbour at r.
/// </summary>
internal sealed class NeighborSlopes
{
    /// <summary>Neighbours whose harmonics are taken together.</summary>
    public const int Lanes = 4;

    private readonly SphericalExpansion expansion;
    private readonly ExpansionWorker environment;
    private readonly double[] directions = new double[3 * Lanes];
    private readonly double[] distances = new double[Lanes];
    private readonly double[] harmonics;
    private readonly double[] tangents;
    private readonly double[] values;
    private readonly double[] slopes;
    private int lane;
    private double[] perDistance = [];
    private double inverse;

    /// <param name="environment">Whose neighbours are meant.</param>
    public NeighborSlopes(SphericalExpansion expansion, ExpansionWorker environment)
    {
        this.expansion = expansion;
        this.environment = environment;
        harmonics = new double[Lanes * expansion.Angular.Count];
        tangents = new double[3 * harmonics.Length];
        values = new double[expansion.Radial.Length];
        slopes = new double[expansion.Radial.Length];
    }

    /// <param name="neighbors">From one to four of them.</param>
    public void Take(ReadOnlySpan<int> neighbors)
    {
        for (int i = 0; i < Lanes; i++)
        {
            int neighbor = neighbors[Math.Min(i, neighbors.Length - 1)];
            (directions[i], directions[Lanes + i], directions[2 * Lanes + i], distances[i]) =
                environment.Direction(neighbor);
        }

        expansion.Angular.Evaluate(
            Vector256.Create<double>(directions),
            Vector256.Create<double>(directions.AsSpan(Lanes)),
            Vector256.Create<double>(directions.AsSpan(2 * Lanes)),
            harmonics,
            tangents);
    }

    /// <summary>Turns to one of the neighbours taken.</summary>
    public void Evaluate(int neighbor)
    {
        lane = neighbor;
        double r = distances[lane];
        (double weight, double weightSlope) = expansion.Settings.Weight(r);
        expansion.Radial.Evaluate(r, weight, weightSlope, values, slopes);

        // At r = 0 only l = 1 has a gradient, where R/r is R′.
        (perDistance, inverse) =
            r < ExpansionWorker.NoDistance ? (slopes, 1) : (values, 1 / r);
    }

    /// <summary>A coordinate of the vector to the neighbour.</summary>
    public double Coordinate(int axis) => distances[lane] * directions[axis * Lanes + lane];

    /// <summary>target_lmn += ∂c_nlm/∂r_axis.</summary>
    /// <param name="target">[l² + l + m][n padded].</param>
    public void AddTo(Span<double> target, int axis)
    {
        int stride = environment.Stride;
        double direction = directions[axis * Lanes + lane];
        ReadOnlySpan<double> tangent =
            tangents.AsSpan(axis * harmonics.Length, harmonics.Length);
        ref double to = ref MemoryMarshal.GetReference(target);
        ref double along = ref MemoryMarshal.GetArrayDataReference(slopes);
        ref double across = ref MemoryMarshal.GetArrayDataReference(perDistance);
        for (int l = 0; l <= expansion.Settings.MaxAngular; l++)
        {
            for (int n = 0; n < stride; n += Lanes)
            {
                nuint at = (nuint)(l * stride + n);
                Vector256<double> slope = direction * Vector256.LoadUnsafe(ref along, at);
                Vector256<double> turn = inverse * Vector256.LoadUnsafe(ref across, at);
                for (int lm = l * l; lm < (l + 1) * (l + 1); lm++)
                {
                    nuint place = (nuint)(lm * stride + n);
                    Vector256<double> sum = Vector256.LoadUnsafe(ref to, place);
                    sum = Vector256.MultiplyAddEstimate(
                        Vector256.Create(harmonics[Lanes * lm + lane]), slope, sum);
                    sum = Vector256.MultiplyAddEstimate(
                        Vector256.Create(tangent[Lanes * lm + lane]), turn, sum);
                    sum.StoreUnsafe(ref to, place);
                }
            }
        }
    }
}
