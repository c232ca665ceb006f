using Similarity.Crystals;

namespace Similarity.Formats.PymatgenBands;

/// <summary>A pymatgen Structure: lattice.matrix in ångströms, sites with abc and species.</summary>
internal static class PymatgenCrystal
{
    public static Crystal Read(PythonJsonField structure)
    {
        PythonJsonField matrix = structure.Property("lattice").Property("matrix");
        Lattice lattice = Refusal.AsInvalidFile(
            matrix.File, matrix.Path, () => new Lattice(1 / PhysicalConstants.BohrInAngstrom * matrix.Matrix()));

        List<Site> sites = [];
        foreach (PythonJsonField site in structure.Property("sites").Items())
        {
            foreach (PythonJsonField species in site.Property("species").Items())
            {
                PythonJsonField symbol = species.Property("element");
                Element element = Element.TryParse(symbol.Text(), out Element known)
                    ? known
                    : throw symbol.Invalid($"expected an element, found '{symbol.Text()}'");
                sites.Add(new Site(element, site.Property("abc").Vector(), species.Optional("occu")?.Number() ?? 1));
            }
        }

        return Refusal.AsInvalidFile(structure.File, structure.Path, () => new Crystal(lattice, sites));
    }
}
