using Similarity.Crystals;

namespace Similarity.Formats.PymatgenBands;

/// <summary>A pymatgen Structure: lattice.matrix in ångströms, sites with abc and species.</summary>
internal static class PymatgenCrystal
{
    public static Crystal Read(JsonField structure)
    {
        JsonField matrix = structure["lattice"]["matrix"];
        Lattice lattice = matrix.Place.LatticeOf(matrix.Matrix());
        List<Site> sites = [];
        foreach (JsonField site in structure["sites"].Items())
        {
            foreach (JsonField species in site["species"].Items())
            {
                JsonField symbol = species["element"];
                double occupancy = species.TryGet("occu", out JsonField occu) ? occu.Number() : 1;
                sites.Add(site.Place.SiteOf(symbol.Place.ElementOf(symbol.Text()), site["abc"].Vector(), occupancy));
            }
        }

        return structure.Place.Build(() => new Crystal(lattice, sites));
    }
}
