using System.Globalization;
using Similarity.Numerics;

namespace Similarity.Crystals.Nanotubes;

/// <summary>
/// A carbon nanotube as graphene rolled without stretching: a point u along the circumference C and
/// z along the axis of the sheet goes to (R cos 2πu/C, R sin 2πu/C, z), R = C/2π. Bonds are chords,
/// therefore a little shorter than those of the sheet. The symmetry is a line group: two atoms,
/// taken by t screws (rotation ψ, translation τ) and s rotations by 2π/d, d = gcd(n, m), make the
/// tube (C. T. White, D. H. Robertson, J. W. Mintmire, Phys. Rev. B 47, 5485 (1993)).
/// </summary>
public sealed class Nanotube
{
    /// <summary>Atoms of one helical cell, exchanged by a half-turn about the x axis.</summary>
    public const int AtomsPerHelicalCell = 2;

    /// <summary>1.42 Å, the bond of graphene, in bohr.</summary>
    public const double GrapheneBond = 1.42 / PhysicalConstants.BohrInAngstrom;

    // Angles are integers in units of 2π / 2(n² + nm + m²), so that no sum of them rounds.
    private readonly int fullTurn;
    private readonly int screwTurn;

    /// <param name="bond">Bond length of the sheet in bohr.</param>
    public Nanotube(Chirality chirality, double bond = GrapheneBond)
    {
        if (!(bond > 0 && double.IsFinite(bond)))
        {
            throw new ArgumentOutOfRangeException(nameof(bond), bond, "a bond length is positive");
        }

        Chirality = chirality;
        Bond = bond;
        int n = chirality.N, m = chirality.M;
        int d = chirality.Rotations;
        fullTurn = 2 * chirality.SquaredLength;

        // The screw is the vector p a₁ + q a₂ with (n q − m p)/d = 1; of all those, the one of
        // least rotation, ψ in [0, 2π/d).
        (int p, int q) = Complement(n / d, m / d);
        int turn = p * (2 * n + m) + q * (2 * m + n);
        int step = fullTurn / d;
        screwTurn = (turn % step + step) % step;
        RequireTube();
    }

    public Chirality Chirality { get; }

    /// <summary>Bond length of the sheet in bohr.</summary>
    public double Bond { get; }

    /// <summary>a, the lattice constant of the sheet: √3 bonds.</summary>
    public double LatticeConstant => Math.Sqrt(3) * Bond;

    /// <summary>a √(n² + nm + m²).</summary>
    public double Circumference => LatticeConstant * Math.Sqrt(Chirality.SquaredLength);

    public double Diameter => Circumference / Math.PI;

    /// <summary>The shortest translation, √3 C / d_R.</summary>
    public double Translation => Math.Sqrt(3) * Circumference / Chirality.TranslationDivisor;

    /// <summary>ψ in [0, 2π/d), the rotation of the screw.</summary>
    public double ScrewAngle => Angle(screwTurn);

    /// <summary>τ, the translation of the screw: the height of a row of d helical cells.</summary>
    public double ScrewTranslation =>
        Math.Sqrt(3) / 2 * LatticeConstant * LatticeConstant * Chirality.Rotations / Circumference;

    /// <summary>Screws in the shortest translation: a whole number of turns by 2π/d.</summary>
    public int ScrewsPerTranslation => fullTurn / Chirality.TranslationDivisor
        / Chirality.Rotations;

    /// <summary>The angle t ψ + 2π s/d by which a helical cell is rotated, in [0, 2π).</summary>
    public double AngleOf(int screws, int rotations) => Angle(Turn(screws, rotations));

    /// <summary>
    /// Where atom 0 or 1 of the helical cell (t, s) lies, in bohr; the axis is z.
    /// </summary>
    public Vector3D PositionOf(int atom, int screws, int rotations)
    {
        // The atoms lie at ∓(a₁ + a₂)/6 from the middle of their bond; (a₁ + a₂)·C and × C follow.
        int n = Chirality.N, m = Chirality.M;
        double side = atom == 0 ? -1.0 / 6 : 1.0 / 6;
        double angle = Angle(Turn(screws, rotations)) + Angle(1) * side * 3 * (n + m);
        double height = screws + side * (n - m) / Chirality.Rotations;
        double radius = Diameter / 2;
        return new Vector3D(
            radius * Math.Cos(angle), radius * Math.Sin(angle), height * ScrewTranslation);
    }

