using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals;

/// <summary>Twenty-one crystals and what spglib 2.0.2 finds in them (symprec 10⁻³ Å).</summary>
internal static class SymmetryOracle
{
    private static readonly JsonElement[] Entries = Read();

    public static IEnumerable<object[]> Names() => Entries.Select(entry => new object[] { Name(entry) });

    public static JsonElement Entry(string name) => Entries.Single(entry => Name(entry) == name);

    public static string Name(JsonElement entry) => entry.GetProperty("file").GetString()!;

    public static Crystal Crystal(JsonElement entry)
    {
        Vector3D[] rows = Vectors(entry.GetProperty("cell"));
        double scale = 1 / PhysicalConstants.BohrInAngstrom;
        var lattice = new Lattice(scale * new Matrix3D(rows[0], rows[1], rows[2]));
        int[] numbers = Integers(entry.GetProperty("Z"));
        Vector3D[] positions = Vectors(entry.GetProperty("frac"));
        return new Crystal(lattice, numbers.Zip(positions, (z, x) => new Site(new Element(z), x))) { Name = Name(entry) };
    }

    public static Vector3D[] Vectors(JsonElement rows) => rows.EnumerateArray().Select(Vector).ToArray();

    public static int[] Integers(JsonElement list) => list.EnumerateArray().Select(x => x.GetInt32()).ToArray();

    private static Vector3D Vector(JsonElement row) =>
        new(row[0].GetDouble(), row[1].GetDouble(), row[2].GetDouble());

    private static JsonElement[] Read()
    {
        using FileStream stream = File.OpenRead(RepositoryFile.Oracle("symmetry/symmetry.json"));
        return JsonDocument.Parse(stream).RootElement.GetProperty("crystals").EnumerateArray().ToArray();
    }
}
