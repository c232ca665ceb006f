namespace Similarity.Learning.Decomposition;

/// <summary>
/// v and −v are the same eigenvector; the one whose entry of largest magnitude is positive is
/// taken, so that pictures do not flip from machine to machine.
/// </summary>
internal static class EigenvectorSign
{
    /// <summary>
    /// Entries this close to the largest count as equal: rounding must not decide.
    /// </summary>
    private const double Tie = 1e-9;

    public static void Fix(Span<double> vector)
    {
        double largest = 0;
        foreach (double value in vector)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        foreach (double value in vector)
        {
            if (Math.Abs(value) >= (1 - Tie) * largest)
            {
                if (value < 0)
                {
                    Negate(vector);
                }

                return;
            }
        }
    }

    private static void Negate(Span<double> vector)
    {
        foreach (ref double value in vector)
        {
            value = -value;
        }
    }
}
