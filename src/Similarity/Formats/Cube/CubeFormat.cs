using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.Cube;

/// <summary>
/// Gaussian cube files: two comment lines, the number of atoms and the origin, three lines with a
/// count of points and a step, the atoms, then the values, last axis fastest. Lengths are in bohr,
/// or in ångströms when the counts are negative. A negative number of atoms announces a line with
/// the numbers of orbitals, whose values alternate, as those of several fields do.
/// Reference: gaussian.com/cubegen.
/// </summary>
internal static class CubeFormat
{
    private const int MaximalDatasets = 1 << 16;

    public static FileFormat Format { get; } =
        new("cube", Recognises, Read) { HoldsOne = _ => true };

    /// <summary>
    /// Lines 3 to 6 are a whole number and three real numbers; the first may end in a whole one.
    /// </summary>
    public static bool Recognises(ReadOnlyMemory<byte> head)
    {
        string[] lines = Encoding.Latin1.GetString(head.Span[..Math.Min(head.Length, 4096)])
            .Split('\n');
        return lines.Length > 6
            && Enumerable.Range(2, 4).All(i => IsCountAndVector(lines[i], mayHaveMore: i == 2));
    }

    public static FileContents Read(FileSource source)
    {
        using var lines = new TextLines(source);
        lines.Require("a comment");
        lines.Require("a second comment");
        double[] first = FirstRow(lines);
        int atomCount =
            Count(first[0], lines), datasets = first.Length == 5 ? Count(first[4], lines) : 1;
        var counts = new int[3];
        var rows = new Vector3D[3];
        for (int axis = 0; axis < 3; axis++)
        {
            double[] row = FortranNumbers.Row(
                lines.Require("a count of points and a step"), 4, lines.Place);
            counts[axis] = Count(row[0], lines);
            rows[axis] = new Vector3D(row[1], row[2], row[3]);
        }

        double unit = Unit(counts, lines);
        Matrix3D steps = unit * new Matrix3D(rows[0], rows[1], rows[2]);
        FilePlace place = lines.Place with { Field = "steps" };
        int[] points = Array.ConvertAll(counts, Math.Abs);
        Lattice lattice = place.Build(() => new Lattice(
            new Matrix3D(points[0] * steps.Row0, points[1] * steps.Row1, points[2] * steps.Row2)));
        var warnings = ImmutableArray.CreateBuilder<string>();
        List<Site> sites = ReadAtoms(lines, Math.Abs(atomCount), unit, lattice, warnings);
        string[] names = atomCount < 0 ? ReadOrbitals(lines) : FieldNames(lines, datasets);
        ImmutableArray<double>[] values = ReadValues(lines, points, names.Length);
        Crystal crystal = place.Build(() => new Crystal(lattice, sites));
        Vector3D origin = unit * new Vector3D(first[1], first[2], first[3]);
        return new FileContents(Format.Name)
        {
            Structures = [crystal],
            Volumes =
            [
                .. names.Zip(values, (name, field) => new VolumetricData(
                    crystal, origin, steps, points[0], points[1], points[2], field)
                {
                    Name = name,
                }),
            ],
            Warnings = warnings.ToImmutable(),
        };
    }

    private static double[] FirstRow(TextLines lines)
    {
        string line = lines.Require("the number of atoms and the origin");
        int fields = Fields(line).Length;
        return FortranNumbers.Row(line, fields == 5 ? 5 : 4, lines.Place);
    }

    private static double Unit(int[] counts, TextLines lines)
    {
        if (Array.Exists(counts, count => count == 0)
            || !(Array.TrueForAll(counts, count => count > 0)
                || Array.TrueForAll(counts, count => count < 0)))
        {
            throw lines.Place.Error(
                $"has {string.Join(" × ", counts)} points; "
                + "expected counts of one sign (negative: ångströms), none 0");
        }

        return counts[0] > 0 ? 1 : Angstrom.ToBohr(1);
    }

