using System.Diagnostics;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Operators.Integrals;

namespace Similarity.Operators;

/// <summary>
/// T = −½∇² in the basis <see cref="AnoBasis"/>: what the positions and kinds of the atoms alone
/// say. Its n-th band is nowhere below the n-th of free electrons, ½|k + G|² (Ritz). It says
/// nothing of electrons, so its spectrum has no Fermi level.
/// </summary>
public sealed record KineticOperator : SpectralOperator
{
    public override string Name => "kinetic";

    public override IReadOnlyDictionary<string, string> Parameters =>
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["threshold"] = OverlapThreshold.ToString("R", CultureInfo.InvariantCulture),
        };

    public override OperatorMatrices MatricesOf(Crystal crystal, int threads)
    {
        RequireWholeAtoms(crystal);
        long start = Stopwatch.GetTimestamp();
        var shells = new IReadOnlyList<GaussianShell>[crystal.Count];
        for (int site = 0; site < shells.Length; site++)
        {
            shells[site] = AnoBasis.ShellsOf(crystal.Sites[site].Element)
                ?? throw new UnsuitableCrystalException(
                    crystal, site, "the kinetic operator has functions for H to Rn only");
        }

        var pairs = LatticePairs.Build(new GaussianBasis(crystal, shells), threads: threads);
        (double[] overlap, double[] kinetic) = PairIntegrals.OverlapAndKinetic(pairs, threads);
        return new OperatorMatrices(pairs, overlap, kinetic)
        {
            IntegralSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
        };
    }

    internal static KineticOperator Parse(IReadOnlyDictionary<string, string> settings)
    {
        var parsed = new KineticOperator();
        foreach ((string name, string value) in settings)
        {
            parsed = name switch
            {
                "threshold" => parsed with { OverlapThreshold = ParseThreshold(value) },
                _ => throw new ArgumentException(
                    $"the kinetic operator has no setting '{name}'; expected threshold"),
            };
        }

        return parsed;
    }
}
