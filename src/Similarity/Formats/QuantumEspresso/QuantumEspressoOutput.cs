using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Formats.QuantumEspresso;

/// <summary>
/// The &lt;output&gt; of the XML file: the final structure and its band structure.
/// </summary>
internal sealed class QuantumEspressoOutput
{
    private readonly List<(Element Element, Vector3D Position)> atoms = [];
    private readonly List<Vector3D> cell = [];
    private readonly List<Vector3D> kPoints = [];
    private readonly List<double> weights = [];
    private readonly List<List<double>> energies = [];
    private readonly List<List<double>> occupations = [];
    private readonly List<string> warnings = [];

    /// <summary>The unit 2π/alat of the k-points, bohr.</summary>
    private double alat;

    private bool arePositionsFractional;
    private bool isPolarised;
    private bool isNoncollinear;
    private double? electrons;
    private double? fermiLevel;
    private double? highestOccupied;
    private Smearing? smearing;

    public void Read(XmlWalk xml)
    {
        foreach (string element in xml.Children())
        {
            if (element == "atomic_structure")
            {
                ReadStructure(xml);
            }
            else if (element == "band_structure")
            {
                ReadBands(xml);
            }
            else if (element == "convergence_info")
            {
                ReadConvergence(xml);
            }
        }
    }

    public FileContents Contents(string file)
    {
        FilePlace place = new(file, Field: "<output>");
        if (cell.Count != 3 || !(alat > 0 && double.IsFinite(alat)))
        {
            throw place.Error("expected an <atomic_structure> with alat and three lattice vectors");
        }

        Lattice lattice = place.Build(() => new Lattice(new Matrix3D(cell[0], cell[1], cell[2])));
        Crystal crystal = new(lattice, atoms.Select(atom => place.SiteOf(
            atom.Element,
            arePositionsFractional ? atom.Position : lattice.ToFractional(atom.Position))));
        if (energies.Count == 0)
        {
            return new FileContents(QuantumEspressoXmlFormat.Format.Name)
            {
                Structures = [crystal],
                Warnings = [.. warnings, "no eigenvalues in the file"],
            };
        }

        BandStructure bands = Bands(place, crystal);
        return new FileContents(QuantumEspressoXmlFormat.Format.Name)
        {
            Structures = [crystal],
            Bands = bands,
            Warnings = [.. warnings, .. BandStructureAudit.Warnings(bands)],
        };
    }

    private BandStructure Bands(FilePlace place, Crystal crystal)
    {
        // k = κ 2π/alat and k = f·B with aᵢ·bⱼ = 2π δᵢⱼ give fᵢ = κ·aᵢ / alat.
        Vector3D Fractional(Vector3D k) => crystal.Lattice.Vectors * k / alat;

        int spins = isPolarised ? 2 : 1;
        return place.Build(() => new BandStructure(
            spins,
            isPolarised || isNoncollinear ? 1 : 2,
            [.. kPoints.Select(Fractional)],
            [.. weights],
            SpinSlowest(energies, spins))
        {
            Crystal = crystal,
            ReciprocalLattice = crystal.Lattice.Reciprocal,
            Electrons = electrons,
            ReportedFermiLevel = fermiLevel ?? highestOccupied,
            ReportedSmearing = smearing,
            ReportedOccupations =
                occupations.Count == energies.Count ? SpinSlowest(occupations, spins) : default,
        });
    }

    /// <summary>Each k-point lists the bands of spin up, then those of spin down.</summary>
    private static double[] SpinSlowest(List<List<double>> rows, int spins) =>
    [
        .. Enumerable.Range(0, spins).SelectMany(spin =>
            rows.SelectMany(row => row.Skip(spin * (row.Count / spins)).Take(row.Count / spins))),
    ];

