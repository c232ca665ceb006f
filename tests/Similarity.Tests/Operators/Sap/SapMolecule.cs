using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Operators.Sap;

/// <summary>A molecule of tests/Oracles/sap/molecules.json.</summary>
internal sealed record SapMolecule(JsonElement Entry)
{
    public static SapMolecule Read(string name) => new(JsonDocument.Parse(
        File.ReadAllBytes(RepositoryFile.Oracle("sap/molecules.json")))
        .RootElement.GetProperty("molecules").GetProperty(name));

    public Crystal Structure
    {
        get
        {
            var box = new Lattice(Matrix3D.Diagonal(40, 40, 40));
            JsonElement positions = Entry.GetProperty("positions_bohr");
            return new Crystal(
                box,
                Entry.GetProperty("Z").EnumerateArray().Select((z, i) => new Site(
                    new Element(z.GetInt32()),
                    box.ToFractional(new(
                        positions[i][0].GetDouble(),
                        positions[i][1].GetDouble(),
                        positions[i][2].GetDouble())))),
                Periodicity.None);
        }
    }

    public double[] Levels =>
        Entry.GetProperty("orbital_energies_hartree").Deserialize<double[]>()!;

    /// <summary>Row after row.</summary>
    public double[] Matrix(string name) =>
    [
        .. from row in Entry.GetProperty(name).EnumerateArray()
           from number in row.EnumerateArray()
           select number.GetDouble(),
    ];
}
