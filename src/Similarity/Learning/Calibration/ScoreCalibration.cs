namespace Similarity.Learning.Calibration;

/// <summary>A function that does not fall, from scores to probabilities. A closed family.</summary>
public abstract record ScoreCalibration
{
    private protected ScoreCalibration()
    {
    }

    public abstract double Of(double score);

    private protected static void Check(int scores, int cases)
    {
        if (scores != cases || scores == 0)
        {
            throw new ArgumentException($"{scores} scores of {cases} cases");
        }
    }
}
