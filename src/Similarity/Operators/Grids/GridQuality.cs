namespace Similarity.Operators.Grids;

/// <summary>How fine the grid around an atom is, and where its orbitals end.</summary>
/// <param name="Radial">Factor of the number of shells of points.</param>
/// <param name="InnerDegree">Of the rule on spheres of radius below 0.25 bohr.</param>
/// <param name="MiddleDegree">Of the rule on spheres of radius below 0.8 bohr.</param>
/// <param name="OuterDegree">Of the rule on the others.</param>
/// <param name="Tail">An orbital ends where |R(r)| stays below this.</param>
internal readonly record struct GridQuality(
    double Radial, int InnerDegree, int MiddleDegree, int OuterDegree, double Tail)
{
    public static GridQuality Coarse { get; } = new(0.9, 7, 11, 19, 1e-3);

    public static GridQuality Normal { get; } = new(1.3, 11, 17, 29, 2e-4);

    public static GridQuality Fine { get; } = new(1.5, 15, 23, 35, 1e-6);

    public static GridQuality Of(GridFineness fineness) => fineness switch
    {
        GridFineness.Coarse => Coarse,
        GridFineness.Normal => Normal,
        _ => Fine,
    };
}
