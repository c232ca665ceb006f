using System.Collections.Immutable;
using Similarity.Learning;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>The numbers of several models side by side.</summary>
internal sealed class JoinedModels(IEnumerable<IVectorModel> models) : IVectorModel
{
    public ImmutableArray<IVectorModel> Models { get; } = [.. models];

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
