using Similarity.Crystals;

namespace Similarity.Operators;

/// <summary>
/// Gaussian shells on the sites of a crystal: the functions of site 0, shell after shell and each
/// m = −l … l, then those of site 1, … A site may have none.
/// </summary>
public sealed class GaussianBasis
{
    private readonly SiteShell[] shells;
    private readonly int[] firstShell;
    private readonly int[] firstFunction;

    public GaussianBasis(
        Crystal crystal, IReadOnlyList<IReadOnlyList<GaussianShell>> shellsOfSite)
    {
        if (shellsOfSite.Count != crystal.Count)
        {
            throw new ArgumentException(
                $"shells of {shellsOfSite.Count} sites for a crystal of {crystal.Count}",
                nameof(shellsOfSite));
        }

        Crystal = crystal;
        firstShell = new int[crystal.Count + 1];
        firstFunction = new int[crystal.Count + 1];
        var all = new List<SiteShell>();
        for (int site = 0; site < crystal.Count; site++)
        {
            foreach (GaussianShell shell in shellsOfSite[site])
            {
                all.Add(new SiteShell(site, shell, Count));
                Count += shell.Functions;
            }

            firstShell[site + 1] = all.Count;
            firstFunction[site + 1] = Count;
        }

        shells = [.. all];
    }

    public Crystal Crystal { get; }

    /// <summary>Number of functions.</summary>
    public int Count { get; }

    /// <summary>All shells in the order of their functions.</summary>
    public ReadOnlySpan<SiteShell> Shells => shells;

    public ReadOnlySpan<SiteShell> ShellsOf(int site) =>
        shells.AsSpan(firstShell[site]..firstShell[site + 1]);

    /// <summary>The functions First … First + Count − 1 are those of a site.</summary>
    public (int First, int Count) FunctionsOf(int site) =>
        (firstFunction[site], firstFunction[site + 1] - firstFunction[site]);

    /// <summary>Whether two sites carry the same shells in the same order.</summary>
    public bool HaveEqualShells(int site, int other)
    {
        ReadOnlySpan<SiteShell> a = ShellsOf(site), b = ShellsOf(other);
        bool equal = a.Length == b.Length;
        for (int shell = 0; equal && shell < a.Length; shell++)
        {
            equal = a[shell].Shell.Equals(b[shell].Shell);
        }

        return equal;
    }
}
