using System.Text.Json;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.Learning.Embeddings;

/// <summary>What scikit-learn and SciPy say of 120 points: tests/Oracles/embeddings.</summary>
internal static class MapOracle
{
    public static JsonElement Expected { get; } = JsonDocument
        .Parse(File.ReadAllText(RepositoryFile.Oracle("embeddings/expected.json"))).RootElement;

    public static Matrix<double> Points { get; } = Rows("points_1024");

    public static Matrix<double> Plane { get; } = Rows("plane_1024");

    public static Matrix<float> InSingle(Matrix<double> points) =>
        new(points.Rows, points.Columns, [.. points.Values.ToArray().Select(x => (float)x)]);

    private static Matrix<double> Rows(string name)
    {
        JsonElement rows = Expected.GetProperty(name);
        return new Matrix<double>(
            rows.GetArrayLength(),
            rows[0].GetArrayLength(),
            [.. rows.EnumerateArray().SelectMany(row => row.EnumerateArray())
                .Select(number => number.GetDouble() / 1024)]);
    }
}
