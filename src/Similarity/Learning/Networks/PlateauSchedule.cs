namespace Similarity.Learning.Networks;

/// <summary>
/// A rate that falls to a tenth when for some epochs the loss was not less than the best by a part
/// in 10⁴.
/// </summary>
internal sealed class PlateauSchedule(double rate, int patience)
{
    private const double Fall = 0.1, Threshold = 1e-4;

    private double best = double.PositiveInfinity;
    private int waited;

    public double Rate { get; private set; } = rate;

    public void Observe(double loss)
    {
        if (loss < best * (1 - Threshold))
        {
            best = loss;
            waited = 0;
        }
        else if (++waited > patience)
        {
            Rate *= Fall;
            waited = 0;
        }
    }
}
