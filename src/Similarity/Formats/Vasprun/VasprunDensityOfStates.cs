using Similarity.Crystals;
using Similarity.Spectra;

namespace Similarity.Formats.Vasprun;

/// <summary>
/// &lt;dos&gt; of one ionic step: states per eV and cell, spin factor included, which VASP averages
/// over each step of its energy grid.
/// </summary>
internal sealed class VasprunDensityOfStates
{
    private const int MaximalOrbitals = 64;

    private readonly List<double> energiesEv = [];
    private readonly List<List<double>> densities = [];
    private readonly List<List<double>> integrals = [];
    private readonly List<Projection> projections = [];

    public double? FermiLevelEv { get; private set; }

    public static VasprunDensityOfStates Read(XmlWalk xml)
    {
        var dos = new VasprunDensityOfStates();
        foreach (string element in xml.Children())
        {
            if (element == "i" && xml.Attribute("name") == "efermi")
            {
                dos.FermiLevelEv = xml.Number();
            }
            else if (element == "total")
            {
                dos.ReadTotal(xml);
            }
            else if (element == "partial")
            {
                dos.ReadPartial(xml);
            }
        }

        return dos;
    }

    /// <summary>
    /// The density of states, or null when the grid is empty. Spins beyond the given number are the
    /// magnetisation of a noncollinear run and left out.
    /// </summary>
    public DensityOfStates? ToDensityOfStates(string file, Crystal? crystal, int maximalSpins)
    {
        if (energiesEv.Count == 0)
        {
            return null;
        }

        FilePlace place = new(file, Field: "<dos>");
        if (crystal is not null && projections.Count > 0 && projections[^1].Ion >= crystal.Count)
        {
            throw place.Error($"has projections on {projections[^1].Ion + 1} ions; expected at "
                + $"most {crystal.Count}");
        }

        return place.Build(() => new DensityOfStates(
            [.. energiesEv.Select(energy => energy / PhysicalConstants.HartreeInEv)],
            [.. densities.Take(maximalSpins).Select(PerHartree)])
        {
            Crystal = crystal,
            ReportedFermiLevel = FermiLevelEv / PhysicalConstants.HartreeInEv,
            ReportedIntegrals =
                [.. integrals.Take(maximalSpins).Select(integral => integral.ToArray())],
            Projections =
            [
                .. projections.Select(projection => new ProjectedDensityOfStates(
                    projection.Ion, projection.Orbital,
                    [.. projection.Spins.Take(maximalSpins).Select(PerHartree)])),
            ],
        });
    }

    /// <summary>Reads array/set/set(spin)/r with rows energy, density, integral.</summary>
    private void ReadTotal(XmlWalk xml)
    {
        double[] row = new double[3];
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
                    ReadTotalSpin(xml, row);
                }
            }
        }
    }

    private void ReadTotalSpin(XmlWalk xml, double[] row)
    {
        bool isFirst = densities.Count == 0;
        List<double> density = [], integral = [];
        foreach (string element in xml.Children())
        {
            xml.Row(row);
            if (isFirst)
            {
                energiesEv.Add(row[0]);
            }

            density.Add(row[1]);
            integral.Add(row[2]);
        }

        densities.Add(density);
        integrals.Add(integral);
    }

    /// <summary>
    /// Reads array/{field}, set/set(ion)/set(spin)/r with rows energy, one value per orbital.
    /// </summary>
    private void ReadPartial(XmlWalk xml)
    {
        foreach (string array in xml.Children())
        {
            List<string> orbitals = [];
            foreach (string element in xml.Children())
            {
                if (element == "field")
                {
                    orbitals.Add(OrbitalName(xml.Text().Trim()));
                }
                else if (element == "set")
                {
                    if (orbitals.Count is < 2 or > MaximalOrbitals)
                    {
                        throw xml.Invalid(
                            "partial", $"{orbitals.Count} fields; expected energy and orbitals");
                    }

                    orbitals.RemoveAt(0);
                    int ion = 0;
                    foreach (string ionSet in xml.Children())
                    {
                        ReadIon(xml, ion++, orbitals);
                    }
                }
            }
        }
    }

    private void ReadIon(XmlWalk xml, int ion, List<string> orbitals)
    {
        int first = projections.Count;
        projections.AddRange(orbitals.Select(orbital => new Projection(ion, orbital, [])));
        double[] row = new double[1 + orbitals.Count];
        foreach (string spinSet in xml.Children())
        {
            // A noncollinear run adds three sets with the magnetisation along x, y and z.
            if (projections[first].Spins.Count == densities.Count)
            {
                break;
            }

            for (int orbital = 0; orbital < orbitals.Count; orbital++)
            {
                projections[first + orbital].Spins.Add(new List<double>(energiesEv.Count));
            }

            foreach (string element in xml.Children())
            {
                xml.Row(row);
                for (int orbital = 0; orbital < orbitals.Count; orbital++)
                {
                    projections[first + orbital].Spins[^1].Add(row[1 + orbital]);
                }
            }

            if (projections[first].Spins[^1].Count != energiesEv.Count)
            {
                throw xml.Invalid(
                    "partial", $"{projections[first].Spins[^1].Count} rows; expected "
                        + $"{energiesEv.Count} as in <total>");
            }
        }
    }

    /// <summary>VASP abbreviates one d orbital.</summary>
    private static string OrbitalName(ReadOnlySpan<char> field) =>
        field is "x2-y2" ? "dx2-y2" : field.ToString();

    private static double[] PerHartree(List<double> perEv) =>
        perEv.Select(value => value * PhysicalConstants.HartreeInEv).ToArray();

    private sealed record Projection(int Ion, string Orbital, List<List<double>> Spins);
}
