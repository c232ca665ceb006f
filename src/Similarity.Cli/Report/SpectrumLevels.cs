namespace Similarity.Cli.Report;

/// <summary>
/// The energies a plot is drawn around, relative to the valence band maximum of an insulator or the
/// Fermi level of a metal.
/// </summary>
/// <param name="Reference">The zero of the plot in hartree.</param>
/// <param name="FermiEv">The Fermi level relative to the zero: 0 in a metal.</param>
/// <param name="GapEv">The gap, which begins at 0; null for a metal or when it is unknown.</param>
internal sealed record SpectrumLevels(double Reference, double FermiEv, double? GapEv)
{
    /// <summary>The axis says what its zero is.</summary>
    public string AxisTitle => GapEv is null ? "E − E_{F} (eV)" : "E − E_{VBM} (eV)";

    /// <summary>From the upper valence bands to a few electronvolts above the gap.</summary>
    public (double Low, double High) Window => (-6, Math.Max(6, (GapEv ?? 0) + 4));

    /// <summary>
    /// Whether an energy relative to the zero is an edge of the gap, to rounding.
    /// </summary>
    public bool IsEdge(double energyEv) =>
        GapEv is double gap && Math.Min(Math.Abs(energyEv), Math.Abs(energyEv - gap)) < 1e-6;

    /// <summary>An energy in hartree, relative to the zero, in eV.</summary>
    public double Relative(double energy) => (energy - Reference) * PhysicalConstants.HartreeInEv;

    /// <summary>States per hartree as states per eV.</summary>
    public double PerEv(double density) => density / PhysicalConstants.HartreeInEv;
}
