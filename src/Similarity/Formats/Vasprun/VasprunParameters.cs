using Similarity.Spectra;

namespace Similarity.Formats.Vasprun;

/// <summary>
/// What &lt;incar&gt; (as the user wrote it) and &lt;parameters&gt; (as VASP understood it, written
/// later and therefore final) say about the electrons.
/// </summary>
internal sealed class VasprunParameters
{
    /// <summary>NELECT.</summary>
    public double? Electrons { get; private set; }

    /// <summary>
    /// ISMEAR: −1 Fermi–Dirac, 0 Gaussian, N from 1 Methfessel–Paxton, −4, −5 tetrahedra.
    /// </summary>
    public double? SmearingKind { get; private set; }

    /// <summary>SIGMA, in hartree.</summary>
    private double? SmearingWidth { get; set; }

    /// <summary>
    /// The smearing of the occupations; null for tetrahedra, fixed and unknown ones.
    /// </summary>
    public Smearing? Smearing => SmearingWidth is not > 0 ? null : SmearingKind switch
    {
        -1 => new FermiDirac(SmearingWidth.Value),
        0 => new Gaussian(SmearingWidth.Value),
        > 0 and <= MethfesselPaxton.MaximumOrder =>
            new MethfesselPaxton((int)SmearingKind.Value, SmearingWidth.Value),
        _ => null,
    };


    /// <summary>LNONCOLLINEAR or LSORBIT: bands are spinors and hold one electron each.</summary>
    public bool IsNoncollinear { get; private set; }

    /// <summary>ISMEAR −4, −5 and, with a Fermi–Dirac function, −14 and −15.</summary>
    public bool IsTetrahedra => SmearingKind is -4 or -5 or -14 or -15;

    /// <summary>
    /// Reads every &lt;i name=…&gt; below the current element, through all separators.
    /// </summary>
    public void Read(XmlWalk xml)
    {
        foreach (string element in xml.Children())
        {
            if (element == "separator")
            {
                Read(xml);
            }
            else if (element == "i")
            {
                ReadItem(xml);
            }
        }
    }

    private void ReadItem(XmlWalk xml)
    {
        switch (xml.Attribute("name"))
        {
            case "NELECT":
                Electrons = xml.Number();
                break;
            case "ISMEAR":
                SmearingKind = xml.Number();
                break;
            case "SIGMA":
                SmearingWidth = xml.Number() / PhysicalConstants.HartreeInEv;
                break;
            case "LNONCOLLINEAR" or "LSORBIT":
                IsNoncollinear |= xml.Text().Trim() is "T";
                break;
        }
    }
}
