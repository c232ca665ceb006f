namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// What every density obeys: ρ ≥ 0 and ∫ρ = N. Negative values become 0, and then all are
/// multiplied by one number.
/// </summary>
/// <param name="NegativeElectrons">What was negative, as a positive charge.</param>
/// <param name="Scale">What the others were multiplied by.</param>
public sealed record ChargeConstraint(double NegativeElectrons, double Scale)
{
    /// <param name="pointVolume">bohr³ to a point.</param>
    /// <exception cref="ArithmeticException">No value is positive.</exception>
    public static ChargeConstraint Of(
        ReadOnlySpan<double> density, double pointVolume, double electrons)
    {
        double positive = 0, negative = 0;
        foreach (double value in density)
        {
            positive += Math.Max(value, 0);
            negative -= Math.Min(value, 0);
        }

        return Of(positive * pointVolume, negative * pointVolume, electrons);
    }

    public static ChargeConstraint Of(double positive, double negative, double electrons) =>
        positive > 0
            ? new ChargeConstraint(negative, electrons / positive)
            : throw new ArithmeticException("a density that is nowhere positive has no charge");

    public double Apply(double value) => Scale * Math.Max(value, 0);

    public void Apply(Span<double> density)
    {
        for (int i = 0; i < density.Length; i++)
        {
            density[i] = Apply(density[i]);
        }
    }
}
