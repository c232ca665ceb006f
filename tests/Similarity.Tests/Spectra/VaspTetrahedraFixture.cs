using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

/// <summary>Just enough of a vasprun.xml for tests of tetrahedra; energies stay in the file's eV.</summary>
internal sealed class VaspTetrahedraFixture
{
    public VaspTetrahedraFixture(string file)
    {
        using Stream stored = File.OpenRead(RepositoryFile.Database(file));
        using var stream = new GZipStream(stored, CompressionMode.Decompress);
        XElement root = XDocument.Load(stream).Root!;
        XElement kPoints = root.Element("kpoints")!;
        Vector3D[] points = Rows(Named(kPoints, "varray", "kpointlist")).Select(ToVector).ToArray();
        double[] weights = Rows(Named(kPoints, "varray", "weights")).Select(row => row[0]).ToArray();
        int[][] tetrahedra = Rows(Named(kPoints, "varray", "tetrahedronlist"))
            .Select(row => Array.ConvertAll(row, value => (int)value)).ToArray();
        TetrahedraOfVasp = new Tetrahedra(
            tetrahedra.SelectMany(t => t[1..]).Select(corner => corner - 1).ToArray(),
            tetrahedra.Select(t => (double)t[0]).ToArray());
        Matrix3D Basis(string name)
        {
            Vector3D[] rows = Rows(Named(root.Element("structure")!.Element("crystal")!, "varray", name))
                .Select(ToVector).ToArray();
            return new Matrix3D(rows[0], rows[1], rows[2]);
        }

        ReciprocalLattice = Basis("rec_basis");
        XElement calculation = root.Elements("calculation").Last();
        XElement spinUp = calculation.Element("eigenvalues")!.Element("array")!.Element("set")!
            .Elements("set").First();
        double[] levels = spinUp.Elements("set").SelectMany(Rows).Select(row => row[0]).ToArray();
        SpinUp = new BandStructure(1, 1, points, weights, levels);
        double[][] dos = Rows(calculation.Element("dos")!.Element("total")!.Element("array")!
            .Element("set")!.Elements("set").First()).ToArray();
        Energies = dos.Select(row => row[0]).ToArray();
        Density = dos.Select(row => row[1]).ToArray();
        States = dos.Select(row => row[2]).ToArray();
    }

    /// <summary>The tetrahedra that VASP chose and wrote.</summary>
    public Tetrahedra TetrahedraOfVasp { get; }

    public Matrix3D ReciprocalLattice { get; }

    /// <summary>The bands of one spin (the other is less converged); in eV, not hartree.</summary>
    public BandStructure SpinUp { get; }

    /// <summary>eV.</summary>
    public double[] Energies { get; }

    /// <summary>Per eV.</summary>
    public double[] Density { get; }

    public double[] States { get; }

    private static XElement Named(XElement parent, string element, string name) =>
        parent.Elements(element).Single(child => (string?)child.Attribute("name") == name);

    private static IEnumerable<double[]> Rows(XElement parent) => parent.Elements()
        .Where(row => row.Name.LocalName is "v" or "r")
        .Select(row => row.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray());

    private static Vector3D ToVector(double[] row) => new(row[0], row[1], row[2]);
}
