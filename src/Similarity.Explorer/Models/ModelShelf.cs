using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Training;
using Similarity.DensityModels.GridPoint;
using Similarity.DosModels;
using Similarity.Explorer.Hosting;
using Similarity.Formats;
using Similarity.Screening;

namespace Similarity.Explorer.Models;

/// <summary>The models of the folder of shipped ones, each read when it is first asked.</summary>
internal sealed class ModelShelf
{
    public const string ForScreening = "screening", ForDos = "dos", ForDensity = "density";

    private const string Forest = "transparent-conductors.forest";
    private const string Curve = "transparent-conductors.curve.json";

    private readonly string? folder;
    private readonly Lazy<ScreeningModel>? screening;
    private readonly string? screeningFile;
    private readonly (string Name, Lazy<DosModel> Model)[] dos;
    private readonly (string Name, Lazy<DensityModel> Model)[] density;
    private readonly (string Name, Lazy<GridDensityModel> Model)[] gridDensity;

    public ModelShelf(ExplorerOptions options)
    {
        folder = options.Models is { } named && Directory.Exists(named) ? named : null;

        // The usual one asks for spectra that take a moment; others may take a while each.
        screeningFile = options.ScreeningModel ?? Files("*.forest")
            .OrderBy(file => Path.GetFileName(file) != Forest).FirstOrDefault();
        screening = screeningFile is null
            ? null
            : new Lazy<ScreeningModel>(() => ScreeningModel.Read(screeningFile));
        dos = [.. Files("*.dosmodel").Select(file => (
            Path.GetFileName(file), new Lazy<DosModel>(() => DosModelFile.Read(file))))];
        density = [.. Files("*.density").Select(file => (
            Path.GetFileName(file),
            new Lazy<DensityModel>(
                () => DensityModelFile.Read(new FileSource(file), options.Threads))))];
        gridDensity = [.. Files("*.griddensity").Select(file => (
            Path.GetFileName(file),
            new Lazy<GridDensityModel>(() => GridDensityModel.Read(file))))];
    }

    /// <summary>Elements are those that a model knows; null for any.</summary>
    public IEnumerable<(string Name, string Kind, string[]? Elements)> All =>
    [
        .. screeningFile is null
            ? Array.Empty<(string, string, string[]?)>()
            : [(Path.GetFileName(screeningFile), ForScreening, null)],
        .. dos.Select(item => (
            item.Name,
            ForDos,
            (string[]?)[.. item.Model.Value.Elements.Select(element => element.Symbol)])),
        .. density.Select(item => (
            item.Name,
            ForDensity,
            (string[]?)[.. item.Model.Value.Elements.Select(element => element.Symbol)])),
        .. gridDensity.Select(item => (
            item.Name,
            ForDensity,
            (string[]?)
            [
                .. item.Model.Value.Descriptor.Species.Select(element => element.Symbol),
            ])),
    ];

    /// <summary>How forests of the shipped kind learn; null where it is not shipped.</summary>
    public string? CurveFile => folder is null || !File.Exists(Path.Combine(folder, Curve))
        ? null
        : Path.Combine(folder, Curve);

    /// <exception cref="RequestException">There is none.</exception>
    public (string File, ScreeningModel Model) Screening() => screening is null
        ? throw RequestException.Absent(
            "no model for screening was found; `similarity serve --model FILE` names one")
        : (screeningFile!, screening.Value);

    /// <summary>The first model that knows a structure.</summary>
    /// <exception cref="RequestException">None does.</exception>
    public (string Name, DosModel Model) Dos(Crystal crystal)
    {
        foreach ((string name, Lazy<DosModel> model) in dos)
        {
            if (model.Value.WhyNot(crystal) is null)
            {
                return (name, model.Value);
            }
        }

        throw RequestException.NoResult(dos.Length == 0
            ? "no model of densities of states is shipped with this program"
            : $"the structure {dos[0].Model.Value.WhyNot(crystal)}");
    }

    /// <summary>
    /// The first network on grid points that knows all elements of a crystal; null where none does.
    /// </summary>
    public (string Name, GridDensityModel Model)? GridDensity(Crystal crystal)
    {
        Element[] own = ElementsOf(crystal);
        foreach ((string name, Lazy<GridDensityModel> model) in gridDensity)
        {
            if (own.All(element => model.Value.Descriptor.Species.Contains(element)))
            {
                return (name, model.Value);
            }
        }

        return null;
    }

    /// <summary>The first atom-centred model that knows all elements of a structure.</summary>
    /// <exception cref="RequestException">None does.</exception>
    public (string Name, DensityModel Model) Density(Crystal crystal)
    {
        Element[] own = ElementsOf(crystal);
        foreach ((string name, Lazy<DensityModel> model) in density)
        {
            if (own.All(model.Value.Elements.Contains))
            {
                return (name, model.Value);
            }
        }

        throw RequestException.NoResult(density.Length == 0
            ? "no model of electron densities is shipped with this program"
            : $"no model of electron densities knows {string.Join(", ", own)}");
    }

    private static Element[] ElementsOf(Crystal crystal) =>
        [.. crystal.Sites.ToArray().Select(site => site.Element).Distinct()];

    private string[] Files(string pattern) => folder is null
        ? []
        : [.. Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal)];
}
