namespace Similarity.Operators.Integrals;

/// <summary>The blocks of shells that make up the block of two sites with given shells.</summary>
/// <param name="Radius">The largest radius of its shells, in bohr.</param>
internal sealed record SitePairBlock(
    int Rows, int Columns, double Radius, ShellBlock[] Shells);

/// <summary>
/// The block of shells A and B from row Row and column Column of the block of their sites; zero
/// where the distance exceeds Radius.
/// </summary>
internal sealed record ShellBlock(
    GaussianShell A, GaussianShell B, int Row, int Column, ShellPair Pair, double Radius);
