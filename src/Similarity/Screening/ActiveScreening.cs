using System.Collections.Immutable;
using Similarity.Learning;
using Similarity.Numerics;

namespace Similarity.Screening;

/// <summary>What the next materials to compute are chosen by.</summary>
public enum ScreeningStrategy
{
    /// <summary>None: what every other has to beat.</summary>
    Random,

    /// <summary>The highest scores: finds conductors now.</summary>
    Greedy,

    /// <summary>Scores nearest to 1/2: teaches most.</summary>
    Uncertain,

    /// <summary>
    /// High scores and disagreeing trees, far from each other: of the best by score plus deviation,
    /// always the one farthest from those taken.
    /// </summary>
    Diverse,
}

/// <summary>
/// Screening as it is done: a first few materials are computed, a forest learns from them and says
/// which to compute next, and so on.
/// </summary>
public sealed record ActiveScreening
{
    /// <summary>Among so many times the batch the diverse ones are looked for.</summary>
    private const int Choice = 4;

    public ScreeningTrainer Trainer { get; init; } =
        new() { Calibration = CalibrationMethod.None };

    public ScreeningStrategy Strategy { get; init; } = ScreeningStrategy.Diverse;

    /// <summary>Computed first, at random.</summary>
    public int Start { get; init; } = 100;

    /// <summary>Computed at a time.</summary>
    public int Batch { get; init; } = 100;

    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// The next batch, the most wanted first: of materials whose label is not known, by what those
    /// known teach.
    /// </summary>
    public int[] Propose(
        ScreeningTable table,
        IReadOnlyList<int> known,
        int round,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        var isKnown = new bool[table.Count];
        foreach (int row in known)
        {
            isKnown[row] = true;
        }

        int[] open = [.. Enumerable.Range(0, table.Count).Where(row => !isKnown[row])];
        int count = Math.Min(Batch, open.Length);
        RandomStream random = new RandomStream(Seed).Child((ulong)round + 1);
        if (Strategy == ScreeningStrategy.Random || known.Count == 0)
        {
            random.Shuffle<int>(open);
            return open[..count];
        }

        ScreeningTable train = table.Select([.. known]);
        TrainedForest forest = Trainer.Fit(train.Rows, threads, cancellation);
        FeatureMatrix features = table.Features.SelectRows(open);
        double[] scores = forest.Scores(features, threads);
        double[] wish = Strategy switch
        {
            ScreeningStrategy.Greedy => scores,
            ScreeningStrategy.Uncertain => [.. scores.Select(s => -Math.Abs(s - 0.5))],
            _ => [.. scores.Zip(forest.Deviations(features, threads), (s, d) => s + d)],
        };
        int[] order =
        [
            .. Enumerable.Range(0, open.Length).OrderByDescending(i => wish[i]).ThenBy(i => i),
        ];
        return Strategy == ScreeningStrategy.Diverse
            ? [.. Spread(table.Features, train.Features, order, open, count)]
            : [.. order.Take(count).Select(i => open[i])];
    }

    /// <summary>
    /// Screens a collection whose labels are known, to see what it would have saved.
    /// </summary>
    /// <returns>After each batch: materials computed, and conductors among them.</returns>
    public ImmutableArray<(int Computed, int Found)> Replay(
        ScreeningTable table,
        int most,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        int[] first = [.. Enumerable.Range(0, table.Count)];
        new RandomStream(Seed).Child(0).Shuffle<int>(first);
        List<int> known = [.. first.Take(Math.Min(Start, table.Count))];
        var curve = ImmutableArray.CreateBuilder<(int, int)>();
        curve.Add((known.Count, known.Count(row => table.IsPositive[row])));
        for (int round = 0; known.Count < Math.Min(most, table.Count); round++)
        {
            known.AddRange(Propose(table, known, round, threads, cancellation));
            curve.Add((known.Count, known.Count(row => table.IsPositive[row])));
        }

        return curve.ToImmutable();
    }

    /// <summary>
    /// Of the most wanted, one after the other the one farthest from those taken, in units of the
    /// spread of each feature among the known materials.
    /// </summary>
    private static IEnumerable<int> Spread(
        FeatureMatrix all, FeatureMatrix known, int[] order, int[] open, int count)
    {
        int[] candidates = [.. order.Take(Choice * count).Select(i => open[i])];
        FeatureScaling scaling = FeatureScaling.Of(known);
        float[][] points = scaling.Apply(all.SelectRows(candidates));
        double[] nearest = [.. candidates.Select(_ => double.PositiveInfinity)];
        int next = 0;
        for (int taken = 0; taken < count; taken++)
        {
            yield return candidates[next];
            nearest[next] = double.NegativeInfinity;
            int farthest = -1;
            for (int i = 0; i < candidates.Length; i++)
            {
                if (double.IsNegativeInfinity(nearest[i]))
                {
                    continue;
                }

                nearest[i] = Math.Min(nearest[i], Distance(points[i], points[next]));
                farthest = farthest < 0 || nearest[i] > nearest[farthest] ? i : farthest;
            }

            next = farthest;
        }
    }

    private static double Distance(float[] a, float[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = (double)a[i] - b[i];
            sum += difference * difference;
        }

        return sum;
    }
}
