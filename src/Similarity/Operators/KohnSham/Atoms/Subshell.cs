namespace Similarity.Operators.KohnSham.Atoms;

/// <summary>The 2l + 1 orbitals n, l of an atom with their electrons spread evenly.</summary>
/// <param name="PrincipalNumber">n, at least l + 1.</param>
/// <param name="AngularMomentum">l.</param>
/// <param name="Occupation">Electrons, 0 to 4l + 2.</param>
public readonly record struct Subshell(
    int PrincipalNumber, int AngularMomentum, double Occupation)
{
    /// <summary>Zeros of the radial function between the origin and infinity.</summary>
    internal int Nodes => PrincipalNumber - AngularMomentum - 1;

    /// <summary>1s, 2p, …</summary>
    public string Label => $"{PrincipalNumber}{"spdf"[AngularMomentum]}";
}
