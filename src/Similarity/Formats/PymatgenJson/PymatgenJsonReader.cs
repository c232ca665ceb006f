using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.PymatgenJson;

/// <summary>Makes a crystal of one dictionary.</summary>
internal static class PymatgenJsonReader
{
    public static Crystal Read(JsonField root, List<string> warnings)
    {
        JsonField[] siteFields = root["sites"].Items();
        if (siteFields.Length == 0)
        {
            throw root["sites"].Place.Error("is empty; expected at least one site");
        }

        bool isCrystal = root.TryGet("lattice", out JsonField latticeField);
        Lattice lattice = isCrystal ? ReadLattice(latticeField) : Frame(root, siteFields);
        Periodicity periodicity = !isCrystal ? Periodicity.None
            : latticeField.TryGet("pbc", out JsonField pbc) ? pbc.Periodicity()
            : Periodicity.Full;
        var sites = new List<Site>();
        foreach (JsonField site in siteFields)
        {
            Vector3D position = site.TryGet("abc", out JsonField abc) && isCrystal
                ? abc.Vector()
                : lattice.ToFractional(Angstrom.ToBohr(site["xyz"].Vector()));
            foreach (JsonField species in site["species"].Items())
            {
                if (TryElement(species["element"], warnings, out Element element))
                {
                    double amount = species.TryGet("occu", out JsonField occu) ? occu.Number() : 1;
                    sites.Add(species.Place.SiteOf(element, position, amount));
                }
            }
        }

        if (sites.Count == 0)
        {
            throw root["sites"].Place.Error("holds no chemical element");
        }

        string? name = root.TryGet("properties", out JsonField properties)
            && properties.TryGet("name", out JsonField text) ? text.Text() : null;
        return new Crystal(lattice, sites, periodicity) { Name = name };
    }

    private static Lattice ReadLattice(JsonField field)
    {
        if (field.TryGet("matrix", out JsonField matrix))
        {
            return matrix.Place.LatticeOf(matrix.Matrix());
        }

        return field.Place.LatticeOf(
            new(field["a"].Number(), field["b"].Number(), field["c"].Number()),
            new(field["alpha"].Number(), field["beta"].Number(), field["gamma"].Number()));
    }

    private static Lattice Frame(JsonField root, JsonField[] sites)
    {
        Vector3D[] positions = Array.ConvertAll(sites, site => site["xyz"].Vector());
        return root["sites"].Place.LatticeOf(CellFrame.Complete([null, null, null], positions));
    }

    /// <summary>
    /// Deuterium and tritium are hydrogen; dummy species, whose symbols start with X, are no atoms.
    /// </summary>
    private static bool TryElement(JsonField field, List<string> warnings, out Element element)
    {
        string symbol = field.Text();
        if (Element.TryParse(symbol, out element))
        {
            return true;
        }

        if (symbol is "D" or "T")
        {
            warnings.Add($"{field.Place.Field}: {symbol} is read as hydrogen");
            element = new Element(1);
            return true;
        }

        if (symbol.StartsWith('X') || symbol is "Vac")
        {
            warnings.Add($"{field.Place.Field}: {FilePlace.Excerpt(symbol)} is no atom; left out");
            return false;
        }

        element = field.Place.ElementOf(symbol);
        return true;
    }
}
