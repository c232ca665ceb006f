using System.CommandLine;
using Similarity.Cli.CommandLine;
using Similarity.Spectra;

namespace Similarity.Cli.Verbs;

/// <summary>
/// --smearing and --sigma. Without either, the smearing that the file itself was made with, and
/// Gaussian smearing of 0.05 eV when it does not say.
/// </summary>
internal sealed class SmearingOptions
{
    private static readonly string[] Names =
    [
        "gaussian", "fermi-dirac", "cold", "methfessel-paxton[:N]", "delta",
        SmearingChoice.Tetrahedron,
    ];

    private readonly Option<string?> name;
    private readonly Option<double?> sigma = NumberOption.Real(
        "--sigma",
        "eV",
        "Width of the smearing in eV (default 0.05).",
        "a number from 1e-6 to 1000",
        value => value is >= 1e-6 and <= 1000);

    public SmearingOptions()
    {
        name = new Option<string?>("--smearing")
        {
            Description = $"{string.Join(", ", Names)} (default: as in the file, else gaussian).",
            HelpName = "S",
        };
        name.CompletionSources.Add(
            [.. Names.Select(text => text.Replace("[:N]", "", StringComparison.Ordinal))]);
        name.Validators.Add(result =>
        {
            string text = result.GetValueOrDefault<string?>() ?? "";
            if (text != SmearingChoice.Tetrahedron && !IsSmearing(text))
            {
                result.AddError($"--smearing expects {string.Join(", ", Names)}, not '{text}'");
            }
        });
    }

    public void AddTo(Command verb)
    {
        verb.Add(name);
        verb.Add(sigma);
    }

    public SmearingChoice Of(ParseResult result) =>
        new(result.GetValue(name), result.GetValue(sigma));

    private static bool IsSmearing(string name)
    {
        try
        {
            Smearing.Parse(name, 1);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
