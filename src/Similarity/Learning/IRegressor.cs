namespace Similarity.Learning;

/// <summary>Learns a number.</summary>
public interface IRegressor
{
    /// <summary>
    /// The model of some rows; it depends on them and on the regressor alone, not on threads.
    /// </summary>
    /// <exception cref="ArgumentException">No row has a weight.</exception>
    IRegressorModel Fit(
        MeasuredRows rows, int threads = 1, CancellationToken cancellation = default);
}

/// <summary>What a regressor has learned; never changed.</summary>
public interface IRegressorModel
{
    /// <summary>The number of features that it was learned from.</summary>
    int Columns { get; }

    /// <summary>For each row, the number.</summary>
    double[] Predict(FeatureMatrix features, int threads = 1);
}
