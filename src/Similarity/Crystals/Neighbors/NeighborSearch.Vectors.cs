namespace Similarity.Crystals.Neighbors;

internal sealed partial class NeighborSearch
{
    // The cell whose runs are listed; sites are often asked for cell by cell.
    private int listedCell = -1;

    /// <summary>
    /// The neighbours of one site, which depend on the crystal and the cutoff only, as does their
    /// order: by cells, unlike that of a <see cref="NeighborList"/>.
    /// </summary>
    public void FindVectors(int site, NeighborVectors vectors)
    {
        int cell = cells.CellOf[site];
        if (cell != listedCell)
        {
            (int row, int c) = int.DivRem(cell, cells.Sizes[2]);
            (int a, int b) = int.DivRem(row, cells.Sizes[1]);
            ListRuns(a, b, c);
            listedCell = cell;
        }

        int atom = cells.AtomOf[site];
        int count = FindHits(atom);
        double x = cells.X[atom], y = cells.Y[atom], z = cells.Z[atom];
        vectors.Clear();
        for (int i = 0; i < count; i++)
        {
            Hit hit = hits[i];
            Run run = runs[hit.Run];
            vectors.Add(
                cells.Order[hit.Atom],
                cells.X[hit.Atom] - x + run.Translation.X,
                cells.Y[hit.Atom] - y + run.Translation.Y,
                cells.Z[hit.Atom] - z + run.Translation.Z);
        }
    }
}
