using Similarity.Numerics;
using Similarity.Operators;
using Similarity.Operators.Integrals;
using Similarity.Operators.Nanotubes;

namespace Similarity.Tests.Operators.Nanotubes;

/// <summary>
/// Two atoms and their functions rotated together keep their integrals: with U the rotation of the
/// functions, U_aᵀ S(rotated r) U_b = S(r), for s to f.
/// </summary>
public sealed class AxialRotationTest
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    public void ARigidRotationChangesNoIntegral(int la, int lb)
    {
        var a = new GaussianShell(la, [0.7], [1]);
        var b = new GaussianShell(lb, [0.4], [1]);
        var r = new Vector3D(0.9, -0.4, 0.6);
        const double Angle = 0.83;
        var rotated = new Vector3D(
            Math.Cos(Angle) * r.X - Math.Sin(Angle) * r.Y,
            Math.Sin(Angle) * r.X + Math.Cos(Angle) * r.Y,
            r.Z);
        int rows = a.Functions, columns = b.Functions, order = rows + columns;

        // Off-diagonal block of the two shells; zero elsewhere.
        double[] expected = Block(r);
        double[] actual = Block(rotated);
        AxialRotation.Apply(actual, [la, lb], Angle);
        actual = Transposed(actual);
        AxialRotation.Apply(actual, [la, lb], Angle);
        actual = Transposed(actual);

        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-13);
        }

        double[] Block(Vector3D displacement)
        {
            double[] overlap = new double[rows * columns];
            TwoCentreIntegrals.Overlap(a, b, displacement, overlap);
            double[] block = new double[order * order];
            for (int i = 0; i < overlap.Length; i++)
            {
                block[i / columns * order + rows + i % columns] = overlap[i];
            }

            return block;
        }

        double[] Transposed(double[] block) =>
        [
            .. Enumerable.Range(0, block.Length)
                .Select(i => block[i % order * order + i / order]),
        ];
    }
}
