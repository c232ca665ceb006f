using System.Collections.Immutable;

namespace Similarity.Fingerprints;

/// <summary>
/// The NOMAD fingerprint of a spectrum; its values are the states of all intervals of the grid,
/// zero where the spectrum does not reach.
/// </summary>
internal sealed record NomadMethod : FingerprintMethod
{
    /// <summary>Points per σ, or per step of the mesh, at which bands are evaluated.</summary>
    private const double Oversampling = 4;

    public required NomadGrid Grid { get; init; }

    /// <summary>Where the zero of the spectrum is.</summary>
    public required SpectralCentre Reference { get; init; }

    public override string GridId =>
        $"nomad {QuantityText} reference={ReferenceName} {Grid.CanonicalId} {SigmaText}";

    public override ImmutableArray<FingerprintSegment>? Segments => [Segment()];

    private string ReferenceName => Reference == SpectralCentre.FermiLevel ? "fermi" : "vbm";

    public override FingerprintContent Evaluate(ReferenceSpectrum spectrum)
    {
        double zero = spectrum.Centre(Reference);
        double amount = spectrum.Amount(Unit) * PhysicalConstants.HartreeInEv;

        // A spectrum that reaches over both ends covers every interval.
        double margin = 2 * Grid.StepEv;
        double lowest = Grid.EnergiesEv[0] + Grid.ReferenceEv - margin;
        double highest = Grid.EnergiesEv[^1] + Grid.ReferenceEv + margin;
        double step = Math.Min(SigmaEv, Grid.StepEv) / Oversampling;
        double[] points = spectrum.Points(
            (zero + lowest / PhysicalConstants.HartreeInEv,
                zero + highest / PhysicalConstants.HartreeInEv),
            step / PhysicalConstants.HartreeInEv);
        double[] densities = spectrum.Densities(points, Channels)[0];
        var nomad = NomadFingerprint.Of(
            Grid,
            Array.ConvertAll(points, point => (point - zero) * PhysicalConstants.HartreeInEv),
            Array.ConvertAll(densities, density => density / amount));
        double[] values = new double[Grid.EnergiesEv.Length - 1];
        nomad.States.CopyTo(values.AsSpan(nomad.First));
        return new FingerprintContent(GridId, [Segment()], values) { Nomad = nomad };
    }

    /// <summary>The middles of the intervals.</summary>
    private FingerprintSegment Segment()
    {
        var middles = ImmutableArray.CreateBuilder<double>();
        for (int i = 0; i + 1 < Grid.EnergiesEv.Length; i++)
        {
            middles.Add(
                Grid.ReferenceEv + (Grid.EnergiesEv[i] + Grid.EnergiesEv[i + 1]) / 2);
        }

        return new FingerprintSegment(ReferenceName, middles.DrainToImmutable());
    }
}
