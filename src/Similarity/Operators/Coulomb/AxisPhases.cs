using Similarity.Crystals;

namespace Similarity.Operators.Coulomb;

/// <summary>
/// cos and sin of G·rᵢ = 2π(h xᵢ + k yᵢ + l zᵢ) for all sites i, as products of one phase for each
/// axis; one sine and cosine for each site and axis index instead of one for each G.
/// </summary>
internal sealed class AxisPhases
{
    private readonly int count;
    private readonly AxisTable alongA;
    private readonly AxisTable alongB;
    private readonly AxisTable alongC;
    private readonly double[] planeCosines;
    private readonly double[] planeSines;

    public AxisPhases(Crystal crystal, int highH, int highK, int highL)
    {
        count = crystal.Count;
        alongA = new AxisTable(crystal, 0, highH);
        alongB = new AxisTable(crystal, 1, highK);
        alongC = new AxisTable(crystal, 2, highL);
        planeCosines = new double[count];
        planeSines = new double[count];
    }

    /// <summary>Chooses h and k for the calls of <see cref="Fill"/> that follow.</summary>
    public void SelectPlane(int h, int k) => Multiply(
        alongA.Cosines(h), alongA.Sines(h), alongB, k, 1, planeCosines, planeSines);

    /// <summary>s cos G·rᵢ and s sin G·rᵢ of the chosen plane and l.</summary>
    public void Fill(int l, double scale, Span<double> cosines, Span<double> sines) =>
        Multiply(planeCosines, planeSines, alongC, l, scale, cosines, sines);

    private void Multiply(
        ReadOnlySpan<double> cosines,
        ReadOnlySpan<double> sines,
        AxisTable axis,
        int index,
        double scale,
        Span<double> newCosines,
        Span<double> newSines)
    {
        ReadOnlySpan<double> axisCosines = axis.Cosines(Math.Abs(index));
        ReadOnlySpan<double> axisSines = axis.Sines(Math.Abs(index));
        double sign = index < 0 ? -1 : 1;
        for (int i = 0; i < count; i++)
        {
            double c = cosines[i], s = sines[i];
            double axisCosine = scale * axisCosines[i], axisSine = sign * scale * axisSines[i];
            newCosines[i] = c * axisCosine - s * axisSine;
            newSines[i] = s * axisCosine + c * axisSine;
        }
    }

    private sealed class AxisTable
    {
        private readonly int count;
        private readonly double[] cosines;
        private readonly double[] sines;

        public AxisTable(Crystal crystal, int axis, int high)
        {
            count = crystal.Count;
            cosines = new double[(high + 1) * count];
            sines = new double[(high + 1) * count];
            for (int i = 0; i < count; i++)
            {
                double fraction = crystal.Sites[i].Position[axis];
                fraction -= Math.Floor(fraction);
                for (int index = 0; index <= high; index++)
                {
                    // A multiple of 2π in the argument would cost its digits.
                    double turn = index * fraction;
                    (sines[index * count + i], cosines[index * count + i]) =
                        Math.SinCos(2 * Math.PI * (turn - Math.Round(turn)));
                }
            }
        }

        public ReadOnlySpan<double> Cosines(int index) => cosines.AsSpan(index * count, count);

        public ReadOnlySpan<double> Sines(int index) => sines.AsSpan(index * count, count);
    }
}
