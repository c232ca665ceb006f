using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Similarity.Crystals;
using Similarity.Formats.Poscar;
using Similarity.Numerics;

namespace Similarity.Formats.Chgcar;

/// <summary>
/// CHGCAR of VASP (https://www.vasp.at/wiki/CHGCAR): a POSCAR, an empty line, three numbers of
/// points, then ρ V of the cell with the first axis fastest, and the augmentation occupancies of
/// each atom, which are passed over. With spins the magnetisation follows in the same way, as one
/// field or three. Densities become electrons per bohr³; on a grid over the cell the first point is
/// the origin.
/// </summary>
internal static class ChgcarFormat
{
    private const string Augmentation = "augmentation occupancies";

    public static FileFormat Format { get; } =
        new("CHGCAR", Recognises, Read) { HoldsOne = _ => true };

    /// <summary>A POSCAR with numbers of points after an empty line.</summary>
    public static bool Recognises(ReadOnlyMemory<byte> head) =>
        PoscarFormat.StartsLikePoscar(head)
        && HasGrid(Encoding.UTF8.GetString(head.Span).Split('\n'));

    public static FileContents Read(FileSource source)
    {
        using var lines = new TextLines(source);
        Crystal crystal = new PoscarReader(lines).Read();
        string line = lines.Require("an empty line and the numbers of points");
        if (string.IsNullOrWhiteSpace(line))
        {
            line = lines.Require("the numbers of points");
        }

        int[] points = Grid(line) ?? throw lines.Place.Error("expected three numbers of points");
        if (points[0] * (double)points[1] * points[2] > Array.MaxLength)
        {
            throw lines.Place.Error($"{string.Join(" × ", points)} points; too many to read");
        }

        List<ImmutableArray<double>> fields = [];
        bool isAugmented = false;
        do
        {
            fields.Add(LastAxisFastest(ReadField(lines, points), points));
        }
        while (SkipToNextField(lines, points, ref isAugmented));
        return Contents(lines, crystal, points, fields, isAugmented);
    }

    private static FileContents Contents(
        TextLines lines,
        Crystal crystal,
        int[] points,
        List<ImmutableArray<double>> fields,
        bool isAugmented)
    {
        if (fields.Count is not (1 or 2 or 4))
        {
            throw lines.Place.Error(
                $"ends the file after {fields.Count} fields; expected 1, 2 or 4");
        }

        // LOCPOT, ELFCAR and CHG look alike but lack augmentation occupancies.
        double unit = isAugmented ? 1 / crystal.Lattice.Volume : 1;
        Matrix3D vectors = crystal.Lattice.Vectors;
        var steps = new Matrix3D(
            vectors.Row0 / points[0], vectors.Row1 / points[1], vectors.Row2 / points[2]);
        string[] names = !isAugmented ? ["", "", "", ""]
            : fields.Count == 4
                ? ["density", "magnetisation x", "magnetisation y", "magnetisation z"]
                : ["density", "magnetisation"];
        return StructureContents.Of(Format.Name, [crystal], isAugmented ? [] :
        [
            "no augmentation occupancies, so that a density (CHG), a potential (LOCPOT) and others "
            + "look alike: values are kept as they stand",
        ]) with
        {
            Volumes =
            [
                .. fields.Select((values, i) => new VolumetricData(
                    crystal, default, steps, points[0], points[1], points[2],
                    [.. values.Select(value => unit * value)])
                {
                    Name = names[i],
                }),
            ],
        };
    }

    /// <summary>Whether a line holds three numbers of points.</summary>
    public static bool IsGrid(string line) => Grid(line) is not null;

    private static bool HasGrid(string[] lines)
    {
        // The positions of one atom at least stand before.
        for (int i = 8; i + 2 < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]) && Grid(lines[i + 1]) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static int[]? Grid(string line)
    {
        string[] sizes = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int[] points = new int[3];
        for (int axis = 0; axis < 3; axis++)
        {
            if (sizes.Length != 3
                || !int.TryParse(
                    sizes[axis], NumberStyles.None, CultureInfo.InvariantCulture, out points[axis])
                || points[axis] == 0)
            {
                return null;
            }
        }

        return points;
    }

    private static List<double> ReadField(TextLines lines, int[] points)
    {
        int promised = points[0] * points[1] * points[2];
        List<double> values = [];
        while (values.Count < promised)
        {
            string line = lines.Require($"{promised} values, of which {values.Count} were found");
            foreach (Range field in line.AsSpan().SplitAny(' ', '\t', '\r'))
            {
                if (!line.AsSpan(field).IsEmpty)
                {
                    values.Add(FortranNumbers.Exponential(line.AsSpan(field), lines.Place));
                }
            }
        }

        return values.Count == promised
            ? values
            : throw lines.Place.Error($"holds more than the {promised} values of the grid");
    }

    /// <summary>
    /// Passes over augmentation occupancies and moments of atoms, all of them numbers with
    /// decimals, to the numbers of points that announce the next field.
    /// </summary>
    private static bool SkipToNextField(TextLines lines, int[] points, ref bool isAugmented)
    {
        while (lines.Next() is string line)
        {
            if (Grid(line) is int[] again && again.AsSpan().SequenceEqual(points))
            {
                return true;
            }

            if (line.StartsWith(Augmentation, StringComparison.Ordinal))
            {
                isAugmented = true;
                continue;
            }

            foreach (Range field in line.AsSpan().SplitAny(' ', '\t', '\r'))
            {
                if (!line.AsSpan(field).IsEmpty)
                {
                    _ = FortranNumbers.Exponential(line.AsSpan(field), lines.Place);
                }
            }
        }

        return false;
    }

    private static ImmutableArray<double> LastAxisFastest(List<double> values, int[] points)
    {
        var turned = ImmutableArray.CreateBuilder<double>(values.Count);
        for (int i = 0; i < points[0]; i++)
        {
            for (int j = 0; j < points[1]; j++)
            {
                for (int k = 0; k < points[2]; k++)
                {
                    turned.Add(values[i + points[0] * (j + points[1] * k)]);
                }
            }
        }

        return turned.MoveToImmutable();
    }
}
