namespace Similarity.Explorer.Api;

/// <summary>Hartree to eV at the door of the program.</summary>
internal static class ElectronVolts
{
    public static double Of(double hartree) => hartree * PhysicalConstants.HartreeInEv;

    public static double? Of(double? hartree) => hartree * PhysicalConstants.HartreeInEv;

    public static double[] Of(ReadOnlySpan<double> hartree) =>
        [.. hartree.ToArray().Select(Of)];

    /// <summary>States per hartree to states per eV.</summary>
    public static double[] Per(ReadOnlySpan<double> perHartree) =>
        [.. perHartree.ToArray().Select(value => value / PhysicalConstants.HartreeInEv)];

    public static double ToHartree(double ev) => ev / PhysicalConstants.HartreeInEv;
}