    /// <summary>Distances in bohr from an atom to all others up to a largest one.</summary>
    public IEnumerable<double> DistancesWithin(double largest)
    {
        Vector3D origin = PositionOf(0, 0, 0);

        // The other atom of a cell lies (n − m)/3d screws above or below.
        int screws = (int)(largest / ScrewTranslation)
            + (Chirality.N - Chirality.M) / (3 * Chirality.Rotations) + 1;
        for (int t = -screws; t <= screws; t++)
        {
            for (int s = 0; s < Chirality.Rotations; s++)
            {
                for (int atom = 0; atom < AtomsPerHelicalCell; atom++)
                {
                    double distance = (PositionOf(atom, t, s) - origin).Length;
                    if ((atom, t, s) != default && distance <= largest)
                    {
                        yield return distance;
                    }
                }
            }
        }
    }

    /// <summary>
    /// The atoms of a number of shortest translations along c, in a square box about the axis.
    /// </summary>
    /// <param name="vacuum">Between the walls of neighbouring images, in bohr.</param>
    /// <param name="periodicity">
    /// Full when not given: what programs that need a box, and most file formats, expect. With
    /// (false, false, true) the tube is alone and the box only a frame of coordinates.
    /// </param>
    public Crystal ToCrystal(double vacuum, int cells = 1, Periodicity? periodicity = null)
    {
        if (!(vacuum >= 0 && double.IsFinite(vacuum)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(vacuum), vacuum, "a vacuum is not negative");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(cells, 1);
        double width = Diameter + vacuum;
        double height = cells * Translation;
        var carbon = new Element(6);
        int screws = checked(cells * ScrewsPerTranslation);
        var sites = new List<Site>(checked(cells * Chirality.AtomsPerCell));
        for (int t = 0; t < screws; t++)
        {
            for (int s = 0; s < Chirality.Rotations; s++)
            {
                for (int atom = 0; atom < AtomsPerHelicalCell; atom++)
                {
                    Vector3D r = PositionOf(atom, t, s);
                    double z = r.Z / height;
                    sites.Add(new Site(
                        carbon, new(0.5 + r.X / width, 0.5 + r.Y / width, z - Math.Floor(z))));
                }
            }
        }

        var box = new Lattice(Matrix3D.Diagonal(width, width, height));
        return new Crystal(box, sites, periodicity) { Name = $"{Chirality} carbon nanotube" };
    }

    private double Angle(int units) => 2 * Math.PI / fullTurn * units;

    private int Turn(int screws, int rotations)
    {
        long units = (long)screws * screwTurn
            + (long)rotations * (fullTurn / Chirality.Rotations);
        return (int)((units % fullTurn + fullTurn) % fullTurn);
    }

    /// <summary>p, q with n q − m p = 1 for coprime n, m (Euclid's algorithm).</summary>
    private static (int P, int Q) Complement(int n, int m)
    {
        if (m == 0)
        {
            return (0, 1);
        }

        // n = c m + r and m q − r p = 1 give n (−p) − m (−q − c p) = 1.
        (int p, int q) = Complement(m, n % m);
        return (-q - n / m * p, -p);
    }

    /// <summary>
    /// Below some diameter the atoms across a hexagon are as near as a bond: no tube is left.
    /// </summary>
    private void RequireTube()
    {
        // First three bonds, then the next atoms, √3 bonds apart in the sheet.
        double[] distances = [.. DistancesWithin(2 * Bond).Order()];
        if (distances[0] < 0.85 * Bond || distances[3] < 1.3 * Bond)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"a {Chirality} tube is too narrow: its second neighbours are "
                    + $"{distances[3] / Bond:0.00} bonds apart, its nearest "
                    + $"{distances[0] / Bond:0.00}"));
        }
    }
}
