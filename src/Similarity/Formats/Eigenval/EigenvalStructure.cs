using System.Collections.Immutable;
using System.Globalization;
using Similarity.Crystals;

namespace Similarity.Formats.Eigenval;

/// <summary>
/// The structure that VASP left in CONTCAR or POSCAR beside an EIGENVAL. It is taken only if it has
/// the atoms, volume and edges that the head of the EIGENVAL states: folders hold several runs.
/// </summary>
/// <param name="Atoms">Of the cell.</param>
/// <param name="VolumePerAtom">Å³.</param>
/// <param name="Edges">|a|, |b|, |c| in metres.</param>
internal sealed record EigenvalStructure(double Atoms, double VolumePerAtom, double[] Edges)
{
    /// <summary>Relative; the head has seven digits.</summary>
    private const double Tolerance = 1e-5;

    private static readonly string[] Names =
        ["CONTCAR", "POSCAR", "CONTCAR.gz", "POSCAR.gz", "CONTCAR.vasp", "POSCAR.vasp"];

    /// <summary>
    /// From the second line. Bands are none the worse where another program wrote something else
    /// there; no cell fits such a line.
    /// </summary>
    public static EigenvalStructure Of(double atoms, string line)
    {
        char[] blanks = [' ', '\t'];
        double[] numbers = line.Split(blanks, StringSplitOptions.RemoveEmptyEntries)
            .Select(field => double.TryParse(
                field, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) ? x : 0)
            .ToArray();
        return numbers.Length >= 4
            ? new EigenvalStructure(atoms, numbers[0], numbers[1..4])
            : new EigenvalStructure(atoms, 0, [0, 0, 0]);
    }

    /// <summary>The structure, or null with a warning that says why there is none.</summary>
    public Crystal? Find(string file, ImmutableArray<string>.Builder warnings)
    {
        string folder = Path.GetDirectoryName(file) ?? "";
        foreach (string name in Names.Where(name => File.Exists(Path.Combine(folder, name))))
        {
            try
            {
                FileContents contents = FileFormats.Read(Path.Combine(folder, name));
                if (contents.Structures.LastOrDefault() is Crystal crystal && Fits(crystal))
                {
                    warnings.Add($"an EIGENVAL holds no structure; taken from {name} beside it");
                    return crystal;
                }

                warnings.Add($"left out: {name} beside the file is of another cell");
            }
            catch (InvalidFileException e)
            {
                warnings.Add("left out: " + e.Message);
            }
        }

        warnings.Add(
            "an EIGENVAL holds no lattice and no fitting POSCAR or CONTCAR lies beside it; "
            + "lengths in reciprocal space are unknown");
        return null;
    }

    private bool Fits(Crystal crystal)
    {
        const double Angstrom = PhysicalConstants.BohrInAngstrom, Metre = 1e-10 * Angstrom;
        double volume = crystal.Lattice.Volume * Angstrom * Angstrom * Angstrom;
        return crystal.Count == Atoms
            && IsClose(volume / Atoms, VolumePerAtom)
            && IsClose(crystal.Lattice.Lengths.X * Metre, Edges[0])
            && IsClose(crystal.Lattice.Lengths.Y * Metre, Edges[1])
            && IsClose(crystal.Lattice.Lengths.Z * Metre, Edges[2]);
    }

    private static bool IsClose(double found, double stated) =>
        Math.Abs(found - stated) <= Tolerance * Math.Abs(stated);
}
