namespace Similarity.Operators.Integrals;

/// <summary>The blocks of shells that make up the block of two sites with given shells.</summary>
/// <param name="Radius">The largest radius of its shells, in bohr.</param>
internal sealed record SitePairBlock(
    int Rows, int Columns, double Radius, ShellBlock[] Shells)
{
    /// <summary>The highest angular momentum among the shells; 0 without any.</summary>
    public int HighestL { get; } = Shells
        .Select(shell => Math.Max(shell.RowL, shell.ColumnL)).DefaultIfEmpty().Max();
}

/// <summary>
/// The block of a shell of angular momentum RowL, from row Row of the block of the sites, and one
/// of ColumnL, from column Column; zero where the distance exceeds Radius.
/// </summary>
/// <param name="Sign">The factor of the functions of Pair.</param>
internal sealed record ShellBlock(
    int RowL, int ColumnL, int Row, int Column, ShellPair Pair, int Sign, double Radius);
