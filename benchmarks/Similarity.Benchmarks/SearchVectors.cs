using Similarity.Formats;
using Similarity.Formats.Npz;
using Similarity.Numerics;

namespace Similarity.Benchmarks;

/// <summary>
/// Fingerprints of materials, and more of their kind: (1 − t) a + t b of two of them, t up to 0.3,
/// each number times 1 + 0.01 g, g normal. Queries are made likewise and are none of the rows.
/// </summary>
internal sealed class SearchVectors
{
    private const int QueryCount = 100;
    private const double Mixed = 0.3, Noise = 0.01;

    private SearchVectors(string folder, int rows, int columns, int real)
    {
        (Rows, Columns, Real) = (rows, columns, real);
        Base = new float[rows * columns];
        Queries = new float[QueryCount * columns];
        BasePath = Path.Combine(folder, $"base-{rows}.npy");
        QueriesPath = Path.Combine(folder, $"queries-{rows}.npy");
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>The first rows, which are those of the file.</summary>
    public int Real { get; }

    public float[] Base { get; }

    public float[] Queries { get; }

    public string BasePath { get; }

    public string QueriesPath { get; }

    public static SearchVectors Prepare(string path, int rows, string folder)
    {
        using FileStream stream = File.OpenRead(path);
        NpyArray array = NpyReader.Read(stream, new FilePlace(path));
        int real = Math.Min(array.Shape[0], rows), columns = array.Shape[1];
        double[] source = array.Values.ToArray();
        var data = new SearchVectors(folder, rows, columns, real);
        for (int i = 0; i < real * columns; i++)
        {
            data.Base[i] = (float)source[i];
        }

        for (int row = real; row < rows + QueryCount; row++)
        {
            Span<float> target = row < rows
                ? data.Base.AsSpan(row * columns, columns)
                : data.Queries.AsSpan((row - rows) * columns, columns);
            Mix(source, columns, target, new RandomStream(1).Child((ulong)row));
        }

        Write(data.BasePath, data.Base, columns);
        Write(data.QueriesPath, data.Queries, columns);
        return data;
    }

    private static void Mix(double[] source, int columns, Span<float> target, RandomStream random)
    {
        int count = source.Length / columns;
        int a = random.Below(count) * columns, b = random.Below(count) * columns;
        double t = random.Uniform(0, Mixed);
        for (int i = 0; i < columns; i++)
        {
            double mixed = (1 - t) * source[a + i] + t * source[b + i];
            target[i] = (float)(mixed * (1 + Noise * random.Normal()));
        }
    }

    private static void Write(string path, float[] values, int columns)
    {
        File.Delete(path);
        using NpyRowFile file = NpyRowFile.Create(path, columns, isSingle: true);
        double[] row = new double[columns];
        for (int first = 0; first < values.Length; first += columns)
        {
            for (int i = 0; i < columns; i++)
            {
                row[i] = values[first + i];
            }

            file.Append(row);
        }

        file.Flush();
    }
}
