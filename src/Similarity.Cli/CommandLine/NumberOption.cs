using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Similarity.Cli.CommandLine;

/// <summary>Options that take one number in a range, null when absent.</summary>
internal static class NumberOption
{
    public static Option<int?> Whole(
        string name, string help, int minimum, int maximum = int.MaxValue) => new(name)
        {
            Description = help,
            HelpName = "N",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (int.TryParse(
                        text,
                        NumberStyles.AllowLeadingSign,
                        CultureInfo.InvariantCulture,
                        out int value)
                    && value >= minimum && value <= maximum)
                {
                    return value;
                }

                string range = maximum == int.MaxValue
                    ? string.Create(CultureInfo.InvariantCulture, $"of at least {minimum}")
                    : string.Create(CultureInfo.InvariantCulture, $"from {minimum} to {maximum}");
                return Refuse<int?>(result, $"{name} expects a whole number {range}, not '{text}'");
            },
        };

    /// <param name="expectation">
    /// What <paramref name="accepts"/> accepts, in words: "a positive number".
    /// </param>
    public static Option<double?> Real(
        string name,
        string unit,
        string help,
        string expectation,
        Func<double, bool> accepts) => new(name)
        {
            Description = help,
            HelpName = unit,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (double.TryParse(
                        text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                    && double.IsFinite(value) && accepts(value))
                {
                    return value;
                }

                return Refuse<double?>(result, $"{name} expects {expectation}, not '{text}'");
            },
        };

    public static Option<double?> Positive(string name, string unit, string help) =>
        Real(name, unit, help, "a positive number", value => value > 0);

    /// <param name="bound">The largest absolute value that makes sense.</param>
    public static Option<double?> Within(string name, string unit, string help, double bound)
    {
        string range = string.Create(
            CultureInfo.InvariantCulture, $"a number from -{bound} to {bound}");
        return Real(name, unit, help, range, value => Math.Abs(value) <= bound);
    }

    private static T? Refuse<T>(ArgumentResult result, string message)
    {
        result.AddError(message);
        return default;
    }
}
