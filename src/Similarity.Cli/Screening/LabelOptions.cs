using System.CommandLine;
using Similarity.Catalog;
using Similarity.Catalog.Codecs;
using Similarity.Catalog.Import;
using Similarity.Fingerprints;
using Similarity.Screening;
using Similarity.Spectra;

namespace Similarity.Cli.Screening;

/// <summary>--labels, --label and --inconsistent: which materials are conductors.</summary>
internal sealed class LabelOptions
{
    private const string ElectronMass = "m_e", HoleMass = "m_h", Consistent = "consistent";

    private readonly Option<string?> file = new("--labels")
    {
        Description = "A CSV table with a column 'id'; default: properties of the database.",
        HelpName = "FILE",
    };

    private readonly Option<string> name = new("--label")
    {
        Description = "The column or property that says 1 of a conductor, 0 of another (default "
            + "tcm). Where it says nothing, gap (gap_eV or band_gap_eV), m_e and m_h decide, or "
            + "imported bands.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "tcm",
    };

    private readonly Option<bool> inconsistent = new("--inconsistent")
    {
        Description = "Also materials of which 'consistent' is 0: whose numbers contradict each "
            + "other.",
    };

    public void AddTo(Command verb)
    {
        verb.Add(file);
        verb.Add(name);
        verb.Add(inconsistent);
    }

    public MaterialLabels Of(ParseResult result) => new(
        result.GetValue(file) is { } table ? PropertyTable.Read(table) : null,
        result.GetValue(file),
        result.GetRequiredValue(name),
        result.GetValue(inconsistent));

    /// <param name="Table">Null for the properties of the database.</param>
    internal sealed record MaterialLabels(
        PropertyTable? Table, string? File, string Name, bool KeepsInconsistent)
    {
        /// <summary>In words, for the card of a model.</summary>
        public string Criteria { get; } = $"{Name} = 1, or gap >= 0.5 eV and (0 < m_e <= 0.5 or "
            + "0 < m_h <= 1)";

        /// <summary>Null where nothing is known, or what is known contradicts itself.</summary>
        public bool? Of(ICatalogStore store, Material material)
        {
            Metadata said = Table is { } table
                ? table.Of(material.Id)
                : new Metadata(material.GapEv, null, material.Properties);
            if (!KeepsInconsistent && Truth(said, Consistent) == false)
            {
                return null;
            }

            if (Truth(said, Name) is { } label)
            {
                return label;
            }

            double? electron = Number(said, ElectronMass), hole = Number(said, HoleMass);
            return said.GapEv is { } gap && (electron is not null || hole is not null)
                ? ConductorLabel.Of(gap, electron, hole)
                : OfBands(store, material.Id);
        }

        private static bool? OfBands(ICatalogStore store, string id)
        {
            CatalogDocument? bands = store.Documents(id)
                .FirstOrDefault(document => document.Kind == DocumentKind.Bands);
            if (bands is null)
            {
                return null;
            }

            BandStructure read = BandsCodec.Decode(bands, null, $"{store.Location}: {id}");
            var smearing = new Gaussian(0.05 / PhysicalConstants.HartreeInEv);
            return read.Path is null || BandLevels.Find(read, smearing).Levels is not { } levels
                ? null
                : TransparentConductor.Judge(EffectiveMass.AlongPath(read, levels.Fermi))
                    .IsTransparentConductor;
        }

        private static bool? Truth(Metadata said, string name) =>
            said.Properties.GetValueOrDefault(name) switch
            {
                PropertyValue.Truth truth => truth.Value,
                PropertyValue.Number number => number.Value != 0,
                _ => null,
            };

        private static double? Number(Metadata said, string name) =>
            said.Properties.GetValueOrDefault(name) is PropertyValue.Number number
                ? number.Value
                : null;
    }
}
