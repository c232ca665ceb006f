using System.Globalization;

namespace Similarity.Cli.Report;

/// <summary>
/// A linear map from values low…high to pixels start…end. Pixels may run backwards, as they do on a
/// vertical axis; high > low.
/// </summary>
internal sealed record Scale
{
    public Scale(double low, double high, double start, double end)
    {
        if (!(high > low) || !double.IsFinite(high - low))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"a scale from {low} to {high} has no extent"));
        }

        Low = low;
        High = high;
        Start = start;
        End = end;
    }

    public double Low { get; }

    public double High { get; }

    public double Start { get; }

    public double End { get; }

    public double this[double value] => Start + (value - Low) / (High - Low) * (End - Start);

    /// <summary>
    /// The scale from low to the next tick above high: bars and curves keep headroom.
    /// </summary>
    public static Scale UpToTick(double low, double high, double start, double end, int ticks = 5)
    {
        double step = Step((high - low) / ticks);
        return new Scale(low, Math.Ceiling(high / step - 1e-9) * step, start, end);
    }

    /// <summary>
    /// About <paramref name="count"/> round values (1, 2 or 5 times a power of ten apart).
    /// </summary>
    public IReadOnlyList<(double Value, string Label)> Ticks(int count = 5)
    {
        double step = Step((High - Low) / count);
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        string format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
        var ticks = new List<(double, string)>();

        // 1e-9 of a step keeps ticks that rounding pushes just outside.
        long first = (long)Math.Ceiling(Low / step - 1e-9);
        long last = (long)Math.Floor(High / step + 1e-9);
        for (long i = first; i <= last; i++)
        {
            string label = (i * step).ToString(format, CultureInfo.InvariantCulture);
            ticks.Add((i * step, label.Replace('-', '−')));
        }

        return ticks;
    }

    private static double Step(double rough)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double mantissa = rough / power;
        return power * (mantissa < 1.5 ? 1 : mantissa < 3.5 ? 2 : mantissa < 7.5 ? 5 : 10);
    }
}
