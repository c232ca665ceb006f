namespace Similarity.Formats.Vasprun;

/// <summary>
/// &lt;eigenvalues&gt; of one ionic step: energies in eV and occupations, band fastest.
/// </summary>
internal sealed class VasprunEigenvalues
{
    public int Spins { get; private set; }

    public int KPoints { get; private set; }

    public int Bands { get; private set; }

    public List<double> EnergiesEv { get; } = [];

    public List<double> Occupations { get; } = [];

    /// <summary>Reads array/set/set(spin)/set(kpoint)/r.</summary>
    public static VasprunEigenvalues Read(XmlWalk xml)
    {
        var eigenvalues = new VasprunEigenvalues();
        foreach (string array in xml.Children())
        {
            foreach (string set in xml.Children())
            {
                if (set != "set")
                {
                    continue;
                }

                foreach (string spin in xml.Children())
                {
                    eigenvalues.ReadSpin(xml);
                }
            }
        }

        return eigenvalues;
    }

    private void ReadSpin(XmlWalk xml)
    {
        int kPoints = 0;
        foreach (string kPoint in xml.Children())
        {
            ReadKPoint(xml);
            kPoints++;
        }

        if (Spins > 0 && kPoints != KPoints)
        {
            throw xml.Invalid(
                "eigenvalues", $"{kPoints} k-points of spin 2 but {KPoints} of spin 1");
        }

        KPoints = kPoints;
        Spins++;
    }

    private void ReadKPoint(XmlWalk xml)
    {
        Span<double> row = stackalloc double[2];
        int before = EnergiesEv.Count;
        foreach (string element in xml.Children())
        {
            xml.Row(row);
            EnergiesEv.Add(row[0]);
            Occupations.Add(row[1]);
        }

        int bands = EnergiesEv.Count - before;
        if (before > 0 && bands != Bands)
        {
            throw xml.Invalid(
                "eigenvalues", $"{bands} bands at this k-point but {Bands} at the others");
        }

        Bands = bands;
    }
}
