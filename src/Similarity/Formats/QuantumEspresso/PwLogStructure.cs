using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.QuantumEspresso;

/// <summary>Lattice and atoms in a pw.x log; later ones replace earlier ones.</summary>
internal sealed class PwLogStructure
{
    private readonly List<(Element Element, Vector3D Position)> atoms = [];

    private Matrix3D? vectors;

    /// <summary>Positions are in bohr unless fractional.</summary>
    private bool arePositionsFractional;

    /// <summary>
    /// The lattice parameter of the input, in bohr: unit of lengths and, as 2π/alat, of k-points.
    /// </summary>
    private double alat;

    /// <summary>Reads what starts at a line, if it is about the structure.</summary>
    public bool TryRead(string line, TextLines lines)
    {
        string text = line.Trim();
        if (text.StartsWith("lattice parameter (alat)", StringComparison.Ordinal))
        {
            alat = Positive(Between(text, "=", "a.u."), lines);
        }
        else if (text.StartsWith("celldm(1)=", StringComparison.Ordinal) && alat > 0)
        {
            // The same length with two more decimals.
            alat = Positive(Between(text, "=", "celldm(2)"), lines);
        }
        else if (text.StartsWith("a(1) = (", StringComparison.Ordinal))
        {
            Vector3D a = alat * Parenthesised(text, lines);
            Vector3D b = alat * Parenthesised(lines.Require("a(2)"), lines);
            vectors = new Matrix3D(a, b, alat * Parenthesised(lines.Require("a(3)"), lines));
        }
        else if (text.StartsWith("site n.", StringComparison.Ordinal)
            && text.Contains("alat units", StringComparison.Ordinal))
        {
            ReadSites(lines);
        }
        else if (text.StartsWith("CELL_PARAMETERS", StringComparison.Ordinal))
        {
            double unit = Unit(text, lines);
            vectors = new Matrix3D(
                unit * Row(lines.Require("a lattice vector"), lines),
                unit * Row(lines.Require("a lattice vector"), lines),
                unit * Row(lines.Require("a lattice vector"), lines));
        }
        else if (text.StartsWith("ATOMIC_POSITIONS", StringComparison.Ordinal))
        {
            ReadPositions(text, lines);
        }
        else
        {
            return false;
        }

        return true;
    }

    public Crystal ToCrystal(string file)
    {
        FilePlace place = new(file, Field: "crystal axes");
        if (vectors is not Matrix3D matrix || atoms.Count == 0)
        {
            throw place.Error(
                "expected the lattice vectors a(1), a(2), a(3) and the sites of atoms");
        }

        Lattice lattice = place.Build(() => new Lattice(matrix));
        return new Crystal(lattice, atoms.Select(atom => place.SiteOf(
            atom.Element,
            arePositionsFractional ? atom.Position : lattice.ToFractional(atom.Position))));
    }

    /// <summary>From units of 2π/alat: fᵢ = κ·aᵢ / alat, as k = f·B with aᵢ·bⱼ = 2π δᵢⱼ.</summary>
    public Vector3D FractionalKPoint(Vector3D k) => vectors!.Value * k / alat;

    /// <summary>The numbers in the last pair of parentheses.</summary>
    public static Vector3D Parenthesised(string line, TextLines lines)
    {
        int open = line.IndexOf("= (", StringComparison.Ordinal), close = line.LastIndexOf(')');
        return open >= 0 && close > open + 3
            ? Row(line[(open + 3)..close], lines)
            : throw lines.Place.Error(
                $"'{FilePlace.Excerpt(line.Trim())}'; expected three numbers in parentheses");
    }

    /// <summary>
    /// What stands between two marks, or up to the end of the line without the second.
    /// </summary>
    public static string Between(string line, string start, string end)
    {
        int mark = line.IndexOf(start, StringComparison.Ordinal);
        if (mark < 0)
        {
            return "";
        }

        int from = mark + start.Length;
        int to = line.IndexOf(end, from, StringComparison.Ordinal);
        return (to < 0 ? line[from..] : line[from..to]).Trim();
    }

    /// <summary>Lines "1  Si  tau(   1) = (  0.0 0.0 0.0  )" until another follows.</summary>
    private void ReadSites(TextLines lines)
    {
        atoms.Clear();
        arePositionsFractional = false;
        while (lines.Next() is string line && line.Contains("tau(", StringComparison.Ordinal))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Element element = QuantumEspressoLabel.ElementOf(
                fields.Length > 1 ? fields[1] : "", lines.Place);
            atoms.Add((element, alat * Parenthesised(line, lines)));
        }
    }

    /// <summary>Lines "Si 0.0 0.0 0.0", perhaps with three flags of fixed coordinates.</summary>
    private void ReadPositions(string head, TextLines lines)
    {
        int count = atoms.Count;
        arePositionsFractional = head.Contains("crystal", StringComparison.Ordinal);
        double unit = arePositionsFractional ? 1 : Unit(head, lines);
        atoms.Clear();
        for (int i = 0; i < count; i++)
        {
            string line = lines.Require("an atom");
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length is not (4 or 7))
            {
                throw lines.Place.Error(
                    $"has {fields.Length} fields; expected a species and three coordinates");
            }

            Element element = QuantumEspressoLabel.ElementOf(fields[0], lines.Place);
            atoms.Add((element, unit * Row(string.Join(' ', fields[1..4]), lines)));
        }
    }

    /// <summary>"(bohr)", "(angstrom)", "(alat)" or "(alat= 10.2)"; in bohr.</summary>
    private double Unit(string head, TextLines lines) =>
        head.Contains("bohr", StringComparison.Ordinal) ? 1
        : head.Contains("angstrom", StringComparison.Ordinal) ? Angstrom.ToBohr(1)
        : head.Contains("alat=", StringComparison.Ordinal) ? Positive(
            Between(head, "alat=", ")"), lines)
        : head.Contains("alat", StringComparison.Ordinal) ? alat
        : throw lines.Place.Error(
            $"'{FilePlace.Excerpt(head)}'; expected the unit alat, bohr or angstrom");

    private static Vector3D Row(string text, TextLines lines)
    {
        double[] row = FortranNumbers.Row(text, 3, lines.Place);
        return new Vector3D(row[0], row[1], row[2]);
    }

    private static double Positive(string text, TextLines lines)
    {
        double value = lines.Place.Number(text, "a length");
        return value > 0
            ? value
            : throw lines.Place.Error($"is the length {value}; expected above 0");
    }
}
