using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Similarity.Operators.Atoms;

namespace Similarity.Operators.Grids;

/// <summary>
/// The radial functions of an element at equal steps of √r, which are close where functions are
/// steep; between them a polynomial of third degree. A row holds the functions of the potential,
/// then χ/r^l of all orbitals, then what ĥ makes of them times r/r^l.
/// </summary>
internal sealed class AtomTable
{
    private const int Nodes = 2500;
    private const int Lanes = 4;

    private readonly double[] rows;
    private readonly double stepsPerRoot;

    public AtomTable(AtomBasis basis, SuperposedPotential potential, double tail)
    {
        PotentialFunctions = potential.RadialFunctions;
        Cutoff = potential.CutoffOf(basis.Potential.Element);
        Orbitals = [.. basis.Orbitals.Select(orbital => new TabulatedOrbital(
            orbital.AngularMomentum, OrbitalEnd.Of(orbital, tail)))];
        Range = Math.Max(Cutoff, Orbitals.Max(orbital => orbital.End.Radius));
        Width = (PotentialFunctions + 2 * Orbitals.Length + Lanes - 1) / Lanes * Lanes;
        double step = Math.Sqrt(Range) / (Nodes - 3);
        stepsPerRoot = 1 / step;
        rows = new double[Nodes * Width];
        for (int node = 0; node < Nodes; node++)
        {
            double root = node * step;
            Fill(basis, potential, root * root, rows.AsSpan(node * Width, Width));
        }
    }

    /// <summary>The number of radial functions of the potential.</summary>
    public int PotentialFunctions { get; }

    /// <summary>Where the atom's part of the potential ends.</summary>
    public double Cutoff { get; }

    public ImmutableArray<TabulatedOrbital> Orbitals { get; }

    /// <summary>Where the last of all these functions ends.</summary>
    public double Range { get; }

    /// <summary>Numbers of a row.</summary>
    public int Width { get; }

    /// <summary>All functions at r ≤ <see cref="Range"/>.</summary>
    /// <param name="row">Of <see cref="Width"/>.</param>
    public void Interpolate(double r, Span<double> row)
    {
        double position = Math.Sqrt(r) * stepsPerRoot;
        int node = Math.Clamp((int)position, 1, Nodes - 3);
        double f = position - node;
        double a = -f * (f - 1) * (f - 2) / 6;
        double b = (f + 1) * (f - 1) * (f - 2) / 2;
        double c = -(f + 1) * f * (f - 2) / 2;
        double d = (f + 1) * f * (f - 1) / 6;
        ref double first = ref rows[(node - 1) * Width];
        ref double target = ref MemoryMarshal.GetReference(row);
        for (int i = 0; i < Width; i += Lanes)
        {
            Vector256<double> sum = a * Vector256.LoadUnsafe(ref first, (nuint)i)
                + b * Vector256.LoadUnsafe(ref first, (nuint)(i + Width))
                + c * Vector256.LoadUnsafe(ref first, (nuint)(i + 2 * Width))
                + d * Vector256.LoadUnsafe(ref first, (nuint)(i + 3 * Width));
            sum.StoreUnsafe(ref target, (nuint)i);
        }
    }

    private void Fill(AtomBasis basis, SuperposedPotential potential, double r, Span<double> row)
    {
        potential.Tabulate(basis.Potential.Element, r, row[..PotentialFunctions]);
        int count = Orbitals.Length;
        for (int i = 0; i < count; i++)
        {
            AtomicOrbital orbital = basis.Orbitals[i];
            double factor = Math.Sqrt((2 * orbital.AngularMomentum + 1) / (4 * Math.PI));
            (double value, double remainder) = basis.At(orbital, r, Orbitals[i].End);
            row[PotentialFunctions + i] = factor * value;
            row[PotentialFunctions + count + i] = factor * remainder;
        }
    }
}

/// <summary>An orbital whose radial functions are in a table.</summary>
internal readonly record struct TabulatedOrbital(int AngularMomentum, OrbitalEnd End);
