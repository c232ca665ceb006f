using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators;
using Similarity.Operators.Atoms;
using Similarity.Operators.Sap;

namespace Similarity.Tests.Operators.Sap;

public sealed class SapIntegralsTest
{
    [Fact]
    public void ThePotentialBetweenShellsOfSToFIsThatOfPsi4()
    {
        JsonElement root = JsonDocument.Parse(File.ReadAllBytes(
            RepositoryFile.Oracle("sap/integrals_sf.json"))).RootElement;
        Vector3D[] centres = [.. root.GetProperty("centres_bohr").EnumerateArray().Select(Vector)];
        int[] charges = root.GetProperty("charges").Deserialize<int[]>()!;
        (Vector3D Centre, GaussianShell Shell)[] shells =
        [
            .. root.GetProperty("shells").EnumerateArray().Select(shell => (
                centres[shell.GetProperty("centre").GetInt32()],
                GaussianShell.OfNormalizedPrimitives(
                    shell.GetProperty("l").GetInt32(),
                    shell.GetProperty("exponents").Deserialize<double[]>()!,
                    shell.GetProperty("coefficients_of_normalised_primitives")
                        .Deserialize<double[]>()!).Normalized())),
        ];
        double[] expected =
        [
            .. from row in root.GetProperty("potential").EnumerateArray()
               from number in row.EnumerateArray()
               select number.GetDouble(),
        ];
        double[] actual = Matrix(shells, centres, charges);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-10);
        }
    }

    [Theory]
    [InlineData("H2O")]
    [InlineData("LiF")]
    [InlineData("SiH4")]
    [InlineData("NaCl")]
    public void ThePotentialOfAMoleculeIsThatOfTheReference(string name)
    {
        SapMolecule molecule = SapMolecule.Read(name);
        Crystal crystal = molecule.Structure;
        Vector3D[] centres =
        [
            .. crystal.Sites.ToArray().Select(site => crystal.Lattice.ToCartesian(site.Position)),
        ];
        int[] charges =
            [.. crystal.Sites.ToArray().Select(site => site.Element.AtomicNumber)];
        (Vector3D, GaussianShell)[] shells =
        [
            .. crystal.Sites.ToArray().SelectMany((site, i) => AtomicOrbitals.Of(
                SapPotential.Of(site.Element, SapTable.LocalExchange)!,
                OrbitalCounts.Minimal(site.Element),
                isRelativistic: false).Select(orbital => (centres[i], orbital.ToShell()))),
        ];
        double[] expected = molecule.Matrix("potential"), kinetic = molecule.Matrix("kinetic");
        double[] actual = Matrix(shells, centres, charges);
        int n = (int)Math.Sqrt(expected.Length);
        var hamiltonian = new Matrix<double>(n, n);
        for (int i = 0; i < expected.Length; i++)
        {
            // Orbitals of two solvers differ in their last digits, and their large exponents meet
            // the nucleus.
            Assert.Equal(expected[i], actual[i], 1e-6 * Math.Max(1, Math.Abs(expected[i])));
            hamiltonian.Values[i] = kinetic[i] + actual[i];
        }

        double[] levels = HermitianEigenproblem.Solve(
            hamiltonian, new Matrix<double>(n, n, molecule.Matrix("overlap"))).Values.ToArray();
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(molecule.Levels[i], levels[i], 1e-6 * Math.Max(1, -levels[i]));
        }
    }

    private static double[] Matrix(
        (Vector3D Centre, GaussianShell Shell)[] shells, Vector3D[] centres, int[] charges)
    {
        int n = shells.Sum(shell => shell.Shell.Functions);
        double[] matrix = new double[n * n];
        int row = 0;
        foreach ((Vector3D Centre, GaussianShell Shell) a in shells)
        {
            int column = 0;
            foreach ((Vector3D Centre, GaussianShell Shell) b in shells)
            {
                for (int c = 0; c < centres.Length; c++)
                {
                    SapPotential potential =
                        SapPotential.Of(new Element(charges[c]), SapTable.LocalExchange)!;
                    double[] block = SapIntegrals.Of(a, b, centres[c], potential);
                    for (int i = 0; i < a.Shell.Functions; i++)
                    {
                        for (int j = 0; j < b.Shell.Functions; j++)
                        {
                            matrix[(row + i) * n + column + j] +=
                                block[i * b.Shell.Functions + j];
                        }
                    }
                }

                column += b.Shell.Functions;
            }

            row += a.Shell.Functions;
        }

        return matrix;
    }

    private static Vector3D Vector(JsonElement triple) =>
        new(triple[0].GetDouble(), triple[1].GetDouble(), triple[2].GetDouble());
}
