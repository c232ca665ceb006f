using System.Numerics;
using Similarity.Numerics.Fourier;

namespace Similarity.Numerics.Tests.Fourier;

public sealed class FourierTransformTest
{
    [Fact]
    public void ItIsTheSumOfItsDefinition()
    {
        var random = new RandomStream(1);
        for (int length = 1; length <= 72; length++)
        {
            Complex[] x = Random(random, length), transformed = [.. x];
            var transform = new FourierTransform(length);
            transform.Transform(transformed);
            for (int k = 0; k < length; k++)
            {
                Complex sum = 0;
                for (int n = 0; n < length; n++)
                {
                    sum += x[n] * Complex.FromPolarCoordinates(
                        1, -2 * Math.PI * (k * n % length) / length);
                }

                Assert.Equal(0, (sum - transformed[k]).Magnitude, 1e-13 * length);
            }

            transform.Transform(transformed, inverse: true);
            for (int n = 0; n < length; n++)
            {
                Assert.Equal(0, (transformed[n] / length - x[n]).Magnitude, 1e-13 * length);
            }
        }
    }

    [Fact]
    public void OnAGridAWaveIsOnePoint()
    {
        const int A = 4, B = 6, C = 5;
        Complex[] wave = new Complex[A * B * C];
        for (int i = 0; i < wave.Length; i++)
        {
            (int a, int b, int c) = (i / (B * C), i / C % B, i % C);
            wave[i] = Complex.FromPolarCoordinates(
                1, 2 * Math.PI * (1.0 * a / A + 2.0 * b / B + 3.0 * c / C));
        }

        FourierGrid.Transform(wave, A, B, C);
        for (int i = 0; i < wave.Length; i++)
        {
            int expected = i == (1 * B + 2) * C + 3 ? wave.Length : 0;
            Assert.Equal(0, (wave[i] - expected).Magnitude, 1e-11);
        }

        FourierGrid.Transform(wave, A, B, C, inverse: true);
        Assert.Equal(A * B * C, wave[0].Real, 1e-10);
    }

    private static Complex[] Random(RandomStream random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => new Complex(random.Normal(), random.Normal()))];
}
