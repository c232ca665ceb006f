namespace Similarity.Learning;

/// <summary>Learns to tell two classes apart.</summary>
public interface IClassifier
{
    /// <summary>
    /// The model of some rows; it depends on them and on the classifier alone, not on threads.
    /// </summary>
    /// <exception cref="ArgumentException">No row has a weight.</exception>
    IClassifierModel Fit(
        LabelledRows rows, int threads = 1, CancellationToken cancellation = default);
}

/// <summary>What a classifier has learned; never changed.</summary>
public interface IClassifierModel
{
    /// <summary>The number of features that it was learned from.</summary>
    int Columns { get; }

    /// <summary>For each row, the probability of the positive class.</summary>
    double[] Probabilities(FeatureMatrix features, int threads = 1);
}
