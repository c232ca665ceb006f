using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Spectra;

/// <summary>
/// Eigenvalues ε(spin, k, band) in hartree on weighted k-points: a path (weights irrelevant), a
/// grid, or any list. What the source said beyond the eigenvalues (electrons, Fermi level,
/// occupations) is kept as reported and never trusted by the algorithms without a check.
/// </summary>
public sealed class BandStructure
{
    private readonly double[] energies;
    private readonly Vector3D[] kPoints;
    private readonly double[] weights;

    /// <param name="spins">1, or 2 for a collinear spin-polarised calculation.</param>
    /// <param name="statesPerBand">Electrons that fill one band of one spin at one k-point: 2 when
    /// both spins share the band, 1 when spins are separate or the bands are spinors.</param>
    /// <param name="kPoints">
    /// Fractional coordinates in the basis of reciprocal lattice vectors.
    /// </param>
    /// <param name="weights">Non-negative; normalised here to sum to 1.</param>
    /// <param name="energies">Index ((spin · kPoints) + k) · bands + band, in hartree.</param>
    public BandStructure(
        int spins,
        int statesPerBand,
        ReadOnlySpan<Vector3D> kPoints,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> energies)
    {
        if (spins is not (1 or 2) || statesPerBand is not (1 or 2) || spins * statesPerBand > 2)
        {
            throw new ArgumentException(
                $"{spins} spins with {statesPerBand} electrons per band; expected 1×2, 2×1 or 1×1 "
                    + $"(spinors)");
        }

        if (kPoints.IsEmpty || weights.Length != kPoints.Length)
        {
            throw new ArgumentException(
                $"{kPoints.Length} k-points with {weights.Length} weights; expected as many, at "
                    + $"least one");
        }

        int bands = energies.Length / (spins * kPoints.Length);
        if (bands == 0 || energies.Length != spins * kPoints.Length * bands)
        {
            throw new ArgumentException(
                $"{energies.Length} eigenvalues do not fill {spins} spins × {kPoints.Length} "
                    + $"k-points × bands");
        }

        for (int i = 0; i < energies.Length; i++)
        {
            if (!double.IsFinite(energies[i]))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"eigenvalue of spin {i / bands / kPoints.Length}, k-point "
                        + $"{i / bands % kPoints.Length}, band {i % bands} is {energies[i]}"));
            }
        }

        double sum = 0;
        foreach (double weight in weights)
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"k-point weight {weight}; expected a number not below 0"));
            }

            sum += weight;
        }

        if (!(sum > 0))
        {
            throw new ArgumentException("all k-point weights are zero");
        }

        Spins = spins;
        StatesPerBand = statesPerBand;
        Bands = bands;
        RawWeightSum = sum;
        this.kPoints = kPoints.ToArray();
        this.energies = energies.ToArray();
        this.weights = weights.ToArray();
        for (int k = 0; k < this.weights.Length; k++)
        {
            this.weights[k] /= sum;
        }
    }

    public int Spins { get; }

    /// <summary>f_max: electrons in one full band of one spin, 2 or 1.</summary>
    public int StatesPerBand { get; }

    public int Bands { get; }

    /// <summary>
    /// Fractional k-points, in the reciprocal basis of <see cref="Crystal"/>'s lattice.
    /// </summary>
    public ReadOnlySpan<Vector3D> KPoints => kPoints;

    /// <summary>Weights that sum to 1.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>What the source's weights summed to before normalisation.</summary>
    public double RawWeightSum { get; }

    /// <summary>All eigenvalues in hartree, bands fastest, then k-points, then spins.</summary>
    public ReadOnlySpan<double> Energies => energies;

    /// <summary>The eigenvalues of one spin at one k-point, in the source's order.</summary>
    public ReadOnlySpan<double> EnergiesAt(int spin, int kPoint) =>
        energies.AsSpan((spin * kPoints.Length + kPoint) * Bands, Bands);

    /// <summary>The structure the bands belong to, if the source holds it.</summary>
    public Crystal? Crystal { get; init; }

    /// <summary>The reciprocal lattice, rows in 1/bohr with 2π, if known; masses need it.</summary>
    public Matrix3D? ReciprocalLattice { get; init; }

    /// <summary>Electrons per cell as reported.</summary>
    public double? Electrons { get; init; }

    /// <summary>Fermi level in hartree as reported.</summary>
    public double? ReportedFermiLevel { get; init; }

    /// <summary>
    /// Occupations 0…1 as reported, indexed like <see cref="Energies"/>; empty if none.
    /// </summary>
    public ReadOnlyMemory<double> ReportedOccupations { get; init; }

    /// <summary>The smearing of the source calculation, if it said so and we know it.</summary>
    public Smearing? ReportedSmearing { get; init; }

    /// <summary>
    /// |∂ε/∂k|² of each state in (hartree · bohr)², indexed like <see cref="Energies"/>; empty if
    /// not known.
    /// </summary>
    public ReadOnlyMemory<double> SquaredVelocities
    {
        get;
        init => field = value.IsEmpty || value.Length == energies.Length
            ? value
            : throw new ArgumentException(
                $"{value.Length} velocities on {energies.Length} eigenvalues");
    }

    /// <summary>What each state consists of, if known.</summary>
    public BandProjections? Projections
    {
        get;
        init => field = value is null || value.States == energies.Length
            ? value
            : throw new ArgumentException(
                $"projections of {value.States} states on {energies.Length} eigenvalues");
    }

    /// <summary>
    /// The lines the k-points lie on, when they are a path; or those of weight 0 beside a mesh, as
    /// hybrid functionals need it.
    /// </summary>
    public KPointPath? Path { get; init; }

    /// <summary>
    /// Whether the weights are those of a sample of the whole zone: true unless each point that has
    /// one lies on the path.
    /// </summary>
    public bool SamplesZone
    {
        get
        {
            if (Path is null)
            {
                return true;
            }

            bool[] isOnPath = new bool[weights.Length];
            foreach (KPointPathSegment segment in Path.Segments)
            {
                isOnPath.AsSpan(segment.Start, segment.Count).Fill(true);
            }

            return Enumerable.Range(0, weights.Length).Any(k => weights[k] > 0 && !isOnPath[k]);
        }
    }
}
