using System.Text;
using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.Formats;
using Similarity.Numerics;

namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>
/// Structures with fitted densities on one basis. As a file: JSON lines, the first
/// {"schema": "similarity.density-set/1", "method": …, "basis": {"name": …, "elements": …}}, then
/// one structure a line with name, numbers (Z), positions_bohr, lattice_bohr and pbc of a crystal,
/// coefficients (order of <see cref="DensityFunctions"/>) and optionally hartree_Ha,
/// nuclear_attraction_Ha and dipole_ebohr. Metrics follow from these and are not stored.
/// </summary>
public sealed class DensitySet
{
    public const string Schema = "similarity.density-set/1";

    public DensitySet(string method, AuxiliaryBasis basis, IReadOnlyList<DensitySample> samples)
    {
        Method = method;
        Basis = basis;
        Samples = samples;
    }

    /// <summary>How the densities were computed and fitted.</summary>
    public string Method { get; }

    public AuxiliaryBasis Basis { get; }

    public IReadOnlyList<DensitySample> Samples { get; }

    /// <exception cref="InvalidFileException"/>
    public static DensitySet Read(FileSource source)
    {
        using var lines = new TextLines(source);
        JsonField header = Parse(lines.Require("the header of a set of densities"));
        if (header["schema"].Text() is not Schema and string other)
        {
            throw header["schema"].Place.Error($"is {other}; expected {Schema}");
        }

        AuxiliaryBasis basis = AuxiliaryBasis.Read(header["basis"]);
        string method = header["method"].Text();
        var samples = new List<DensitySample>();
        while (lines.Next() is string line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                samples.Add(ReadSample(Parse(line), basis));
            }
        }

        return samples.Count > 0
            ? new DensitySet(method, basis, samples)
            : throw new InvalidFileException(source.Path, "holds no structure");

        JsonField Parse(string line) =>
            JsonField.Parse(source.Path, Encoding.UTF8.GetBytes(line), lines.Number);
    }

    private static DensitySample ReadSample(JsonField line, AuxiliaryBasis basis)
    {
        string name = line["name"].Text();
        JsonField numbers = line["numbers"];
        double[] z = numbers.Numbers();
        JsonField[] positions = line["positions_bohr"].Items(z.Length);
        Lattice lattice = new(Matrix3D.Identity);
        Periodicity periodicity = Periodicity.None;
        if (line.TryGet("lattice_bohr", out JsonField vectors))
        {
            try
            {
                lattice = new Lattice(vectors.Matrix());
            }
            catch (ArgumentException e)
            {
                throw vectors.Place.Error(e.Message, e);
            }

            periodicity = line["pbc"].Periodicity();
        }

        var sites = new Site[z.Length];
        for (int i = 0; i < z.Length; i++)
        {
            if (z[i] != Math.Floor(z[i]) || z[i] is < 1 or > 118
                || !basis.Has(new Element((int)z[i])))
            {
                throw numbers.Place.Error(
                    $"atom {i} is no element of the basis {basis.Name}, which has "
                    + string.Join(", ", basis.Elements));
            }

            sites[i] = new(
                new Element((int)z[i]), lattice.ToFractional(positions[i].Vector()));
        }

        var crystal = new Crystal(lattice, sites, periodicity) { Name = name };
        var functions = new DensityFunctions(crystal, basis);
        double[] coefficients = line["coefficients"].Numbers();
        if (coefficients.Length != functions.Count)
        {
            throw line["coefficients"].Place.Error(
                $"has {coefficients.Length} numbers; expected {functions.Count}");
        }

        return new DensitySample(name, new FittedDensity(functions, coefficients))
        {
            HartreeEnergy = line.TryGet("hartree_Ha", out JsonField hartree)
                ? hartree.Number()
                : null,
            NuclearAttraction = line.TryGet("nuclear_attraction_Ha", out JsonField attraction)
                ? attraction.Number()
                : null,
            Dipole = line.TryGet("dipole_ebohr", out JsonField dipole) ? dipole.Vector() : null,
        };
    }
}
