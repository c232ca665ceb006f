using System.Text.Json;
using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.Formats;
using Similarity.Numerics;

namespace Similarity.Tests.DensityModels.AtomCentred;

/// <summary>
/// The water molecule of tests/Oracles/density, and small sets of the shipped data.
/// </summary>
internal static class DensityOracle
{
    private static readonly Lazy<JsonElement> Integrals = new(() =>
        JsonDocument.Parse(Source.ReadAllBytes()).RootElement);

    private static FileSource Source =>
        new(RepositoryFile.Oracle("density/gto-integrals-water.json.gz"));

    public static JsonElement LambdaSoap { get; } = JsonDocument.Parse(
        File.ReadAllBytes(RepositoryFile.Oracle("density/lambda-soap-water.json"))).RootElement;

    public static AuxiliaryBasis Basis { get; } =
        AuxiliaryBasis.Read(JsonField.Read(Source)["aux_basis"]);

    public static Crystal Water { get; } = Molecule(
        [.. Numbers("Z").Select(z => new Element((int)z))],
        [.. Integrals.Value.GetProperty("xyz_bohr").EnumerateArray().Select(Vector)]);

    public static DensityFunctions Functions { get; } = new(Water, Basis);

    public static double Number(string name) => Integrals.Value.GetProperty(name).GetDouble();

    public static double[] Numbers(string name) => Numbers(Integrals.Value.GetProperty(name));

    public static double[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray().Select(x => x.GetDouble())];

    public static Vector3D Vector(JsonElement array) =>
        new(array[0].GetDouble(), array[1].GetDouble(), array[2].GetDouble());

    public static Crystal Molecule(Element[] elements, Vector3D[] positions) => new(
        new Lattice(Matrix3D.Identity),
        elements.Zip(positions, (element, position) => new Site(element, position)),
        Periodicity.None);

    /// <summary>A molecule turned or reflected about the origin.</summary>
    public static Crystal Turned(Crystal molecule, Matrix3D rotation) => Molecule(
        [.. molecule.Sites.ToArray().Select(site => site.Element)],
        [.. Enumerable.Range(0, molecule.Count)
            .Select(i => rotation * molecule.CartesianPosition(i))]);

    /// <summary>The rotation of the oracle.</summary>
    public static Matrix3D Rotation
    {
        get
        {
            JsonElement rows = LambdaSoap.GetProperty("rotation");
            return new(Vector(rows[0]), Vector(rows[1]), Vector(rows[2]));
        }
    }

    public static double LargestDifference(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Assert.Equal(a.Length, b.Length);
        double largest = 0;
        for (int i = 0; i < a.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(a[i] - b[i]));
        }

        return largest;
    }
}
