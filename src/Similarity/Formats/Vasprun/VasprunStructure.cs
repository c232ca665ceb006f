using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.Vasprun;

/// <summary>A &lt;structure&gt;: lattice vectors in ångströms and fractional positions.</summary>
internal sealed record VasprunStructure(long Line, List<Vector3D> Basis, List<Vector3D> Positions)
{
    public static VasprunStructure Read(XmlWalk xml)
    {
        var structure = new VasprunStructure(xml.Line, [], []);
        foreach (string name in xml.Children())
        {
            if (name == "crystal")
            {
                foreach (string inner in xml.Children())
                {
                    if (inner == "varray" && xml.Attribute("name") == "basis")
                    {
                        ReadVectors(xml, structure.Basis);
                    }
                }
            }
            else if (name == "varray" && xml.Attribute("name") == "positions")
            {
                ReadVectors(xml, structure.Positions);
            }
        }

        return structure;
    }

    public static void ReadVectors(XmlWalk xml, List<Vector3D> vectors)
    {
        double[] row = new double[3];
        foreach (string name in xml.Children())
        {
            if (name == "v")
            {
                xml.Row(row);
                vectors.Add(new Vector3D(row[0], row[1], row[2]));
            }
        }
    }

    public Crystal ToCrystal(string file, List<Element> elements)
    {
        if (Basis.Count != 3 || Positions.Count != elements.Count || Positions.Count == 0)
        {
            throw new InvalidFileException(
                file,
                $"{Basis.Count} lattice vectors and {Positions.Count} positions; expected 3 and "
                    + $"one for each of "
                + $"the {elements.Count} atoms of <atominfo>",
                Line,
                "<structure>");
        }

        FilePlace place = new(file, Line, "<structure>");
        Lattice lattice = place.LatticeOf(new Matrix3D(Basis[0], Basis[1], Basis[2]));
        return new Crystal(lattice, Positions.Zip(
            elements, (position, element) => place.SiteOf(element, position)));
    }
}
