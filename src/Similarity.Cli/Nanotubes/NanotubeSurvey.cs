using System.Collections.Immutable;
using Similarity.Crystals.Nanotubes;
using Similarity.Learning.Decomposition;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators;
using Similarity.Operators.Nanotubes;
using Similarity.Spectra;

namespace Similarity.Cli.Nanotubes;

/// <summary>
/// All tubes of a range of n, 0 ≤ m ≤ n, in GFN0-xTB: their gaps, how these follow from diameter
/// and chiral angle, and a map of their spectra.
/// </summary>
/// <param name="Map">
/// The first two principal components of the fingerprints, one row a tube; the directions are those
/// of the tubes that <see cref="IsOnMap"/>.
/// </param>
/// <param name="VarianceRatios">The part of the variance along each.</param>
internal sealed record NanotubeSurvey(
    ImmutableArray<SurveyedTube> Tubes,
    ImmutableArray<FamilyFit> Fits,
    Matrix<double> Map,
    ImmutableArray<double> VarianceRatios)
{
    /// <summary>
    /// Narrower tubes mix σ* into π*, so that their gaps follow no power of the diameter (X. Blase
    /// et al., Phys. Rev. Lett. 72, 1878 (1994)); the fits leave them out.
    /// </summary>
    public const double NarrowestOfFitsInAngstrom = 6;

    private const double WindowEv = 1.5;
    private const double WidthEv = 0.1;
    private const int Points = 301;

    /// <param name="finished">Called as each tube is done, from any thread.</param>
    public static NanotubeSurvey Of(
        int lowest, int highest, int threads, Action finished, CancellationToken cancellation)
    {
        Chirality[] indices = Enumerable.Range(lowest, highest - lowest + 1)
            .SelectMany(n => Enumerable.Range(0, n + 1).Select(m => new Chirality(n, m)))
            .ToArray();
        var tubes = new SurveyedTube[indices.Length];
        Parallel.For(
            0,
            indices.Length,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = threads,
                CancellationToken = cancellation,
            },
            i =>
            {
                tubes[i] = TubeOf(new Nanotube(indices[i]), cancellation);
                finished();
            });

        Matrix<double> fingerprints = FingerprintsOf(tubes);
        SurveyedTube[] wide = tubes.Where(IsWide).ToArray();
        var components = PrincipalComponents.Of(
            wide.Length > 2 ? FingerprintsOf(wide) : fingerprints, 2, threads);
        return new NanotubeSurvey(
            [.. tubes],
            FamilyFit.AllOf(tubes),
            components.Scores(fingerprints, threads),
            [.. Enumerable.Range(0, components.Count).Select(components.VarianceRatio)]);
    }

    /// <summary>
    /// Narrow tubes, each unlike all others, are left out of the map, where there are wider ones.
    /// </summary>
    public bool IsOnMap(SurveyedTube tube) => IsWide(tube) || Tubes.Count(IsWide) < 3;

    private static bool IsWide(SurveyedTube tube) =>
        tube.DiameterInAngstrom >= NarrowestOfFitsInAngstrom;

    private static Matrix<double> FingerprintsOf(SurveyedTube[] tubes) => new(
        tubes.Length, Points, [.. tubes.SelectMany(tube => tube.Fingerprint)]);

    private static SurveyedTube TubeOf(Nanotube tube, CancellationToken cancellation)
    {
        HelicalSpectrum spectrum = HelicalBands.Of(
            new Gfn0Operator(), tube, threads: 1, cancellation: cancellation);
        BandStructure bands = spectrum.Bands;
        var smearing = new Gaussian(WidthEv / PhysicalConstants.HartreeInEv);
        double fermiLevel = FermiLevel.Solve(bands, bands.Electrons!.Value, smearing).Chosen!.Value;
        double half = WindowEv / PhysicalConstants.HartreeInEv;
        DensityOfStates dos = DosCalculation.Evaluate(
            bands,
            smearing,
            EnergyGrid.Uniform(fermiLevel - half, fermiLevel + half, Points),
            new DosOptions { Threads = 1 });
        double perAtom = PhysicalConstants.HartreeInEv * Nanotube.AtomsPerHelicalCell;
        return new SurveyedTube(
            tube, spectrum.Gap!, Array.ConvertAll(dos.Total(), value => value / perAtom));
    }
}
