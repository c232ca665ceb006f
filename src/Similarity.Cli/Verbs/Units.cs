namespace Similarity.Cli.Verbs;

/// <summary>Hartree to eV at the door of the program.</summary>
internal static class Units
{
    public static double Ev(double hartree) => hartree * PhysicalConstants.HartreeInEv;

    public static double? Ev(double? hartree) => hartree * PhysicalConstants.HartreeInEv;

    public static double Hartree(double ev) => ev / PhysicalConstants.HartreeInEv;

    public static double[] Ev(ReadOnlySpan<double> hartree)
    {
        double[] ev = new double[hartree.Length];
        for (int i = 0; i < ev.Length; i++)
        {
            ev[i] = Ev(hartree[i]);
        }

        return ev;
    }

    /// <summary>States per hartree to states per eV.</summary>
    public static double[] PerEv(ReadOnlySpan<double> perHartree)
    {
        double[] perEv = new double[perHartree.Length];
        for (int i = 0; i < perEv.Length; i++)
        {
            perEv[i] = perHartree[i] / PhysicalConstants.HartreeInEv;
        }

        return perEv;
    }
}
