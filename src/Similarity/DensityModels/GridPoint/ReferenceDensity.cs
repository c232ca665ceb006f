using System.Globalization;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Formats.Npz;
using Similarity.Numerics;

namespace Similarity.DensityModels.GridPoint;

/// <summary>A calculated density to learn from or to compare with.</summary>
public sealed class ReferenceDensity
{
    private readonly double[] values;

    /// <param name="values">Electrons per bohr³, last axis fastest.</param>
    public ReferenceDensity(string name, Crystal crystal, UniformGrid grid, double[] values)
    {
        if (values.Length != grid.Count)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{values.Length} values on {grid.Count} points"), nameof(values));
        }

        Name = name;
        Crystal = crystal;
        Grid = grid;
        this.values = values;
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        Electrons = sum * grid.PointVolume;
    }

    public string Name { get; }

    public Crystal Crystal { get; }

    public UniformGrid Grid { get; }

    public ReadOnlySpan<double> Values => values;

    /// <summary>∫ρ by the sum over the grid.</summary>
    public double Electrons { get; }

    /// <summary>In rydberg, where the file says what its program found; otherwise null.</summary>
    public double? HartreeEnergyRydberg { get; init; }

    /// <summary>
    /// A .cube file or CHGCAR, or an .npz with <c>rho</c> (times <c>rho_unit</c>, if there),
    /// <c>cell_bohr</c>, <c>xyz_bohr</c> and <c>atomic_numbers</c>.
    /// </summary>
    /// <exception cref="InvalidFileException">It is none of them, or damaged.</exception>
    public static ReferenceDensity Read(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        var source = new FileSource(path);
        if (source.Head.Span.StartsWith("PK"u8))
        {
            return ReadNpz(name, source);
        }

        FileContents contents = FileFormats.Read(source);
        if (contents.Volume is not VolumetricData volume)
        {
            throw new InvalidFileException(
                path, $"is of the format {contents.Format} and holds no density on a grid");
        }

        if (volume.Origin.Length > 1e-6)
        {
            throw new InvalidFileException(
                path, $"its grid begins at {volume.Origin}; expected at the origin of the cell");
        }

        var grid = new UniformGrid(
            volume.Crystal.Lattice, volume.Count0, volume.Count1, volume.Count2);
        return new ReferenceDensity(name, volume.Crystal, grid, [.. volume.Values]);
    }

    private static ReferenceDensity ReadNpz(string name, FileSource source)
    {
        var archive = NpzArchive.Read(
            source,
            ["rho", "rho_unit", "cell_bohr", "xyz_bohr", "atomic_numbers", "hartree_energy_ry"]);
        NpyArray rho = archive["rho"], positions = archive["xyz_bohr"];
        NpyArray numbers = archive["atomic_numbers"];
        FilePlace place = archive.Place("rho");
        if (rho.Shape.Length != 3)
        {
            throw place.Error($"has the shape {rho.ShapeText}; expected three axes");
        }

        ReadOnlySpan<double> cell = (archive.Find("cell_bohr", 3, 3)
            ?? throw archive.Place("cell_bohr").Error("expected an array of this name")).Values;
        if (numbers.Shape.Length != 1
            || !positions.Shape.SequenceEqual([numbers.Shape[0], 3]))
        {
            throw archive.Place("xyz_bohr").Error(
                $"has the shape {positions.ShapeText} beside atomic_numbers of the shape "
                + numbers.ShapeText);
        }

        double unit = archive.Find("rho_unit", [])?.Values[0] ?? 1;
        double[] values = new double[rho.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = unit * rho.Values[i];
            if (!double.IsFinite(values[i]))
            {
                throw place.Error($"value {i} is no finite number");
            }
        }

        var vectors = new Matrix3D(
            new(cell[0], cell[1], cell[2]),
            new(cell[3], cell[4], cell[5]),
            new(cell[6], cell[7], cell[8]));
        var sites = new List<Site>();
        Lattice lattice = archive.Place("cell_bohr").Build(() => new Lattice(vectors));
        for (int i = 0; i < numbers.Values.Length; i++)
        {
            ReadOnlySpan<double> r = positions.Values.Slice(3 * i, 3);
            int number = (int)numbers.Values[i];
            Element element =
                archive.Place("atomic_numbers").Build(() => new Element(number));
            sites.Add(new Site(element, lattice.ToFractional(new Vector3D(r[0], r[1], r[2]))));
        }

        int[] shape = rho.Shape.ToArray();
        Crystal crystal = archive.Place("xyz_bohr")
            .Build(() => new Crystal(lattice, sites) { Name = name });
        UniformGrid grid =
            place.Build(() => new UniformGrid(lattice, shape[0], shape[1], shape[2]));
        return new ReferenceDensity(name, crystal, grid, values)
        {
            HartreeEnergyRydberg = archive.Find("hartree_energy_ry", [])?.Values[0],
        };
    }
}
