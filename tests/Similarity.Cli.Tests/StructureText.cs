using System.Globalization;

namespace Similarity.Cli.Tests;

/// <summary>Structures as lines of JSON, small enough to be written in a test.</summary>
internal static class StructureText
{
    /// <summary>One atom in a cubic cell.</summary>
    public static string Line(string id, (string Element, double X) atom, double edge = 3) =>
        Line(id, [atom], edge);

    /// <summary>Atoms on the x axis of a cubic cell, by fractional coordinates.</summary>
    public static string Line(
        string id, (string Element, double X)[] atoms, double edge = 3, string more = "")
    {
        string a = edge.ToString("R", CultureInfo.InvariantCulture);
        string species = string.Join(',', atoms.Select(atom => $"\"{atom.Element}\""));
        string positions = string.Join(
            ',',
            atoms.Select(atom => $"[{atom.X.ToString("R", CultureInfo.InvariantCulture)},0,0]"));
        return $$"""{"id":"{{id}}","lattice":[[{{a}},0,0],[0,{{a}},0],[0,0,{{a}}]],"""
            + $$""" "species":[{{species}}],"frac_coords":[{{positions}}]{{more}}}""";
    }
}
