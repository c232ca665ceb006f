using System.CommandLine;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.DosModels;
using Similarity.Learning.Networks;

namespace Similarity.Cli.DosModels;

/// <summary>Options that say how a model is trained.</summary>
internal sealed class DosTrainingChoice
{
    private const string Linear = "linear", Kernel = "kernel", Network = "network";

    /// <summary>Less sees no neighbour; more has thousands, and learns no better.</summary>
    private const double LeastCutoff = 2, LargestCutoff = 15;

    private readonly Option<string?> reference = new("--reference")
    {
        Description = "What energies are measured from (default adaptive).",
        HelpName = "hartree|fermi|adaptive",
    };

    private readonly Option<string?> representation = new("--representation")
    {
        Description = "As what a density is learned (default principal:32).",
        HelpName = "pointwise|cumulative|principal:N",
    };

    private readonly Option<string?> regressor = new("--regressor")
    {
        Description = "By what it is learned (default kernel:200:2: sparse points and exponent).",
        HelpName = "linear|kernel:M:ζ|network:W-W",
    };

    private readonly Option<double?> sigma = NumberOption.Positive(
        "--sigma", "eV", "Of the Gaussians that levels are broadened by (default 0.3).");

    private readonly Option<double?> cutoff = NumberOption.Real(
        "--cutoff",
        "Å",
        "How far an atom sees, 2 to 15 (default 5).",
        "a number of Å from 2 to 15",
        value => value is >= LeastCutoff and <= LargestCutoff);

    private readonly Option<int?> folds =
        NumberOption.Whole(
            "--folds", "Parts of the cross-validation, up to one for each sample (default 5).", 2);

    private readonly Option<bool> byFamily = new("--by-family")
    {
        Description = "Keep samples of a family together when parts are held out for validation.",
    };

    private readonly Option<int?> members = NumberOption.Whole(
        "--members", "Models of the committee that tells the uncertainty (default 16; 0: none).",
        0);

    private readonly Option<int?> seed =
        NumberOption.Whole("--seed", "Of all that is random (default 1).", 0);

    public DosTrainingChoice() => reference.TakeOneOf("hartree", "fermi", "adaptive");

    public void AddTo(Command verb)
    {
        verb.Add(reference);
        verb.Add(representation);
        verb.Add(regressor);
        verb.Add(sigma);
        verb.Add(cutoff);
        verb.Add(folds);
        verb.Add(byFamily);
        verb.Add(members);
        verb.Add(seed);
    }

    public DosDescriptor DescriptorOf(ParseResult result)
    {
        var usual = new DosDescriptor();
        double radius = result.GetValue(cutoff) ?? usual.CutoffAngstrom;
        return usual with
        {
            CutoffAngstrom = radius,
            SmoothingAngstrom = Math.Min(usual.SmoothingAngstrom, radius),
        };
    }

    public DosTrainingOptions Of(ParseResult result, int defaultMembers)
    {
        var usual = new DosTrainingOptions();
        double width = (result.GetValue(sigma) ?? 0.3) / PhysicalConstants.HartreeInEv;
        return usual with
        {
            Reference = result.GetValue(reference) switch
            {
                "hartree" => EnergyReference.Hartree,
                "fermi" => EnergyReference.Fermi,
                _ => EnergyReference.Adaptive,
            },
            Representation = RepresentationOf(result.GetValue(representation) ?? "principal:32"),
            Regressor = RegressorOf(result.GetValue(regressor) ?? "kernel:200:2"),
            Sigma = width,
            Step = width / 6,
            Folds = result.GetValue(folds) ?? usual.Folds,
            FoldsByFamily = result.GetValue(byFamily),
            Members = result.GetValue(members) ?? defaultMembers,
            Seed = (ulong)(result.GetValue(seed) ?? 1),
        };
    }

    private static DosRepresentation RepresentationOf(string text)
    {
        string[] parts = text.Split(':');
        return parts switch
        {
            ["pointwise"] => DosRepresentation.Pointwise,
            ["cumulative"] => DosRepresentation.Cumulative,
            ["principal"] => DosRepresentation.Principal(32),
            ["principal", var count] when Whole(count) is int n and > 0 =>
                DosRepresentation.Principal(n),
            _ => throw VerbException.Usage("--representation expects pointwise, cumulative or "
                + $"principal:N with N from 1 on, not '{text}'"),
        };
    }

    private static DosRegressor RegressorOf(string text)
    {
        string[] parts = text.Split(':');
        return parts switch
        {
            [Linear] => new LinearDosRegressor(),
            [Kernel] => new KernelDosRegressor(),
            [Kernel, var points, var zeta]
                when Whole(points) is int m and > 0 && Whole(zeta) is int z and > 0 and <= 64 =>
                new KernelDosRegressor(m, z),
            [Network] => new NetworkDosRegressor(new NetworkOptions()),
            [Network, var widths]
                when widths.Split('-').Select(Whole).ToArray() is var found
                    && Array.TrueForAll(found, width => width is > 0 and <= 65536) =>
                new NetworkDosRegressor(new NetworkOptions
                {
                    Hidden = [.. found.Select(width => width!.Value)],
                }),
            _ => throw VerbException.Usage("--regressor expects linear, kernel:M:ζ or "
                + $"network:W-W with whole numbers from 1 on, not '{text}'"),
        };
    }

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : null;
}
