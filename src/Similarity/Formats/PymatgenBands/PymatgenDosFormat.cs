using System.Text.Json;
using Similarity.Crystals;
using Similarity.Formats.PymatgenJson;
using Similarity.Spectra;

namespace Similarity.Formats.PymatgenBands;

/// <summary>
/// Dos and CompleteDos of pymatgen: states per eV and cell, spin factor included, with projections
/// on sites and orbitals. Also the dictionary element → orbital → Dos that sumo writes.
/// </summary>
internal static class PymatgenDosFormat
{
    private const string Module = "pymatgen.electronic_structure.dos";

    private static readonly string[] Keys = ["densities", "pdos", "atom_dos", "spd_dos"];

    public static FileFormat Format { get; } = new("pymatgen density of states", Recognises, Read);

    public static bool Recognises(ReadOnlyMemory<byte> head)
    {
        HashSet<string> marks = PythonJson.Marks(head);
        return marks.Contains(Module) || Keys.Any(marks.Contains);
    }

    public static FileContents Read(FileSource source)
    {
        JsonField root = JsonField.Read(source);
        return root.TryGet("energies", out _) || root.TryGet("densities", out _)
            ? ReadDos(root)
            : ReadElementProjections(root);
    }

    private static FileContents ReadDos(JsonField root)
    {
        List<string> warnings = [];
        Crystal? crystal = root.TryGet("structure", out JsonField structure)
            ? PymatgenJsonReader.Read(structure, warnings)
            : null;
        double[] energies = Energies(root);
        List<ProjectedDensityOfStates> projections = [];
        if (root.TryGet("pdos", out JsonField pdos) && pdos.Kind == JsonValueKind.Array)
        {
            int site = 0;
            foreach (JsonField orbitals in pdos.Items())
            {
                projections.AddRange(orbitals.Members().Select(
                    orbital => new ProjectedDensityOfStates(
                    site, OrbitalName(orbital.Name),
                    [.. Densities(orbital.Value, energies.Length)])));
                site++;
            }
        }

        if (crystal is not null
            && projections.Count > 0
            && projections[^1].Site + 1 != crystal.Count)
        {
            // Mixed sites become several: numbers of sites no longer agree.
            warnings.Add($"projections on {projections[^1].Site + 1} sites left out: the crystal "
                + $"has {crystal.Count}");
            projections.Clear();
        }

        DensityOfStates dos = Build(
            root, energies, Densities(root, energies.Length), crystal, projections);
        return new FileContents(Format.Name)
        {
            Structures = crystal is null ? [] : [crystal],
            Dos = dos,
            Warnings = [.. warnings],
        };
    }

    /// <summary>Sums element → orbital → Dos, as there is no total in such a file.</summary>
    private static FileContents ReadElementProjections(JsonField root)
    {
        JsonField[] parts =
        [
            .. root.Members().Where(element => element.Value.Kind == JsonValueKind.Object)
                .SelectMany(element => element.Value.Members())
                .Select(orbital => orbital.Value)
                .Where(orbital => orbital.Kind == JsonValueKind.Object),
        ];
        if (parts.Length == 0)
        {
            throw root.Place.Error(
                "has no member 'densities', nor elements with orbitals that have one");
        }

        double[] energies = Energies(parts[0]);
        double[][] total = Densities(parts[0], energies.Length);
        foreach (JsonField part in parts.AsSpan(1))
        {
            double[][] densities = Densities(part, energies.Length);
            if (!Energies(part).AsSpan().SequenceEqual(energies)
                || densities.Length != total.Length)
            {
                throw part.Place.Error("has other energies or spins than the orbital before it");
            }

            for (int spin = 0; spin < total.Length; spin++)
            {
                for (int i = 0; i < energies.Length; i++)
                {
                    total[spin][i] += densities[spin][i];
                }
            }
        }

        return new FileContents(Format.Name)
        {
            Dos = Build(parts[0], energies, total, crystal: null, []),
            Warnings = ["only projections in the file; their sum, which lacks the space between "
                + "atoms, stands for the total"],
        };
    }

    private static DensityOfStates Build(
        JsonField dos,
        double[] energies,
        double[][] densities,
        Crystal? crystal,
        List<ProjectedDensityOfStates> projections)
    {
        double? fermiLevelEv = dos.TryGet("efermi", out JsonField fermi) ? fermi.Number() : null;
        return dos.Place.Build(() => new DensityOfStates(energies, densities)
        {
            Crystal = crystal,
            ReportedFermiLevel = fermiLevelEv / PhysicalConstants.HartreeInEv,
            Projections = [.. projections],
        });
    }

    private static double[] Energies(JsonField dos) =>
        dos["energies"].Data().Numbers().Select(
            energy => energy / PhysicalConstants.HartreeInEv).ToArray();

    /// <summary>Spin up, then down if there is one, per hartree.</summary>
    private static double[][] Densities(JsonField dos, int length)
    {
        JsonField densities = dos["densities"];
        double[] up = PerHartree(densities["1"], length);
        return densities.TryGet("-1", out JsonField down) ? [up, PerHartree(down, length)] : [up];
    }

    private static double[] PerHartree(JsonField densities, int length)
    {
        double[] values = densities.Data().Numbers();
        return values.Length == length
            ? values.Select(value => value * PhysicalConstants.HartreeInEv).ToArray()
            : throw densities.Place.Error(
                $"has {values.Length} densities; expected one for each of {length} energies");
    }

    /// <summary>
    /// pymatgen abbreviates one d orbital and writes the sign of m of the f orbitals as _.
    /// </summary>
    private static string OrbitalName(string name) =>
        name == "dx2" ? "dx2-y2" : name.Replace('_', '-');
}
