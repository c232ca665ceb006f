using Similarity.Spectra;

namespace Similarity.Screening;

/// <summary>
/// Transparent conductors by numbers of a table: gap in eV, both masses in electron masses and
/// positive, as tables of transport calculations have them.
/// </summary>
public static class ConductorLabel
{
    /// <summary>What is unknown is not met.</summary>
    public static bool Of(
        double? gapEv,
        double? electronMass,
        double? holeMass,
        TransparentConductorCriteria? criteria = null) =>
        TransparentConductor.Judge(
            gapEv / PhysicalConstants.HartreeInEv, electronMass, -holeMass, criteria)
            .IsTransparentConductor;
}
