using System.Text.Json;
using Similarity.Formats;
using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

/// <summary>
/// The three band structures of the SOREP oracles with what SOREP computed from them. Oracle
/// energies are in electronvolts, bands in hartree.
/// </summary>
public sealed class SorepBands
{
    private SorepBands(string name)
    {
        string file = RepositoryFile.Oracle($"sorep/sorep_{name}.json");
        Oracle = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        Bands = FileFormats.Read(RepositoryFile.Oracle($"sorep/{name}/bands.npz")).Bands!;
    }

    /// <summary>Electronvolts per hartree.</summary>
    public const double Ev = PhysicalConstants.HartreeInEv;

    public static TheoryData<string> Names =>
        ["one_spin_insulator", "one_spin_metal", "two_spin_insulator"];

    public BandStructure Bands { get; }

    public JsonElement Oracle { get; }

    public double Electrons => Oracle.GetProperty("n_electrons").GetDouble();

    public double FermiLevel => Oracle.GetProperty("fermi_energy_qe").GetDouble() / Ev;

    public static SorepBands Read(string name) => new(name);

    /// <summary>The smearing of an oracle row with "smearing" and "width".</summary>
    public static Smearing SmearingOf(JsonElement row) => Smearing.Parse(
        row.GetProperty("smearing").GetString() switch
        {
            "gauss" => "gaussian",
            "fd" => "fermi-dirac",
            string other => other,
            null => throw new InvalidOperationException("smearing is null"),
        },
        row.GetProperty("width").GetDouble() / Ev);
}
