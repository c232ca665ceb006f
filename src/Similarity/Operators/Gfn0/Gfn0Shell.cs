namespace Similarity.Operators.Gfn0;

/// <summary>
/// One shell of an element in GFN0-xTB: h = h⁰ − k_CN CN − k_q q − …, a Slater function of exponent
/// ζ expanded in Gaussians, and the parameter p of its distance factor.
/// </summary>
/// <param name="PrincipalNumber">n.</param>
/// <param name="AngularMomentum">l.</param>
/// <param name="IsValence">
/// False for the second shell of one l, the diffuse 2s of hydrogen.
/// </param>
/// <param name="Level">h⁰ in hartree.</param>
/// <param name="SlaterExponent">ζ in 1/bohr.</param>
/// <param name="CoordinationShift">k_CN in hartree.</param>
/// <param name="ChargeShift">k_q in hartree.</param>
/// <param name="DistanceFactor">p of 1 + p √(r / R_AB).</param>
/// <param name="Function">Its Gaussians, orthogonal to the valence shell of the same l.</param>
internal sealed record Gfn0Shell(
    int PrincipalNumber,
    int AngularMomentum,
    bool IsValence,
    double Level,
    double SlaterExponent,
    double CoordinationShift,
    double ChargeShift,
    double DistanceFactor,
    GaussianShell Function);
