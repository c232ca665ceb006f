using Similarity.Crystals;

namespace Similarity.Operators.Grids;

/// <summary>All that every batch of points reads.</summary>
internal sealed class GridProblem
{
    private readonly AtomTable[] tables;

    /// <param name="tables">Of each site.</param>
    public GridProblem(
        Crystal crystal, CrystalGrid grid, SuperposedPotential potential, AtomTable[] tables)
    {
        this.tables = tables;
        Grid = grid;
        Potential = potential;
        LongestRow = tables.Max(table => table.Width);
        Images = SiteImage.Around(
            crystal, AtomicGrid.OutermostRadius + tables.Max(table => table.Range));
    }

    public CrystalGrid Grid { get; }

    public SuperposedPotential Potential { get; }

    /// <summary>The most numbers of a row of a table.</summary>
    public int LongestRow { get; }

    /// <summary>Every atom that may reach a point.</summary>
    public SiteImage[] Images { get; }

    public AtomTable TableOf(int site) => tables[site];

    /// <summary>No fewer functions than reach any one of the points of a batch.</summary>
    public int MostFunctions(Range batch)
    {
        var box = PointBox.Of(Grid.Points[batch]);
        int functions = 0;
        foreach (SiteImage image in Images)
        {
            double distance = box.DistanceTo(image.Position);
            foreach (TabulatedOrbital orbital in tables[image.Site].Orbitals)
            {
                functions +=
                    distance < orbital.End.Radius ? 2 * orbital.AngularMomentum + 1 : 0;
            }
        }

        return functions;
    }
}
