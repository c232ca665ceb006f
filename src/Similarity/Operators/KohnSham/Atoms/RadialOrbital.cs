namespace Similarity.Operators.KohnSham.Atoms;

/// <summary>One bound orbital u(r)/r Y_lm and its energy.</summary>
/// <param name="energy">ε in hartree.</param>
/// <param name="unknowns">u at the inner nodes of the elements.</param>
internal sealed class RadialOrbital(Subshell subshell, double energy, double[] unknowns)
{
    public Subshell Subshell => subshell;

    public double Energy { get; set; } = energy;

    public double[] Unknowns => unknowns;
}
