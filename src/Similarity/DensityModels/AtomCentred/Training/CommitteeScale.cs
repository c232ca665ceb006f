namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>
/// The factor a between the spread of a committee and its error. Every member k has an error on
/// the structures A it has not seen; a² = Σ_kA e_kA / Σ_kA v_A, where v_A is the variance of all
/// members about their mean. Members share half of their structures, so that a exceeds 1.
/// </summary>
internal static class CommitteeScale
{
    public static double Of(
        DensityProblem problem,
        AtomicAverages averages,
        IReadOnlyList<double[]> members,
        IReadOnlyList<double[]> seen)
    {
        double[] mean = new double[members[0].Length];
        foreach (double[] member in members)
        {
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += member[i] / members.Count;
            }
        }

        double[][] spreads = problem.Spreads(mean, members);
        double errors = 0, variances = 0;
        for (int k = 0; k < members.Count; k++)
        {
            SampleError[] own = problem.Errors(members[k], averages);
            for (int s = 0; s < own.Length; s++)
            {
                if (seen[k][s] == 0)
                {
                    errors += own[s].Error;
                    variances += spreads[s].Sum() / (members.Count - 1);
                }
            }
        }

        return Math.Sqrt(errors / variances);
    }
}
