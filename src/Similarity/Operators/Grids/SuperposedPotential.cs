using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Operators.Grids;

/// <summary>
/// A local potential made of what the atoms around a point bring: sums over them, made of radial
/// functions, and what follows from the sums.
/// </summary>
internal abstract class SuperposedPotential
{
    /// <summary>How many radial functions an atom has.</summary>
    public abstract int RadialFunctions { get; }

    /// <summary>How many sums a point has.</summary>
    public abstract int Sums { get; }

    /// <summary>Where an atom of an element ends, in bohr.</summary>
    public abstract double CutoffOf(Element element);

    /// <summary>The radial functions of an element, smooth in √r.</summary>
    public abstract void Tabulate(Element element, double r, Span<double> values);

    /// <summary>Adds one atom to the sums of a point.</summary>
    /// <param name="values">Its radial functions there.</param>
    /// <param name="d">From the atom to the point.</param>
    /// <param name="inverse">1/|d|.</param>
    public abstract void Add(
        ReadOnlySpan<double> values, Vector3D d, double inverse, Span<double> sums);

    /// <summary>V at points, in hartree.</summary>
    /// <param name="sums">All sums of one point after those of another.</param>
    public abstract void Evaluate(
        ReadOnlySpan<Vector3D> points, ReadOnlySpan<double> sums, Span<double> potential);
}
