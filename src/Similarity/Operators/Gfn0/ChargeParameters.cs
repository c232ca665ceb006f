namespace Similarity.Operators.Gfn0;

/// <summary>
/// An element in electronegativity equilibration, atomic units: E(q) = χ q − κ √CN q + ½ J q², with
/// the hardness J = γ + √(2/π)/a of a Gaussian charge of width a.
/// </summary>
/// <param name="Electronegativity">χ.</param>
/// <param name="CoordinationFactor">κ.</param>
/// <param name="Hardness">γ, which the Gaussian's own repulsion is added to.</param>
/// <param name="Width">a in bohr.</param>
internal sealed record ChargeParameters(
    double Electronegativity, double CoordinationFactor, double Hardness, double Width);
