using System.Globalization;
using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// Atoms in a periodic cell. Immutable; sites keep the order of their source. A molecule is a
/// crystal with <see cref="Periodicity.None"/>, whose lattice is only a frame of coordinates.
/// </summary>
public sealed class Crystal
{
    private readonly Site[] sites;

    public Crystal(Lattice lattice, IEnumerable<Site> sites, Periodicity? periodicity = null)
    {
        Lattice = lattice;
        this.sites = sites.ToArray();
        Periodicity = periodicity ?? Periodicity.Full;
        for (int i = 0; i < this.sites.Length; i++)
        {
            Site site = this.sites[i];
            if (site.Element.AtomicNumber == 0)
            {
                throw new ArgumentException($"site {i} has no element", nameof(sites));
            }

            if (!double.IsFinite(site.Position.LengthSquared))
            {
                throw new ArgumentException(
                    $"site {i} ({site.Element}) has no finite position", nameof(sites));
            }

            if (!(site.Occupancy > 0 && site.Occupancy <= 1))
            {
                string problem = string.Create(
                    CultureInfo.InvariantCulture, $"has occupancy {site.Occupancy}, not in (0, 1]");
                throw new ArgumentException($"site {i} ({site.Element}) {problem}", nameof(sites));
            }
        }
    }

    public Lattice Lattice { get; }

    public Periodicity Periodicity { get; }

    public ReadOnlySpan<Site> Sites => sites;

    /// <summary>
    /// Number of sites; in a disordered crystal more than the number of positions.
    /// </summary>
    public int Count => sites.Length;

    /// <summary>The source's name or id of this structure, if it gave one.</summary>
    public string? Name { get; init; }

    /// <summary>True when every site is fully occupied.</summary>
    public bool IsOrdered => Array.TrueForAll(sites, site => site.Occupancy == 1);

    /// <summary>
    /// Reduced formula, e.g. "BaTiO3". Fractional amounts of a disordered crystal are kept to three
    /// decimals.
    /// </summary>
    public string Formula => ChemicalFormula.Reduced(sites);

    public Vector3D CartesianPosition(int site) => Lattice.ToCartesian(sites[site].Position);
}
