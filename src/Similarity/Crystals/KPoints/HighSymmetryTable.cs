using System.Collections.Frozen;
using System.Collections.Immutable;
using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>One entry of the tables of Hinuma et al.: parameters, points and path of a lattice.</summary>
internal sealed class HighSymmetryTable
{
    private static readonly FrozenDictionary<string, HighSymmetryTable> ByName = Read();

    private readonly List<(string Name, string Expression)> parameters = [];
    private readonly List<(string Label, string[] Coordinates)> points = [];
    private readonly List<(string Start, string End)> segments = [];

    private HighSymmetryTable(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            if (line.Split(" = ") is [string name, string expression])
            {
                parameters.Add((name, expression));
            }
            else if (line.Split(": ") is ["path", string path])
            {
                segments.AddRange(path.Split(" | ").Select(chain => chain.Split(' '))
                    .SelectMany(labels => labels.Zip(labels.Skip(1))));
            }
            else if (line.Split(": ") is [string label, string coordinates])
            {
                points.Add((label, coordinates.Split(' ')));
            }
        }
    }

    public ImmutableArray<(string Start, string End)> Segments => [.. segments];

    /// <summary>The extended Bravais lattice by its name, e.g. "oF3".</summary>
    public static HighSymmetryTable Of(string name) => ByName[name];

    /// <summary>The points for a conventional cell, fractional on the primitive reciprocal vectors.</summary>
    public ImmutableArray<HighSymmetryPoint> Points(Lattice conventional)
    {
        (double sinBeta, double cosBeta) = Math.SinCos(conventional.Angles.Y);
        var names = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["a"] = conventional.Lengths.X,
            ["b"] = conventional.Lengths.Y,
            ["c"] = conventional.Lengths.Z,
            ["sinbeta"] = sinBeta,
            ["cosbeta"] = cosBeta,
        };
        foreach ((string name, string expression) in parameters)
        {
            names[name] = ArithmeticExpression.Evaluate(expression, names);
        }

        return [.. points.Select(point => new HighSymmetryPoint(point.Label, new Vector3D(
            ArithmeticExpression.Evaluate(point.Coordinates[0], names),
            ArithmeticExpression.Evaluate(point.Coordinates[1], names),
            ArithmeticExpression.Evaluate(point.Coordinates[2], names))))];
    }

    private static FrozenDictionary<string, HighSymmetryTable> Read()
    {
        using Stream stream = typeof(HighSymmetryTable).Assembly.GetManifestResourceStream("HighSymmetryPoints.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split("\n[").Skip(1)
            .Select(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .ToFrozenDictionary(
                lines => lines[0].TrimEnd(']'), lines => new HighSymmetryTable(lines.Skip(1)), StringComparer.Ordinal);
    }
}
