using Similarity.Cli.CommandLine;
using Similarity.Crystals;
using Similarity.DensityModels.GridPoint;
using Similarity.Formats;
using Similarity.Numerics;

namespace Similarity.Cli.Verbs.GridDensity;

/// <summary>What a density is predicted of: a structure and points in its cell.</summary>
internal sealed record PredictionSubject(Crystal Crystal, UniformGrid Grid)
{
    // Of a supercell; and of a plane, of which some are in memory at a time.
    private const int MostAtoms = 100_000_000, MostPlanePoints = 1 << 26;

    /// <param name="counts">Points along each axis; null: by the spacing.</param>
    /// <param name="spacing">Bohr.</param>
    public static PredictionSubject Read(string path, int[] repeat, int[]? counts, double spacing)
    {
        Crystal cell = ReadCrystal(path);
        if (cell.Periodicity != Periodicity.Full)
        {
            throw VerbException.Invalid(
                $"{path}: is no crystal, which repeats along three vectors");
        }

        if (repeat.Aggregate((double)cell.Count, (atoms, times) => atoms * times) > MostAtoms)
        {
            throw VerbException.Usage($"--repeat: makes more than {MostAtoms} atoms");
        }

        Crystal crystal = Repeated(cell, repeat);
        try
        {
            UniformGrid grid = counts is null
                ? UniformGrid.OfSpacing(crystal.Lattice, spacing)
                : new UniformGrid(crystal.Lattice, counts[0], counts[1], counts[2]);
            return (double)grid.Count1 * grid.Count2 <= MostPlanePoints
                ? new PredictionSubject(crystal, grid)
                : throw TooFine();
        }
        catch (ArgumentOutOfRangeException)
        {
            throw TooFine();
        }

        VerbException TooFine() => VerbException.Usage(
            $"{(counts is null ? "--spacing" : "--grid")}: a plane of the grid has at most "
            + $"{MostPlanePoints} points, and an axis a million");
    }

    private static Crystal ReadCrystal(string path)
    {
        var source = new FileSource(path);
        if (source.Head.Span.StartsWith("PK"u8))
        {
            return ReferenceDensity.Read(path).Crystal;
        }

        FileContents contents = FileFormats.Read(source);
        return contents.Structures.IsEmpty
            ? throw VerbException.Invalid($"{path}: holds no structure")
            : contents.Structures[0];
    }

    private static Crystal Repeated(Crystal cell, int[] times)
    {
        if (times is [1, 1, 1])
        {
            return cell;
        }

        Matrix3D a = cell.Lattice.Vectors;
        var lattice = new Lattice(new Matrix3D(
            times[0] * a.Row0, times[1] * a.Row1, times[2] * a.Row2));
        var sites = new List<Site>();
        for (int i = 0; i < times[0]; i++)
        {
            for (int j = 0; j < times[1]; j++)
            {
                for (int k = 0; k < times[2]; k++)
                {
                    foreach (Site site in cell.Sites)
                    {
                        sites.Add(site with
                        {
                            Position = new Vector3D(
                                (site.Position.X + i) / times[0],
                                (site.Position.Y + j) / times[1],
                                (site.Position.Z + k) / times[2]),
                        });
                    }
                }
            }
        }

        return new Crystal(lattice, sites, cell.Periodicity) { Name = cell.Name };
    }
}
