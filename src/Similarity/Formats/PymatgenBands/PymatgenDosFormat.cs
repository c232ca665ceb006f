using Similarity.Crystals;
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
        PythonJsonField root = PythonJson.Read(source);
        return root.Optional("energies") is null && root.Optional("densities") is null
            ? ReadElementProjections(root)
            : ReadDos(root);
    }

    private static FileContents ReadDos(PythonJsonField root)
    {
        Crystal? crystal = root.Optional("structure") is PythonJsonField structure
            ? PymatgenCrystal.Read(structure)
            : null;
        List<ProjectedDensityOfStates> projections = [];
        if (root.Optional("pdos") is { IsArray: true } sites)
        {
            int site = 0;
            foreach (PythonJsonField orbitals in sites.Items())
            {
                projections.AddRange(orbitals.Properties().Select(orbital => new ProjectedDensityOfStates(
                    site, OrbitalName(orbital.Name), [.. Densities(orbital.Value)])));
                site++;
            }
        }

        DensityOfStates dos = Build(root, Energies(root), Densities(root), crystal, projections);
        return new FileContents(Format.Name) { Structures = crystal is null ? [] : [crystal], Dos = dos };
    }

    /// <summary>Sums element → orbital → Dos, as there is no total in such a file.</summary>
    private static FileContents ReadElementProjections(PythonJsonField root)
    {
        PythonJsonField[] parts =
        [
            .. root.Properties().Where(element => element.Value.IsObject)
                .SelectMany(element => element.Value.Properties())
                .Select(orbital => orbital.Value)
                .Where(orbital => orbital.IsObject),
        ];
        if (parts.Length == 0)
        {
            throw root.Invalid("expected the properties 'energies' and 'densities'");
        }

        double[] energies = Energies(parts[0]);
        double[][] total = Densities(parts[0]);
        foreach (PythonJsonField part in parts.AsSpan(1))
        {
            double[][] densities = Densities(part);
            if (!Energies(part).AsSpan().SequenceEqual(energies) || densities.Length != total.Length
                || densities.Any(spin => spin.Length != energies.Length))
            {
                throw part.Invalid($"energies or spins differ from those of {parts[0].Path}");
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
            Warnings = ["only projections in the file; their sum stands for the total and lacks the space between atoms"],
        };
    }

    private static DensityOfStates Build(
        PythonJsonField dos,
        double[] energies,
        double[][] densities,
        Crystal? crystal,
        List<ProjectedDensityOfStates> projections)
    {
        foreach (ProjectedDensityOfStates projection in projections)
        {
            if (projection.Spins.Any(spin => spin.Length != energies.Length))
            {
                throw dos.Property("pdos").Invalid(
                    $"site {projection.Site}, orbital {projection.Orbital}: expected {energies.Length} densities per spin");
            }
        }

        return Refusal.AsInvalidFile(dos.File, dos.Path, () => new DensityOfStates(energies, densities)
        {
            Crystal = crystal,
            ReportedFermiLevel = dos.Optional("efermi")?.Number() / PhysicalConstants.HartreeInEv,
            Projections = [.. projections],
        });
    }

    private static double[] Energies(PythonJsonField dos) =>
        dos.Property("energies").Numbers().Select(energy => energy / PhysicalConstants.HartreeInEv).ToArray();

    /// <summary>Spin up, then down if there is one, per hartree.</summary>
    private static double[][] Densities(PythonJsonField dos)
    {
        PythonJsonField densities = dos.Property("densities");
        double[] up = PerHartree(densities.Property("1"));
        return densities.Optional("-1") is PythonJsonField down ? [up, PerHartree(down)] : [up];
    }

    private static double[] PerHartree(PythonJsonField densities) =>
        densities.Numbers().Select(value => value * PhysicalConstants.HartreeInEv).ToArray();

    /// <summary>pymatgen abbreviates one d orbital and writes the sign of m of the f orbitals as _.</summary>
    private static string OrbitalName(string name) => name == "dx2" ? "dx2-y2" : name.Replace('_', '-');
}
