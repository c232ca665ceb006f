namespace Similarity.Operators.KohnSham.Functionals;

/// <summary>A functional at one point. <c>default</c> is the vacuum.</summary>
/// <param name="Energy">ε, per electron.</param>
/// <param name="DensityDerivative">∂(nε)/∂n.</param>
/// <param name="SigmaDerivative">∂(nε)/∂σ.</param>
internal readonly record struct LocalXc(
    double Energy, double DensityDerivative, double SigmaDerivative);
