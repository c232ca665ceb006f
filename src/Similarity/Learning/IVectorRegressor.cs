using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning;

/// <summary>
/// Learns vectors: several numbers of each row, known only as their mean over groups of rows.
/// </summary>
public interface IVectorRegressor
{
    /// <summary>
    /// The model of some groups; it depends on them and on the regressor alone, not on threads.
    /// </summary>
    /// <param name="targets">A row for each group.</param>
    IVectorModel Fit(
        GroupedRows rows,
        Matrix<double> targets,
        int threads = 1,
        CancellationToken cancellation = default);
}

/// <summary>What a regressor has learned; never changed.</summary>
public interface IVectorModel
{
    /// <summary>The number of features that it was learned from.</summary>
    int Columns { get; }

    /// <summary>The number of numbers that it tells.</summary>
    int Outputs { get; }

    /// <summary>For each row of features, the numbers.</summary>
    Matrix<double> Predict(MatrixView<double> rows, int threads = 1);
}
