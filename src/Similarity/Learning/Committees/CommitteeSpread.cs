using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Committees;

/// <summary>The mean and the standard deviation over the members of a committee.</summary>
public static class CommitteeSpread
{
    /// <param name="members">A row for each member, at least two.</param>
    /// <returns>For each column, both.</returns>
    public static (double[] Mean, double[] Spread) Of(Matrix<double> members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members.Rows, 2);
        double[] mean = new double[members.Columns];
        double[] spread = new double[members.Columns];
        for (int member = 0; member < members.Rows; member++)
        {
            VectorKernels.AddScaled(1.0 / members.Rows, members.Row(member), mean.AsSpan());
        }

        for (int member = 0; member < members.Rows; member++)
        {
            ReadOnlySpan<double> row = members.Row(member);
            for (int i = 0; i < spread.Length; i++)
            {
                spread[i] += (row[i] - mean[i]) * (row[i] - mean[i]);
            }
        }

        for (int i = 0; i < spread.Length; i++)
        {
            spread[i] = Math.Sqrt(spread[i] / (members.Rows - 1));
        }

        return (mean, spread);
    }
}
