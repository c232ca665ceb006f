namespace Similarity.Operators.Integrals;

/// <summary>
/// The pairs of shells used last in this process, so that a batch of crystals tabulates each once.
/// Bounded: when the newer half is full, the older half is forgotten.
/// </summary>
internal static class ShellPairCache
{
    // The shells of 86 elements make some 20,000 pairs for each operator.
    private const int Half = 24576;

    private static readonly Lock Gate = new();
    private static Dictionary<(GaussianShell, GaussianShell), Lazy<ShellPair>> Newer = [];
    private static Dictionary<(GaussianShell, GaussianShell), Lazy<ShellPair>> Older = [];

    /// <summary>
    /// The pair of a and b and the factor its functions carry for b seen from a: exchanging the
    /// shells multiplies them by (−1)^(l + l'). Which of the two is stored does not depend on what
    /// was asked for before, so that results do not either.
    /// </summary>
    public static (ShellPair Pair, int Sign) Find(GaussianShell a, GaussianShell b)
    {
        bool exchange = a.CompareTo(b) > 0;
        (GaussianShell, GaussianShell) key = exchange ? (b, a) : (a, b);
        int sign = exchange && (a.AngularMomentum + b.AngularMomentum) % 2 == 1 ? -1 : 1;
        Lazy<ShellPair>? pair;
        lock (Gate)
        {
            if (!Newer.TryGetValue(key, out pair))
            {
                pair = Older.GetValueOrDefault(key)
                    ?? new Lazy<ShellPair>(() => new ShellPair(key.Item1, key.Item2));
                if (Newer.Count == Half)
                {
                    (Older, Newer) = (Newer, []);
                }

                Newer.Add(key, pair);
            }
        }

        return (pair.Value, sign);
    }
}
