using System.CommandLine;
using Similarity.Cli.CommandLine;
using Similarity.Formats;
using Similarity.Spectra;
using Spectre.Console;

namespace Similarity.Cli.Verbs;

/// <summary>
/// Effective masses along a path, and whether the material may conduct and be clear.
/// </summary>
internal static class MassVerb
{
    public static Command Create()
    {
        Argument<string> file = FileArgument.One(
            "Band structure along a path of k-points, or a structure.");
        var source = new BandSourceOptions();
        var compat = new Option<string?>("--compat")
        {
            Description = "sorep: band edges matched and Fermi level taken as SOREP does.",
            HelpName = "PEER",
        };
        compat.TakeOneOf("sorep");
        var verb = new VerbCommand(
            "mass",
            "Effective masses of electrons and holes along a path, and transparent-conductor "
                + "criteria.",
            "similarity mass database/spectra/matminer/si_bandstructure_line.json")
        {
            file,
            compat,
        };
        source.AddTo(verb);
        verb.Bind((result, console, cancellation) =>
        {
            string name = result.GetRequiredValue(file);
            FileContents contents = FileFormats.Read(name);
            BandSource given = source.Of(result);
            FileBands bands = given.Of(
                name,
                contents,
                VerbCommand.ThreadsOf(result),
                cancellation,
                withPath: given.Operator is not null || contents.Bands is null);
            return Run(bands, result.GetValue(compat) is not null, console);
        });
        return verb;
    }

    public static int Run(FileBands source, bool likeSorep, VerbConsole console)
    {
        (string file, BandStructure bands) = (source.File, source.Bands);
        console.Warn(file, source.Warnings);

        // Any smearing finds the same gap; without a gap there are no masses anyway.
        var analysis = SpectrumAnalysis.Of(source, new SmearingChoice("delta"), electrons: null);
        double fermiLevel = likeSorep
            ? bands.ReportedFermiLevel ?? analysis.FermiLevel
            : analysis.FermiLevel;
        MassSummary masses = MassSummary.Of(bands, fermiLevel, likeSorep);
        console.Print(new MassDocument(file, masses));
        if (masses.ElectronMass is null && masses.HoleMass is null)
        {
            console.Error($"{file}: no masses: {masses.WhyNoElectronMass}");
            return ExitCode.NoResult;
        }

        console.Show(SegmentTable(masses));
        string electron = Describe(masses.ElectronMass, masses.WhyNoElectronMass);
        string hole = Describe(masses.HoleMass, masses.WhyNoHoleMass);
        console.Show($"electron mass {electron}, hole mass {hole}");
        console.Show($"gap {Tables.Number(masses.GapEv, 4)} eV: {Verdict(masses)}");
        return ExitCode.Done;
    }

    private static Table SegmentTable(MassSummary masses)
    {
        Table table = Tables.Create("segment", "holds", "#electron mass", "#hole mass");
        foreach (MassSummary.Segment segment in masses.Segments)
        {
            string holds = (segment.HasVbm, segment.HasCbm) switch
            {
                (true, true) => "VBM CBM",
                (true, false) => "VBM",
                (false, true) => "CBM",
                _ => "",
            };
            Tables.Add(
                table,
                $"{segment.From}–{segment.To}",
                holds,
                segment.HasCbm ? Tables.Number(segment.ElectronMass, 4) : "",
                segment.HasVbm ? Tables.Number(segment.HoleMass, 4) : "");
        }

        return table;
    }

    private static string Describe(double? mass, string? whyNot) =>
        mass is null ? $"unknown ({whyNot})" : Tables.Number(mass, 4);

    private static string Verdict(MassSummary masses) => (masses.NType, masses.PType) switch
    {
        (true, true) => "meets the criteria of an n- and p-type transparent conductor",
        (true, false) => "meets the criteria of an n-type transparent conductor",
        (false, true) => "meets the criteria of a p-type transparent conductor",
        _ => "does not meet the criteria of a transparent conductor",
    };

    /// <summary>The fields of <see cref="MassSummary"/> at the top level.</summary>
    private sealed record MassDocument(
        string File,
        double? ElectronMass,
        double? HoleMass,
        string? WhyNoElectronMass,
        string? WhyNoHoleMass,
        double? GapEv,
        bool IsTcm,
        bool NType,
        bool PType,
        IReadOnlyList<MassSummary.Segment> Segments)
        : Document("similarity.mass/1")
    {
        public MassDocument(string file, MassSummary masses)
            : this(
                file,
                masses.ElectronMass,
                masses.HoleMass,
                masses.WhyNoElectronMass,
                masses.WhyNoHoleMass,
                masses.GapEv,
                masses.IsTcm,
                masses.NType,
                masses.PType,
                masses.Segments)
        {
        }
    }
}
