using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Operators.Gfn0;

/// <summary>Molecules and crystals of tests/Oracles/operators: GFN0's results.</summary>
internal sealed record Gfn0Oracle(string Name, JsonElement Entry)
{
    public static TheoryData<string> Molecules => Names("gfn0_molecules.json", "molecules");

    public static TheoryData<string> Crystals => Names("gfn0_crystals.json", "crystals");

    public static Gfn0Oracle Molecule(string name) =>
        Read("gfn0_molecules.json", "molecules", name);

    public static Gfn0Oracle Crystal(string name) => Read("gfn0_crystals.json", "crystals", name);

    public static Gfn0Oracle SaturatedCrystal(string name) =>
        Read("gfn0_crystals_saturated.json", "crystals", name);

    /// <summary>The structure; a molecule's frame is a box of one bohr.</summary>
    public Crystal Structure
    {
        get
        {
            bool periodic = Entry.TryGetProperty("cell_bohr", out JsonElement cell);
            var lattice = new Lattice(periodic
                ? new Matrix3D(Vector(cell[0]), Vector(cell[1]), Vector(cell[2]))
                : Matrix3D.Identity);
            JsonElement positions = Entry.GetProperty("positions_bohr");
            return new Crystal(
                lattice,
                Entry.GetProperty("Z").EnumerateArray().Select((z, i) => new Site(
                    new Element(z.GetInt32()), lattice.ToFractional(Vector(positions[i])))),
                periodic ? Periodicity.Full : Periodicity.None);
        }
    }

    public double[] Numbers(string name) => Numbers(Entry.GetProperty(name));

    public double[][] Rows(string name) =>
        [.. Entry.GetProperty(name).EnumerateArray().Select(Numbers)];

    public static double[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static Vector3D Vector(JsonElement triple) =>
        new(triple[0].GetDouble(), triple[1].GetDouble(), triple[2].GetDouble());

    private static TheoryData<string> Names(string file, string group) =>
        [.. Open(file).GetProperty(group).EnumerateObject().Select(entry => entry.Name)];

    private static Gfn0Oracle Read(string file, string group, string name) =>
        new(name, Open(file).GetProperty(group).GetProperty(name));

    private static JsonElement Open(string file)
    {
        using JsonDocument document = JsonDocument.Parse(
            File.ReadAllText(RepositoryFile.Oracle("operators/" + file)));
        return document.RootElement.Clone();
    }
}
