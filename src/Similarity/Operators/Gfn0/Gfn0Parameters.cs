using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Similarity.Crystals;

namespace Similarity.Operators.Gfn0;

/// <summary>
/// The published parameters of GFN0-xTB for H to Rn, as database/operators/gfn0_parameters.json
/// has them; read once, when first asked for.
/// </summary>
internal sealed class Gfn0Parameters
{
    private static readonly Lazy<Gfn0Parameters> Table = new(Read);

    private readonly FrozenDictionary<int, Gfn0Element> elements;

    private Gfn0Parameters(JsonElement document)
    {
        var expansions = new SlaterExpansions(document.GetProperty("sto_ng"));
        JsonElement globals = document.GetProperty("globals");
        JsonElement shellFactors = globals.GetProperty("k_shell");
        JsonElement shellPolarity = globals.GetProperty("en_shell");
        double polarityScale = Number(globals, "en_shell_prefactor");
        ShellFactors = [.. "spd".Select(l => Number(shellFactors, l.ToString()))];
        PolarityFactors =
            [.. "spd".Select(l => polarityScale * Number(shellPolarity, l.ToString()))];
        DiffuseFactor = Number(globals, "k_diff");
        QuarticPolarity = Number(globals, "en_scale4");
        CoordinationSteepness = Number(globals, "cn_steepness");
        LargestCoordination = Number(globals, "cn_max");

        var reader = new ElementReader(globals, expansions);
        elements = document.GetProperty("elements").EnumerateObject()
            .Select(entry => reader.Read(
                int.Parse(entry.Name, CultureInfo.InvariantCulture), entry.Value))
            .ToFrozenDictionary(element => element.Element.AtomicNumber);
    }

    /// <summary>The published table.</summary>
    public static Gfn0Parameters Published => Table.Value;

    /// <summary>k_l for l = s, p, d.</summary>
    public ImmutableArray<double> ShellFactors { get; }

    /// <summary>e_l for l = s, p, d; e = e_l + e_l' of a pair in 1 + e ΔEN² + 4e ΔEN⁴.</summary>
    public ImmutableArray<double> PolarityFactors { get; }

    /// <summary>The 4 of 4e ΔEN⁴.</summary>
    public double QuarticPolarity { get; }

    /// <summary>k_diff of a diffuse with a valence shell.</summary>
    public double DiffuseFactor { get; }

    /// <summary>k of erf(−k (r − r₀)/r₀).</summary>
    public double CoordinationSteepness { get; }

    /// <summary>The coordination number that the cap tends to.</summary>
    public double LargestCoordination { get; }

    public Gfn0Element? Find(Element element) =>
        elements.GetValueOrDefault(element.AtomicNumber);

    /// <summary>k_AB: 1 unless both elements are of the d block.</summary>
    public static double PairScale(Element a, Element b) =>
        !IsTransitionMetal(a) || !IsTransitionMetal(b) ? 1
        : IsCoinage(a) && IsCoinage(b) ? 0.9
        : 1.1;

    private static bool IsTransitionMetal(Element element) =>
        element.AtomicNumber is (>= 21 and <= 29) or (>= 39 and <= 47) or (>= 57 and <= 79);

    private static bool IsCoinage(Element element) => element.AtomicNumber is 29 or 47 or 79;

    private static double Number(JsonElement parent, string name) =>
        parent.GetProperty(name).GetDouble();

    private static Gfn0Parameters Read()
    {
        using Stream stream = typeof(Gfn0Parameters).Assembly
            .GetManifestResourceStream("gfn0_parameters.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        return new Gfn0Parameters(document.RootElement);
    }

    private sealed class ElementReader(JsonElement globals, SlaterExpansions expansions)
    {
        private readonly double radiusFactor = Number(globals, "cn_radius_factor");
        private readonly double distanceScale = Number(globals, "poly_prefactor");

        public Gfn0Element Read(int atomicNumber, JsonElement entry)
        {
            JsonElement charge = entry.GetProperty("eeq");
            var shells = ImmutableArray.CreateBuilder<Gfn0Shell>();
            foreach (JsonElement shell in entry.GetProperty("shells").EnumerateArray())
            {
                shells.Add(ReadShell(shell, shells));
            }

            return new Gfn0Element(
                new Element(atomicNumber),
                shells.ToImmutable(),
                Number(entry, "electronegativity"),
                Number(entry, "kq_atom_eV") / Gfn0Units.HartreeInEv,
                Number(entry, "atomic_radius_angstrom") / Gfn0Units.BohrInAngstrom,
                radiusFactor * Number(entry, "cov_radius_angstrom") / Gfn0Units.BohrInAngstrom,
                entry.GetProperty("valence_electrons").GetInt32(),
                new ChargeParameters(
                    Number(charge, "chi"),
                    Number(charge, "kcn"),
                    Number(charge, "gam"),
                    Number(charge, "alpha")));
        }

        private Gfn0Shell ReadShell(JsonElement shell, IEnumerable<Gfn0Shell> before)
        {
            int n = shell.GetProperty("n").GetInt32(), l = shell.GetProperty("l").GetInt32();
            bool isValence = shell.GetProperty("valence").GetBoolean();
            double exponent = Number(shell, "zeta");
            int length = shell.GetProperty("nprim").GetInt32();
            GaussianShell function = isValence
                ? expansions.Of(length, n, l, exponent)
                : expansions.OrthogonalTo(
                    before.First(valence => valence.AngularMomentum == l).Function,
                    length,
                    n,
                    exponent);
            return new Gfn0Shell(
                n,
                l,
                isValence,
                Number(shell, "level_eV") / Gfn0Units.HartreeInEv,
                exponent,
                Number(shell, "kcn_eV") / Gfn0Units.HartreeInEv,
                Number(shell, "kq_eV") / Gfn0Units.HartreeInEv,
                distanceScale * Number(shell, "poly"),
                function);
        }
    }
}
