using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators;

namespace Similarity.Tests.Operators.Integrals;

/// <summary>Shells and centres of a file of tests/Oracles/operators, and its matrices.</summary>
internal sealed class IntegralOracle
{
    private readonly JsonElement root;

    public IntegralOracle(string name)
    {
        root = JsonDocument.Parse(
            File.ReadAllBytes(RepositoryFile.Oracle("operators/" + name))).RootElement;
        Centres = [.. root.GetProperty("centres_bohr").EnumerateArray().Select(Vector)];
        Shells = [.. root.GetProperty("shells").EnumerateArray().Select(Shell)];
    }

    public Vector3D[] Centres { get; }

    public (int Centre, GaussianShell Shell)[] Shells { get; }

    public Vector3D Point(string name) => Vector(root.GetProperty(name));

    public double[] Numbers(string name) =>
        [.. root.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    /// <summary>Row after row.</summary>
    public double[] Matrix(string name) =>
    [..
        from row in root.GetProperty(name).EnumerateArray()
        from number in row.EnumerateArray()
        select number.GetDouble()];

    public GaussianBasis Basis(Lattice lattice, Periodicity periodicity)
    {
        var hydrogen = new Element(1);
        var crystal = new Crystal(
            lattice,
            Centres.Select(centre => new Site(hydrogen, lattice.ToFractional(centre))),
            periodicity);
        return new GaussianBasis(crystal, [..
            from centre in Enumerable.Range(0, Centres.Length)
            select (GaussianShell[])[..
                from shell in Shells where shell.Centre == centre select shell.Shell]]);
    }

    public Lattice Cell
    {
        get
        {
            Vector3D[] rows =
                [.. root.GetProperty("cell_bohr").EnumerateArray().Select(Vector)];
            return new Lattice(new Matrix3D(rows[0], rows[1], rows[2]));
        }
    }

    private static Vector3D Vector(JsonElement array) =>
        new(array[0].GetDouble(), array[1].GetDouble(), array[2].GetDouble());

    private static (int Centre, GaussianShell Shell) Shell(JsonElement shell) =>
    (
        shell.GetProperty("centre").GetInt32(),
        GaussianShell.OfNormalizedPrimitives(
            shell.GetProperty("l").GetInt32(),
            shell.GetProperty("exponents").Deserialize<double[]>()!,
            shell.GetProperty("coefficients_of_normalised_primitives").Deserialize<double[]>()!)
            .Normalized());
}
