using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Similarity.Crystals;
using Similarity.Spectra;

namespace Similarity.Formats.Vasprun;

/// <summary>
/// One pass over a vasprun.xml. Of several ionic steps the last with eigenvalues counts, with its
/// own structure. A file cut off after a whole set of eigenvalues and densities of states (a run
/// killed while it wrote its projections) is read with a warning; any other damage is refused.
/// </summary>
internal sealed class VasprunReader(FileSource source)
{
    private readonly VasprunParameters parameters = new();
    private readonly List<Element> elements = [];
    private VasprunKPoints kPoints = new();
    private VasprunStructure? structure;
    private VasprunEigenvalues? eigenvalues;
    private VasprunStructure? eigenvaluesStructure;
    private VasprunDensityOfStates? dos;
    private int ionicSteps;

    /// <summary>1-based step the eigenvalues belong to.</summary>
    private int eigenvaluesStep;

    public FileContents Read()
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        try
        {
            using var xml = new XmlWalk(source.Path, source.Open());
            ReadModeling(xml);
        }
        catch (InvalidFileException e) when (
            e.InnerException is XmlException
                && eigenvalues is not null
                && dos is not null
                && IsLastLine(e.Line))
        {
            warnings.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"the file breaks off at line {e.Line}, in ionic step {ionicSteps}; "
                + $"eigenvalues and density of states of step {eigenvaluesStep} are complete"));
        }

        return Contents(warnings);
    }

    private void ReadModeling(XmlWalk xml)
    {
        if (xml.Root() != "modeling")
        {
            throw xml.Invalid("modeling", "expected as the outermost element");
        }

        foreach (string element in xml.Children())
        {
            switch (element)
            {
                case "incar" or "parameters":
                    parameters.Read(xml);
                    break;
                case "kpoints":
                    kPoints = VasprunKPoints.Read(xml);
                    break;
                case "atominfo":
                    ReadAtoms(xml);
                    break;
                case "structure" when xml.Attribute("name") != "primitive_cell":
                    structure = VasprunStructure.Read(xml);
                    break;
                case "calculation":
                    ReadCalculation(xml);
                    break;
            }
        }
    }

    private void ReadCalculation(XmlWalk xml)
    {
        ionicSteps++;
        foreach (string element in xml.Children())
        {
            switch (element)
            {
                case "structure":
                    structure = VasprunStructure.Read(xml);
                    break;
                case "eigenvalues":
                    eigenvalues = VasprunEigenvalues.Read(xml);
                    eigenvaluesStructure = structure;
                    eigenvaluesStep = ionicSteps;
                    dos = null;
                    break;
                case "dos":
                    dos = VasprunDensityOfStates.Read(xml);
                    break;
                case "projected":
                    ReadProjected(xml);
                    break;
            }
        }
    }

    /// <summary>
    /// VASP repeats the levels with its projections, with the occupations of the last electronic
    /// step; the ones before can be a step older.
    /// </summary>
    private void ReadProjected(XmlWalk xml)
    {
        foreach (string element in xml.Children())
        {
            if (element == "eigenvalues" && VasprunEigenvalues.Read(xml) is var last
                && last.KPoints == eigenvalues?.KPoints && last.Spins == eigenvalues.Spins)
            {
                eigenvalues = last;
            }
        }
    }

    /// <summary>Reads array[atoms]/set/rc/c, the first c of each rc being the symbol.</summary>
    private void ReadAtoms(XmlWalk xml)
    {
        foreach (string array in xml.Children())
        {
            if (array != "array" || xml.Attribute("name") != "atoms")
            {
                continue;
            }

            foreach (string set in xml.Children())
            {
                if (set == "set")
                {
                    foreach (string row in xml.Children())
                    {
                        elements.Add(ReadElement(xml));
                    }
                }
            }
        }
    }

    private static Element ReadElement(XmlWalk xml)
    {
        Element? element = null;
        foreach (string cell in xml.Children())
        {
            if (element is null)
            {
                string symbol = xml.Text().Trim().ToString();
                element = xml.Place("<atominfo>").ElementOf(symbol);
            }
        }

        return element ?? throw xml.Invalid("atominfo", "expected an element, found an empty row");
    }

    private FileContents Contents(ImmutableArray<string>.Builder warnings)
    {
        Crystal? final = structure?.ToCrystal(source.Path, elements);
        Crystal? ofElectrons = eigenvaluesStructure is null || eigenvaluesStructure == structure
            ? final
            : eigenvaluesStructure.ToCrystal(source.Path, elements);
        if (parameters.IsTetrahedra)
        {
            warnings.Add("occupations by the tetrahedron method, which no smearing reproduces");
        }

        BandStructure? bands = Bands(ofElectrons);
        if (bands is null)
        {
            warnings.Add("no eigenvalues in the file");
        }
        else
        {
            warnings.AddRange(BandStructureAudit.Warnings(bands));
        }

        return new FileContents(VasprunFormat.Format.Name)
        {
            Structures = final is null ? [] : [final],
            Bands = bands,
            Dos = dos?.ToDensityOfStates(source.Path, ofElectrons, DosSpins()),
            Warnings = warnings.ToImmutable(),
        };
    }

    private BandStructure? Bands(Crystal? crystal)
    {
        if (eigenvalues is null || eigenvalues.EnergiesEv.Count == 0)
        {
            return null;
        }

        if (eigenvalues.KPoints != kPoints.Points.Count)
        {
            throw new InvalidFileException(
                source.Path,
                $"eigenvalues at {eigenvalues.KPoints} k-points; expected {kPoints.Points.Count} "
                    + $"as in <kpoints>",
                field: "<eigenvalues>");
        }

        return new FilePlace(source.Path, Field: "<eigenvalues>").Build(() => new BandStructure(
            eigenvalues.Spins,
            eigenvalues.Spins == 2 || parameters.IsNoncollinear ? 1 : 2,
            [.. kPoints.Points],
            [.. kPoints.Weights],
            [.. eigenvalues.EnergiesEv.Select(energy => energy / PhysicalConstants.HartreeInEv)])
        {
            Crystal = crystal,
            ReciprocalLattice = crystal?.Lattice.Reciprocal,
            Electrons = parameters.Electrons,
            ReportedFermiLevel = dos?.FermiLevelEv / PhysicalConstants.HartreeInEv,
            ReportedSmearing = parameters.Smearing,
            ReportedOccupations = eigenvalues.Occupations.ToArray(),
            Path = kPoints.Path(),
        });
    }

    /// <summary>
    /// Spins of the density of states; a noncollinear one has the total as its first.
    /// </summary>
    private int DosSpins() => parameters.IsNoncollinear ? 1 : 2;

    /// <summary>Whether a complaint at this line means that the file ends too early.</summary>
    private bool IsLastLine(long? line)
    {
        using Stream stream = source.Open();
        byte[] buffer = new byte[1 << 16];
        long lines = 1;
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        return line == lines;
    }
}
