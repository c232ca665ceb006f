using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.ExtendedXyz;

/// <summary>
/// One frame as the file has it, in the file's units: everything in the comment line and every
/// column, so that a frame which is written is read back the same. <see cref="Crystal"/> is what it
/// means.
/// </summary>
public sealed class ExtendedXyzFrame
{
    internal ExtendedXyzFrame(
        ImmutableArray<KeyValuePair<string, ExtendedXyzValue>> info,
        ImmutableArray<ExtendedXyzColumn> columns,
        string? comment,
        Crystal crystal)
    {
        Info = info;
        Columns = columns;
        Comment = comment;
        Crystal = crystal;
    }

    /// <summary>Keys of the comment line in file order, without Properties.</summary>
    public ImmutableArray<KeyValuePair<string, ExtendedXyzValue>> Info { get; }

    /// <summary>The properties of atoms, in file order.</summary>
    public ImmutableArray<ExtendedXyzColumn> Columns { get; }

    /// <summary>
    /// The comment of a plain XYZ frame, which is no list of keys; null in extended XYZ.
    /// </summary>
    public string? Comment { get; }

    /// <summary>Lattice, elements and positions; a frame without lattice is a molecule.</summary>
    public Crystal Crystal { get; }

    /// <summary>The last value of a key, capitals aside, or null.</summary>
    public ExtendedXyzValue? this[string key] => Find(Info, key);

    /// <summary>A frame that holds a crystal and nothing else.</summary>
    public static ExtendedXyzFrame Of(Crystal crystal)
    {
        var info = ImmutableArray.CreateBuilder<KeyValuePair<string, ExtendedXyzValue>>();
        Matrix3D a = Angstrom.FromBohr(crystal.Lattice.Vectors);
        info.Add(new("Lattice", ExtendedXyzValue.Of(
            a[0, 0], a[0, 1], a[0, 2], a[1, 0], a[1, 1], a[1, 2], a[2, 0], a[2, 1], a[2, 2])));
        Periodicity p = crystal.Periodicity;
        info.Add(new(
            "pbc", ExtendedXyzValue.Of(string.Join(' ', Letter(p.A), Letter(p.B), Letter(p.C)))));
        if (crystal.Name is not null)
        {
            info.Add(new("name", ExtendedXyzValue.Of(crystal.Name)));
        }

        var species = ImmutableArray.CreateBuilder<string>(crystal.Count);
        var positions = ImmutableArray.CreateBuilder<double>(3 * crystal.Count);
        var occupancies = ImmutableArray.CreateBuilder<double>(crystal.Count);
        for (int i = 0; i < crystal.Count; i++)
        {
            Vector3D position = Angstrom.FromBohr(crystal.CartesianPosition(i));
            species.Add(crystal.Sites[i].Element.Symbol);
            positions.Add(position.X);
            positions.Add(position.Y);
            positions.Add(position.Z);
            occupancies.Add(crystal.Sites[i].Occupancy);
        }

        ImmutableArray<ExtendedXyzColumn> columns =
        [
            new ExtendedXyzColumn<string>("species", 1, species.MoveToImmutable()),
            new ExtendedXyzColumn<double>("pos", 3, positions.MoveToImmutable()),
        ];
        if (!crystal.IsOrdered)
        {
            columns = columns.Add(
                new ExtendedXyzColumn<double>("occupancy", 1, occupancies.MoveToImmutable()));
        }

        return new ExtendedXyzFrame(info.ToImmutable(), columns, null, crystal);

        static string Letter(bool value) => value ? "T" : "F";
    }

    /// <summary>The same frame with another property of its atoms, one number each.</summary>
    public ExtendedXyzFrame With(string name, ReadOnlySpan<double> values) => new(
        Info,
        Columns.Add(new ExtendedXyzColumn<double>(name, 1, [.. values])),
        Comment,
        Crystal);

    internal static ExtendedXyzValue? Find(
        IEnumerable<KeyValuePair<string, ExtendedXyzValue>> info, string key) =>
        info.LastOrDefault(pair => pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;

    internal void Write(TextWriter writer)
    {
        int count = Columns[0].Count;
        writer.Write(FormattableString.Invariant($"{count}\n"));
        if (Comment is not null)
        {
            writer.Write(StructureWriter.OneLine(Comment));
        }
        else
        {
            foreach ((string key, ExtendedXyzValue value) in Info)
            {
                writer.Write($"{ExtendedXyzValue.Quoted(key)}={value} ");
            }

            writer.Write("Properties=" + string.Join(':', Columns.Select(
                column => FormattableString.Invariant(
                    $"{column.Name}:{column.TypeCode}:{column.Width}"))));
        }

        writer.Write('\n');
        for (int atom = 0; atom < count; atom++)
        {
            foreach (ExtendedXyzColumn column in Columns)
            {
                column.WriteAtom(writer, atom);
            }

            writer.Write('\n');
        }
    }
}
