using Similarity.Learning;
using Similarity.Learning.Validation;

namespace Similarity.Screening;

/// <summary>
/// Features less their mean, divided by their standard deviation, of the rows it was made of; those
/// that are constant there become 0.
/// </summary>
public sealed class FeatureScaling
{
    private readonly double[] means;
    private readonly double[] deviations;

    private FeatureScaling(double[] means, double[] deviations)
    {
        this.means = means;
        this.deviations = deviations;
    }

    public static FeatureScaling Of(FeatureMatrix rows)
    {
        double[] means = new double[rows.Columns], deviations = new double[rows.Columns];
        for (int column = 0; column < rows.Columns; column++)
        {
            double[] values = [.. rows.Column(column).ToArray().Select(value => (double)value)];
            means[column] = values.Average();
            deviations[column] = Spread.Of(values);
        }

        return new FeatureScaling(means, deviations);
    }

    /// <summary>The scaled features, row by row.</summary>
    public float[][] Apply(FeatureMatrix features)
    {
        var scaled = new float[features.Rows][];
        for (int row = 0; row < scaled.Length; row++)
        {
            scaled[row] = new float[features.Columns];
        }

        for (int column = 0; column < features.Columns; column++)
        {
            ReadOnlySpan<float> values = features.Column(column);
            for (int row = 0; row < values.Length && deviations[column] > 0; row++)
            {
                scaled[row][column] =
                    (float)((values[row] - means[column]) / deviations[column]);
            }
        }

        return scaled;
    }
}
