using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Operators.Grids;

/// <summary>
/// A local potential made of what the atoms around a point bring: sums of radial functions over
/// them, and what follows from the sums.
/// </summary>
internal abstract class SuperposedPotential
{
    /// <summary>How many sums there are.</summary>
    public abstract int Sums { get; }

    /// <summary>Where an atom of an element ends, in bohr.</summary>
    public abstract double CutoffOf(Element element);

    /// <summary>r times the functions of r that an atom of an element adds to the sums.</summary>
    /// <param name="values">One for each sum.</param>
    public abstract void Tabulate(Element element, double r, Span<double> values);

    /// <summary>V at points, in hartree.</summary>
    /// <param name="sums">Sum after sum of each point.</param>
    public abstract void Evaluate(
        ReadOnlySpan<Vector3D> points, ReadOnlySpan<double> sums, Span<double> potential);
}
