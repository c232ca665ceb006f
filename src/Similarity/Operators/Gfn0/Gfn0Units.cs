namespace Similarity.Operators.Gfn0;

/// <summary>
/// The units in which GFN0-xTB was fitted, older than CODATA 2022. Its energies are these hartrees;
/// taking them for today's shifts levels by 5e-8 of themselves.
/// </summary>
internal static class Gfn0Units
{
    public const double HartreeInEv = 27.21138505;

    public const double BohrInAngstrom = 0.52917726;
}