    private static List<Site> ReadAtoms(
        TextLines lines, int count, double unit, Lattice lattice,
        ImmutableArray<string>.Builder warnings)
    {
        List<Site> sites = [];
        int dummies = 0;
        for (int i = 0; i < count; i++)
        {
            double[] row = FortranNumbers.Row(lines.Require("an atom"), 5, lines.Place);
            int number = Count(row[0], lines);
            if (number == 0)
            {
                dummies++;
                continue;
            }

            Element element = lines.Place.Build(() => new Element(number));
            Vector3D position = lattice.ToFractional(unit * new Vector3D(row[2], row[3], row[4]));
            sites.Add(lines.Place.SiteOf(element, position));
        }

        if (dummies > 0)
        {
            warnings.Add($"{dummies} points without an atom (number 0) left out");
        }

        return sites;
    }

    /// <summary>
    /// A count and as many orbital numbers, over several lines if there are many.
    /// </summary>
    private static string[] ReadOrbitals(TextLines lines)
    {
        string[] fields = Fields(lines.Require("the numbers of orbitals"));
        int count = lines.Place.Count(fields.FirstOrDefault(), "a number of orbitals");
        RequireDatasets(lines, count);
        List<string> names = [];
        for (int skip = 1; ; skip = 0)
        {
            foreach (string number in fields.Skip(skip))
            {
                names.Add($"orbital {FilePlace.Excerpt(number)}");
            }

            if (names.Count >= count)
            {
                return [.. names.Take(count)];
            }

            fields = Fields(lines.Require("the numbers of orbitals"));
        }
    }

    private static string[] FieldNames(TextLines lines, int count)
    {
        RequireDatasets(lines, count);
        return count == 1 ? [""] : [.. Enumerable.Range(1, count).Select(i => $"field {i}")];
    }

    private static void RequireDatasets(TextLines lines, int count)
    {
        if (count is < 1 or > MaximalDatasets)
        {
            throw lines.Place.Error($"has {count} fields; expected 1 to {MaximalDatasets}");
        }
    }

    private static ImmutableArray<double>[] ReadValues(TextLines lines, int[] points, int datasets)
    {
        long promised = (long)points[0] * points[1] * points[2];
        if (points[0] * (double)points[1] * points[2] * datasets > Array.MaxLength)
        {
            throw lines.Place.Error(
                $"ends a head of {string.Join(" × ", points)} points and {datasets} fields; "
                + "too many to read");
        }

        // Grows with what the file holds, not with what its head promises.
        ImmutableArray<double>.Builder[] values =
            [.. Enumerable.Range(0, datasets).Select(_ => ImmutableArray.CreateBuilder<double>())];
        long read = 0;
        while (lines.Next() is string line)
        {
            foreach (Range field in line.AsSpan().SplitAny(' ', '\t'))
            {
                ReadOnlySpan<char> text = line.AsSpan(field);
                if (!text.IsEmpty)
                {
                    values[read++ % datasets].Add(FortranNumbers.Exponential(text, lines.Place));
                }
            }

            if (read > promised * datasets)
            {
                throw lines.Place.Error(
                    $"holds more than the {promised * datasets} values of the head");
            }
        }

        return read == promised * datasets
            ? Array.ConvertAll(values, field => field.DrainToImmutable())
            : throw lines.Place.Error(
                $"ends the file after {read} values; expected {promised * datasets}");
    }

    private static int Count(double value, TextLines lines) =>
        double.IsInteger(value) && Math.Abs(value) <= int.MaxValue
            ? (int)value
            : throw lines.Place.Error(string.Create(
                CultureInfo.InvariantCulture, $"starts with {value}; expected a whole number"));

    private static bool IsCountAndVector(string line, bool mayHaveMore)
    {
        string[] fields = Fields(line);
        return (fields.Length == 4 || (mayHaveMore && fields.Length == 5))
            && int.TryParse(
                fields[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            && fields[1..4].All(field =>
                field.Contains('.', StringComparison.Ordinal)
                && double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
    }

    private static string[] Fields(string line) =>
        line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
