using Similarity.Learning;
using Similarity.Learning.Forests;
using Similarity.Numerics;
using Similarity.Screening;

namespace Similarity.Tests.Screening;

/// <summary>
/// Collections with a few conductors among many materials, several to a formula.
/// </summary>
internal static class ScreeningCases
{
    public const int Features = 8;

    public static ScreeningTrainer Trainer { get; } = new()
    {
        Forest = new ForestClassifier
        {
            Options = new ForestOptions { Trees = 60, Seed = 3 },
            Balance = ClassBalance.Sorep,
        },
    };

    public static ScreeningTable Table(int count, ulong seed)
    {
        var random = new RandomStream(seed);
        float[] values = new float[count * Features];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)random.Normal();
        }

        bool[] positive =
        [
            .. Enumerable.Range(0, count).Select(row =>
                values[row] * values[count + row] + 0.3 * random.Normal() > 1.2),
        ];
        return Of(values, positive);
    }

    public static ScreeningTable Of(float[] values, bool[] positive) => new(
        [.. positive.Select((_, row) => $"m{row:D5}")],
        [.. positive.Select((_, row) => $"F{row / 3}")],
        [
            .. Enumerable.Range(0, Features)
                .Select(column => new FeatureColumn($"feature {column}", $"window {column / 2}")),
        ],
        new FeatureMatrix(positive.Length, Features, values),
        [.. positive]);

    /// <summary>The same table with other numbers and labels in some rows.</summary>
    public static ScreeningTable Poisoned(ScreeningTable table, int[] rows, ulong seed)
    {
        var random = new RandomStream(seed);
        float[] values = new float[table.Count * Features];
        for (int column = 0; column < Features; column++)
        {
            table.Features.Column(column).CopyTo(values.AsSpan(column * table.Count));
            foreach (int row in rows)
            {
                values[column * table.Count + row] = (float)(1000 * random.Normal());
            }
        }

        bool[] positive = [.. table.IsPositive];
        foreach (int row in rows)
        {
            positive[row] = !positive[row];
        }

        return Of(values, positive);
    }
}
