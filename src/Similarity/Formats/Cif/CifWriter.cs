using System.Globalization;
using System.Text;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.Cif;

/// <summary>
/// CIF 1.1 in P1, one data block per crystal. A CIF gives the cell by edges and angles: the
/// orientation in space is lost, fractional coordinates are exact.
/// </summary>
internal static class CifWriter
{
    public static void Write(TextWriter writer, IReadOnlyList<Crystal> structures)
    {
        for (int i = 0; i < structures.Count; i++)
        {
            StructureWriter.RequireBulk("CIF", structures[i]);
            WriteBlock(writer, structures[i], i + 1);
        }
    }

    private static void WriteBlock(TextWriter writer, Crystal crystal, int number)
    {
        Vector3D lengths = Angstrom.FromBohr(crystal.Lattice.Lengths);
        Vector3D angles = 180 / Math.PI * crystal.Lattice.Angles;

        // Edges and angles describe a right-handed cell. Reversing all three vectors of a
        // left-handed one, and the coordinates with them, keeps every atom in its place.
        double sign = crystal.Lattice.Vectors.Determinant < 0 ? -1 : 1;
        writer.Write($"data_{BlockName(crystal.Name ?? $"structure_{number}")}\n");
        writer.Write($"_cell_length_a {StructureWriter.Text(lengths.X)}\n");
        writer.Write($"_cell_length_b {StructureWriter.Text(lengths.Y)}\n");
        writer.Write($"_cell_length_c {StructureWriter.Text(lengths.Z)}\n");
        writer.Write($"_cell_angle_alpha {StructureWriter.Text(angles.X)}\n");
        writer.Write($"_cell_angle_beta {StructureWriter.Text(angles.Y)}\n");
        writer.Write($"_cell_angle_gamma {StructureWriter.Text(angles.Z)}\n");
        writer.Write("_space_group_name_H-M_alt 'P 1'\n_space_group_IT_number 1\n");
        writer.Write("loop_\n_space_group_symop_operation_xyz\n'x, y, z'\n");
        writer.Write("loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n");
        writer.Write("_atom_site_fract_y\n_atom_site_fract_z\n_atom_site_occupancy\n");
        for (int i = 0; i < crystal.Count; i++)
        {
            Site site = crystal.Sites[i];
            string label = string.Create(
                CultureInfo.InvariantCulture, $"{site.Element}{i + 1} {site.Element}");
            string position = StructureWriter.Text(sign * site.Position);
            writer.Write($"{label} {position} {StructureWriter.Text(site.Occupancy)}\n");
        }
    }

    /// <summary>A block name has no space and only printable ASCII characters.</summary>
    private static string BlockName(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            text.Append(c is > ' ' and <= '~' ? c : '_');
        }

        return text.ToString();
    }
}
