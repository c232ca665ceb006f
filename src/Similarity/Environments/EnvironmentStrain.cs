namespace Similarity.Environments;

/// <summary>
/// The numbers of one centre and how they change when atoms and lattice are strained together,
/// r → (1 + η) r, which stresses are made of. Its arrays are used again for the next centre: copy
/// what is to last.
/// </summary>
public sealed class EnvironmentStrain
{
    private readonly double[] slopes;

    internal EnvironmentStrain(int width)
    {
        Row = new double[width];
        slopes = new double[9 * width];
    }

    /// <summary>The site whose environment this is.</summary>
    public int Centre { get; internal set; }

    /// <summary>The numbers themselves.</summary>
    public ReadOnlySpan<double> Values => Row;

    internal double[] Row { get; }

    /// <summary>∂ values / ∂η_ab at η = 0.</summary>
    public ReadOnlySpan<double> Of(int a, int b) => Slopes(a, b);

    internal Span<double> Slopes(int a, int b)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)a, 2u);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)b, 2u);
        return slopes.AsSpan((3 * a + b) * Row.Length, Row.Length);
    }
}
