using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Spectra;

namespace Similarity.Formats.Npz;

/// <summary>
/// What the two files say that the SOREP study keeps beside each archive of bands, as far as they
/// are there: structure.xyz and metadata.json. Trouble with them is a warning, not an error.
/// </summary>
internal sealed record NpzSiblings(
    Crystal? Crystal, double? Electrons, double? FermiLevelEv, Smearing? Smearing)
{
    public static NpzSiblings Read(string archive, ImmutableArray<string>.Builder warnings)
    {
        var found = new NpzSiblings(null, null, null, null);
        found = WithSibling(archive, "structure.xyz", warnings, found, path =>
            found with { Crystal = FileFormats.Read(path).Structures.LastOrDefault() });
        found = WithSibling(archive, "metadata.json", warnings, found, path =>
        {
            JsonField root = JsonField.Read(new FileSource(path));
            return found with
            {
                Electrons = root.TryGet("number_of_electrons", out JsonField electrons)
                    ? electrons.Number()
                    : null,
                FermiLevelEv =
                    root.TryGet("fermi_energy", out JsonField fermi) ? fermi.Number() : null,
                Smearing = ReadSmearing(root),
            };
        });
        return found;
    }

    /// <summary>smearing_type and its width degauss in eV.</summary>
    private static Smearing? ReadSmearing(JsonField root) =>
        root.TryGet("smearing_type", out JsonField name)
            && root.TryGet("degauss", out JsonField width)
            ? SmearingNames.Find(name.Text(), width.Number() / PhysicalConstants.HartreeInEv)
            : null;

    private static NpzSiblings WithSibling(
        string archive,
        string name,
        ImmutableArray<string>.Builder warnings,
        NpzSiblings found,
        Func<string, NpzSiblings> read)
    {
        string path = Path.Combine(Path.GetDirectoryName(archive) ?? "", name);
        if (!File.Exists(path))
        {
            return found;
        }

        try
        {
            return read(path);
        }
        catch (InvalidFileException e)
        {
            warnings.Add("left out: " + e.Message);
            return found;
        }
    }
}
