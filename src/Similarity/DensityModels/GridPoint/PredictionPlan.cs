using System.Text.Json;
using Similarity.Formats;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// What an interrupted prediction was one of, kept beside its parts: only the same may go on.
/// </summary>
public sealed record PredictionPlan(
    string ModelHash,
    string CrystalHash,
    int Count0,
    int Count1,
    int Count2,
    int FirstPlane,
    int Planes,
    int Draws,
    ulong Seed,
    string Device = "cpu")
{
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <exception cref="InvalidFileException">The file holds no plan.</exception>
    public static PredictionPlan Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<PredictionPlan>(File.ReadAllText(path))
                ?? throw new JsonException("null");
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new InvalidFileException(
                path, $"is no plan of an interrupted prediction: {e.Message}", inner: e);
        }
    }
}
