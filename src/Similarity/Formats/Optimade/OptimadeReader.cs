using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.Optimade;

/// <summary>Makes a crystal of one entry of type structures.</summary>
internal static class OptimadeReader
{
    /// <summary>The crystal, or null with a warning if the entry holds none.</summary>
    public static Crystal? Read(JsonField entry, List<string> warnings)
    {
        string? id = entry.TryGet("id", out JsonField idField) ? IdText(idField) : null;
        string name = id ?? entry.Place.Field!;
        if (entry.TryGet("type", out JsonField type) && type.Text() != "structures")
        {
            warnings.Add($"{name}: an entry of type {FilePlace.Excerpt(type.Text())}, not a "
                + $"structure; left out");
            return null;
        }

        JsonField attributes = entry["attributes"];
        if (!attributes.TryGet("cartesian_site_positions", out JsonField positionsField)
            || !attributes.TryGet("species_at_sites", out JsonField speciesAtSites)
            || !attributes.TryGet("species", out JsonField speciesField))
        {
            warnings.Add($"{name}: the response does not hold positions and species; left out");
            return null;
        }

        Vector3D[] positions = Array.ConvertAll(
            positionsField.Items(), position => position.Vector());
        JsonField[] names = speciesAtSites.Items(positions.Length);
        Vector3D?[] rows = attributes.TryGet("lattice_vectors", out JsonField latticeField)
            ? Array.ConvertAll(latticeField.Items(3), Row)
            : [null, null, null];
        Periodicity periodicity = ReadPeriodicity(attributes, rows);
        FilePlace latticePlace =
            (latticeField.Kind == JsonValueKind.Undefined ? attributes : latticeField).Place;
        Lattice lattice = latticePlace.LatticeOf(CellFrame.Complete(rows, positions));
        Dictionary<string, List<(Element Element, double Amount)>> species =
            ReadSpecies(speciesField, name, warnings);
        double[] probabilities = GroupProbabilities(attributes, positions.Length);
        var sites = new List<Site>();
        for (int i = 0; i < positions.Length; i++)
        {
            if (!species.TryGetValue(
                names[i].Text(), out List<(Element Element, double Amount)>? contents))
            {
                throw names[i].Place.Error(
                    $"'{FilePlace.Excerpt(names[i].Text())}' is not in the list of species");
            }

            Vector3D position = lattice.ToFractional(Angstrom.ToBohr(positions[i]));
            foreach ((Element element, double amount) in contents)
            {
                // What is never there is no site.
                if (amount * probabilities[i] > 0)
                {
                    sites.Add(names[i].Place.SiteOf(element, position, amount * probabilities[i]));
                }
            }
        }

        if (sites.Count == 0)
        {
            warnings.Add($"{name}: no site holds an element; left out");
            return null;
        }

        return new Crystal(lattice, sites, periodicity) { Name = id };
    }

    /// <summary>Ids are strings; some providers send numbers.</summary>
    private static string IdText(JsonField id) => id.Kind == JsonValueKind.Number
        ? StructureWriter.Text(id.Number())
        : id.Text();

    /// <summary>A vector along which nothing repeats may be three nulls.</summary>
    private static Vector3D? Row(JsonField row) =>
        row.Kind == JsonValueKind.Null
            || Array.TrueForAll(row.Items(3), item => item.Kind == JsonValueKind.Null)
            ? null
            : row.Vector();

    private static Periodicity ReadPeriodicity(JsonField attributes, Vector3D?[] rows)
    {
        bool[] repeats = Array.ConvertAll(rows, row => row is not null);
        if (attributes.TryGet("dimension_types", out JsonField types))
        {
            JsonField[] items = types.Items(3);
            for (int i = 0; i < 3; i++)
            {
                bool isPeriodic = items[i].Number() switch
                {
                    1 => true,
                    0 => false,
                    _ => throw items[i].Place.Error("is neither 0 nor 1"),
                };
                if (isPeriodic && rows[i] is null)
                {
                    throw items[i].Place.Error(
                        "is 1, but there is no lattice vector along which to repeat");
                }

                repeats[i] = isPeriodic;
            }
        }

        return new Periodicity(repeats[0], repeats[1], repeats[2]);
    }

    private static Dictionary<string, List<(Element Element, double Amount)>> ReadSpecies(
        JsonField field, string name, List<string> warnings)
    {
        var species = new Dictionary<string, List<(Element, double)>>(StringComparer.Ordinal);
        foreach (JsonField each in field.Items())
        {
            JsonField[] symbols = each["chemical_symbols"].Items();
            JsonField[]? amounts = each.TryGet("concentration", out JsonField concentration)
                ? concentration.Items(symbols.Length)
                : null;
            var contents = new List<(Element, double)>();
            for (int i = 0; i < symbols.Length; i++)
            {
                string symbol = symbols[i].Text();
                if (symbol == "X")
                {
                    warnings.Add($"{name}: a site of no known element; left out");
                }
                else if (symbol != "vacancy")
                {
                    double amount = amounts?[i].Number() ?? 1;
                    contents.Add(amount >= 0
                        ? (symbols[i].Place.ElementOf(symbol), amount)
                        : throw amounts![i].Place.Error("is negative"));
                }
            }

            if (each.TryGet("attached", out _))
            {
                warnings.Add($"{name}: atoms attached to sites have no positions; left out");
            }

            species[each["name"].Text()] = contents;
        }

        return species;
    }

    /// <summary>
    /// In an assembly exactly one of several groups of sites is present; the probability of the
    /// group multiplies the occupancy of its sites.
    /// </summary>
    private static double[] GroupProbabilities(JsonField attributes, int sites)
    {
        double[] probabilities = new double[sites];
        Array.Fill(probabilities, 1);
        if (!attributes.TryGet("assemblies", out JsonField assemblies))
        {
            return probabilities;
        }

        foreach (JsonField assembly in assemblies.Items())
        {
            JsonField[] groups = assembly["sites_in_groups"].Items();
            JsonField[] weights = assembly["group_probabilities"].Items(groups.Length);
            for (int group = 0; group < groups.Length; group++)
            {
                double weight = weights[group].Number();
                if (!(weight >= 0 && weight <= 1))
                {
                    throw weights[group].Place.Error("is not a probability from 0 to 1");
                }

                foreach (JsonField index in groups[group].Items())
                {
                    double site = index.Number();
                    if (!(site >= 0 && site < sites && site == Math.Floor(site)))
                    {
                        throw index.Place.Error($"is not the index of one of {sites} sites");
                    }

                    probabilities[(int)site] *= weight;
                }
            }
        }

        return probabilities;
    }
}
