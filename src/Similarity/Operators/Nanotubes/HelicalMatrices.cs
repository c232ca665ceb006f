using System.Numerics;
using Similarity.Crystals.Nanotubes;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Operators.Nanotubes;

/// <summary>
/// O(κ, μ) = Σ_ts e^{i(κt + 2πμs/d)} ⟨0|O|t, s⟩ of the overlap and of an operator, over the images
/// of a helical cell of two atoms by t screws and s rotations. The orbitals of an image are rotated
/// with it about the axis, which makes the sum exact for any angle of the screw
/// (C. T. White, D. H. Robertson, J. W. Mintmire, Phys. Rev. B 47, 5485 (1993)).
/// </summary>
internal sealed class HelicalMatrices
{
    private const int Atoms = Nanotube.AtomsPerHelicalCell;

    private readonly int rotations;

    // Overlap and operator between cell 0 and cell (t, s), t ≥ 0, at [t · rotations + s]. Those of
    // −t are their transposes.
    private readonly List<(Matrix<double> Overlap, Matrix<double> Operator)?> blocks = [];

    public HelicalMatrices(Nanotube tube, EquivalentAtoms atoms)
    {
        rotations = tube.Chirality.Rotations;
        Count = Atoms * atoms.Functions;
        double height = Math.Abs(tube.PositionOf(1, 0, 0).Z - tube.PositionOf(0, 0, 0).Z);
        Screws = (int)((atoms.Reach + height) / tube.ScrewTranslation);
        for (int t = 0; t <= Screws; t++)
        {
            for (int s = 0; s < rotations; s++)
            {
                blocks.Add(BlocksOf(tube, atoms, t, s));
            }
        }
    }

    /// <summary>Functions of a helical cell, the order of O(κ, μ).</summary>
    public int Count { get; }

    /// <summary>The largest t of an image within reach.</summary>
    public int Screws { get; }

    /// <summary>The matrices of one μ, 0 ≤ μ &lt; d, for every κ.</summary>
    public HelicalSector Sector(int mu)
    {
        var overlap = new Complex[Screws + 1][];
        var hamiltonian = new Complex[Screws + 1][];
        for (int t = 0; t <= Screws; t++)
        {
            overlap[t] = new Complex[Count * Count];
            hamiltonian[t] = new Complex[Count * Count];
            for (int s = 0; s < rotations; s++)
            {
                if (blocks[t * rotations + s] is var (s0, h0))
                {
                    // A whole number of turns less, so that the phases of equal images are equal.
                    int turn = (int)((long)mu * s % rotations);
                    Complex phase = Complex.FromPolarCoordinates(
                        1, 2 * Math.PI * turn / rotations);
                    Add(phase, s0.Values, overlap[t]);
                    Add(phase, h0.Values, hamiltonian[t]);
                }
            }
        }

        return new HelicalSector(Count, overlap, hamiltonian);
    }

    private static void Add(Complex phase, ReadOnlySpan<double> block, Span<Complex> sum)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += phase * block[i];
        }
    }

    private (Matrix<double> Overlap, Matrix<double> Operator)? BlocksOf(
        Nanotube tube, EquivalentAtoms atoms, int t, int s)
    {
        int functions = atoms.Functions;
        (Matrix<double> Overlap, Matrix<double> Operator)? found = null;
        double[] overlap = new double[functions * functions];
        double[] hamiltonian = new double[functions * functions];
        for (int i = 0; i < Atoms; i++)
        {
            for (int j = 0; j < Atoms; j++)
            {
                // The same atom is exactly at 0, not at a rounding of two positions.
                Vector3D displacement = (i, t, s) == (j, 0, 0)
                    ? default
                    : tube.PositionOf(j, t, s) - tube.PositionOf(i, 0, 0);
                if (displacement.Length <= atoms.Reach)
                {
                    found ??= (new(Count, Count), new(Count, Count));
                    atoms.Blocks(displacement, overlap, hamiltonian);
                    double angle = tube.AngleOf(t, s);
                    AxialRotation.Apply(overlap, atoms.AngularMomenta, angle);
                    AxialRotation.Apply(hamiltonian, atoms.AngularMomenta, angle);
                    Place(overlap, found.Value.Overlap, i * functions, j * functions);
                    Place(hamiltonian, found.Value.Operator, i * functions, j * functions);
                }
            }
        }

        return found;
    }

    private static void Place(double[] block, Matrix<double> into, int row, int column)
    {
        int functions = into.Rows / Atoms;
        for (int i = 0; i < functions; i++)
        {
            block.AsSpan(i * functions, functions).CopyTo(into.Row(row + i)[column..]);
        }
    }
}
