using System.Collections.Immutable;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning;

/// <summary>The numbers of several models side by side.</summary>
public sealed class JoinedModels : IVectorModel
{
    /// <param name="models">At least one; of as many features each.</param>
    public JoinedModels(IEnumerable<IVectorModel> models)
    {
        Models = [.. models];
        if (Models.IsEmpty || Models.Any(model => model.Columns != Models[0].Columns))
        {
            throw new ArgumentException("expected models of the same features", nameof(models));
        }
    }

    public ImmutableArray<IVectorModel> Models { get; }

    public int Columns => Models[0].Columns;

    public int Outputs => Models.Sum(model => model.Outputs);

    public Matrix<double> Predict(MatrixView<double> rows, int threads = 1)
    {
        var joined = new Matrix<double>(rows.Rows, Outputs);
        int first = 0;
        foreach (IVectorModel model in Models)
        {
            Matrix<double> part = model.Predict(rows, threads);
            for (int i = 0; i < part.Rows; i++)
            {
                part.Row(i).CopyTo(joined.Row(i)[first..]);
            }

            first += model.Outputs;
        }

        return joined;
    }
}