    private void ReadStructure(XmlWalk xml)
    {
        // alat is missing from no version of the schema; Contents complains if it makes no sense.
        _ = double.TryParse(
            xml.Attribute("alat"), NumberStyles.Float, CultureInfo.InvariantCulture, out alat);
        foreach (string element in xml.Children())
        {
            if (element is "atomic_positions" or "crystal_positions")
            {
                arePositionsFractional = element == "crystal_positions";
                foreach (string atom in xml.Children())
                {
                    Element symbol = QuantumEspressoLabel.ElementOf(
                        xml.Attribute("name"), xml.Place("<atom>"));
                    atoms.Add((symbol, ReadVector(xml)));
                }
            }
            else if (element == "cell")
            {
                foreach (string vector in xml.Children())
                {
                    cell.Add(ReadVector(xml));
                }
            }
        }
    }

    private void ReadConvergence(XmlWalk xml)
    {
        foreach (string kind in xml.Children())
        {
            if (kind != "scf_conv")
            {
                continue;
            }

            bool isAchieved = true;
            double error = 0;
            foreach (string element in xml.Children())
            {
                if (element == "convergence_achieved")
                {
                    isAchieved = IsTrue(xml);
                }
                else if (element == "scf_error")
                {
                    error = xml.Number();
                }
            }

            // Bands on a given density are never said to be converged, but have no error either.
            if (!isAchieved && error > 0)
            {
                warnings.Add("the file says that the self-consistent calculation did not converge");
            }
        }
    }

    private void ReadBands(XmlWalk xml)
    {
        foreach (string element in xml.Children())
        {
            switch (element)
            {
                case "lsda":
                    isPolarised = IsTrue(xml);
                    break;
                case "noncolin":
                    isNoncollinear = IsTrue(xml);
                    break;
                case "nelec":
                    electrons = xml.Number();
                    break;
                case "fermi_energy":
                    fermiLevel = xml.Number();
                    break;
                case "highestOccupiedLevel":
                    highestOccupied = xml.Number();
                    break;
                case "smearing":
                    double width = xml.Place("<smearing degauss>").Number(
                        xml.Attribute("degauss"), "a width");
                    smearing = SmearingNames.Find(xml.Text().ToString(), width);
                    break;
                case "two_fermi_energies":
                    ReadTwoFermiLevels(xml);
                    break;
                case "ks_energies":
                    ReadKPoint(xml);
                    break;
            }
        }
    }

    private void ReadTwoFermiLevels(XmlWalk xml)
    {
        Span<double> levels = stackalloc double[2];
        xml.Row(levels);
        fermiLevel = (levels[0] + levels[1]) / 2;
        warnings.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"the spins have Fermi levels of their own, {levels[0]:F6} and {levels[1]:F6} Ha; "
                + $"their mean is kept"));
    }

    private void ReadKPoint(XmlWalk xml)
    {
        int before = energies.Count;
        foreach (string element in xml.Children())
        {
            switch (element)
            {
                case "k_point":
                    FilePlace place = xml.Place("<k_point weight>");
                    weights.Add(place.Number(xml.Attribute("weight"), "a weight"));
                    kPoints.Add(ReadVector(xml));
                    break;
                case "eigenvalues":
                    energies.Add(xml.Numbers());
                    CheckLength(xml, energies);
                    break;
                case "occupations":
                    occupations.Add(xml.Numbers());
                    CheckLength(xml, occupations);
                    break;
            }
        }

        if (kPoints.Count != before + 1 || energies.Count != before + 1)
        {
            throw xml.Invalid("ks_energies", "expected one <k_point> and one <eigenvalues>");
        }
    }

    private void CheckLength(XmlWalk xml, List<List<double>> rows)
    {
        if (rows[^1].Count != energies[0].Count || (isPolarised && rows[^1].Count % 2 != 0))
        {
            throw xml.Invalid(
                "ks_energies",
                $"{rows[^1].Count} values; expected {energies[0].Count} as at the first k-point, "
                    + $"an even number with two spins");
        }
    }

    private static Vector3D ReadVector(XmlWalk xml)
    {
        Span<double> row = stackalloc double[3];
        xml.Row(row);
        return new Vector3D(row[0], row[1], row[2]);
    }

    private static bool IsTrue(XmlWalk xml) => xml.Text().Trim() is "true";
}
