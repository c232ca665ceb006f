namespace Similarity.Operators.KohnSham.Atoms;

/// <summary>
/// The density n(r) of orbitals at the points of their elements, its slope, and the potential
/// −Z/r + ∫ n/|r − r′| of a neutral atom, all without cancelling: with A(r) and B(r) the integrals
/// of 4πr′²n and 4πr′n from r outwards, it is B − A/r.
/// </summary>
internal sealed class AtomicDensity
{
    private AtomicDensity(int points)
    {
        Distribution = new double[points];
        Density = new double[points];
        Slope = new double[points];
        ChargeBeyond = new double[points];
        PotentialBeyond = new double[points];
        Electrostatic = new double[points];
    }

    /// <summary>4πr²n.</summary>
    public double[] Distribution { get; }

    /// <summary>n.</summary>
    public double[] Density { get; }

    /// <summary>dn/dr.</summary>
    public double[] Slope { get; }

    /// <summary>A.</summary>
    public double[] ChargeBeyond { get; }

    /// <summary>B.</summary>
    public double[] PotentialBeyond { get; }

    /// <summary>B − A/r.</summary>
    public double[] Electrostatic { get; }

    public static AtomicDensity Of(
        RadialEquation equation, IEnumerable<RadialOrbital> orbitals)
    {
        RadialElements elements = equation.Elements;
        ReadOnlySpan<double> points = elements.Points;
        var density = new AtomicDensity(points.Length);
        double[] values = new double[points.Length], slopes = new double[points.Length];
        foreach (RadialOrbital orbital in orbitals)
        {
            elements.AtPoints(orbital.Unknowns, values, slopes);
            equation.AddDensity(orbital, values, slopes, density.Distribution, density.Slope);
        }

        double[] perRadius = new double[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            double r = points[i], sphere = 4 * Math.PI * r * r;
            density.Density[i] = density.Distribution[i] / sphere;
            density.Slope[i] /= sphere;
            perRadius[i] = density.Distribution[i] / r;
        }

        elements.IntegrateFrom(density.Distribution, density.ChargeBeyond);
        elements.IntegrateFrom(perRadius, density.PotentialBeyond);
        for (int i = 0; i < points.Length; i++)
        {
            density.Electrostatic[i] =
                density.PotentialBeyond[i] - density.ChargeBeyond[i] / points[i];
        }

        return density;
    }
}
