namespace Similarity.Environments;

/// <summary>
/// How the weight f(r) of a neighbour ends at the cutoff radius r_c; 0 beyond it.
/// </summary>
public abstract record CutoffFunction
{
    /// <param name="cutoff">r_c in bohr; 0 ≤ r ≤ r_c.</param>
    /// <returns>f and df/dr.</returns>
    internal abstract (double Value, double Slope) At(double r, double cutoff);
}

/// <summary>
/// f = 1 up to the cutoff. Expansions jump where an atom crosses it, and have no gradient there.
/// </summary>
public sealed record StepCutoff : CutoffFunction
{
    internal override (double Value, double Slope) At(double r, double cutoff) => (1, 0);
}

/// <summary>
/// f = 1 up to r_c − w, then ½ (1 + cos(π (r − r_c + w) / w)): continuous with its slope.
/// </summary>
public sealed record ShiftedCosineCutoff : CutoffFunction
{
    /// <param name="width">w in bohr, positive, at most the cutoff.</param>
    public ShiftedCosineCutoff(double width)
    {
        if (!(width > 0 && double.IsFinite(width)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(width), width, "a width of smoothing is positive and finite");
        }

        Width = width;
    }

    /// <summary>w in bohr.</summary>
    public double Width { get; }

    internal override (double Value, double Slope) At(double r, double cutoff)
    {
        double inside = r - cutoff + Width;
        if (inside <= 0)
        {
            return (1, 0);
        }

        (double sine, double cosine) = Math.SinCos(Math.PI * inside / Width);
        return (0.5 * (1 + cosine), -0.5 * Math.PI / Width * sine);
    }
}
