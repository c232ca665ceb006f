using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Similarity.Catalog;
using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.DensityModels.AtomCentred.Training;
using Similarity.DosModels;
using Similarity.Explorer.Documents;
using Similarity.Explorer.Hosting;
using Similarity.Formats;
using Similarity.Formats.Cube;

namespace Similarity.Explorer.Api;

/// <summary>What shipped models say of a material: its density of states, its density.</summary>
internal static class ModelEndpoints
{
    private const double UsualSpacing = 0.2, Margin = 3;
    private const long MostPoints = 4_000_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/materials/{id}/learned-dos", DosAsync)
            .WithSummary("The density of states as a model says it, with its uncertainty.");
        routes.MapGet("/materials/{id}/density", DensityAsync)
            .WithSummary("The electron density as a model says it: a Gaussian cube file.")
            .WithMetadata(new ProducesResponseTypeMetadata(200, typeof(string), ["text/plain"]));
    }

    private static Task<LearnedDos> DosAsync(
        Workbench bench, string id, CancellationToken cancellation)
    {
        Crystal crystal = CrystalOf(bench, id);
        (string name, DosModel model) = bench.Models.Dos(crystal);
        return bench.Computations.RunAsync(
            token => LearnedDos.Of(
                name,
                DosPredictor.Predict(
                    model,
                    crystal,
                    bench.Computations.ThreadsOfEach,
                    cancellation: token)),
            cancellation);
    }

    private static async Task<FileContentHttpResult> DensityAsync(
        Workbench bench,
        string id,
        [FromQuery(Name = "spacing_A")] double? spacing,
        CancellationToken cancellation)
    {
        double step = QueryRules.Real("spacing_A", spacing, UsualSpacing, 0.02, 2)
            / PhysicalConstants.BohrInAngstrom;
        Crystal crystal = CrystalOf(bench, id);
        int threads = bench.Computations.ThreadsOfEach;
        (string name, Func<CancellationToken, VolumetricData> predict) =
            bench.Models.GridDensity(crystal) is { } network
                ? (network.Name, token => GridPointDensity.Of(
                    network.Model, crystal, step, threads, token))
                : AtomCentred(bench.Models.Density(crystal), crystal, step, threads);
        byte[] cube = await bench.Computations.RunAsync(
            token => CubeOf(predict(token), name), cancellation);
        return TypedResults.File(
            cube, "text/plain; charset=utf-8", FileNames.Safe(id) + ".cube");
    }

    private static byte[] CubeOf(VolumetricData grid, string model)
    {
        using var text = new StringWriter();
        CubeWriter.Write(text, grid, $"electron density by {model}, electrons per cubic bohr");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static (string, Func<CancellationToken, VolumetricData>) AtomCentred(
        (string Name, DensityModel Model) asked, Crystal crystal, double step, int threads) =>
        (asked.Name, _ => OnGrid(asked.Model, crystal, step, threads));

    private static VolumetricData OnGrid(
        DensityModel model, Crystal crystal, double step, int threads)
    {
        if (crystal.Periodicity != Periodicity.None && crystal.Periodicity != Periodicity.Full)
        {
            throw RequestException.NoResult(
                "a density is drawn of molecules and of crystals that repeat along three vectors");
        }

        FittedDensity density;
        try
        {
            density = model.Predict(crystal, threads: threads).Density;
        }
        catch (ArgumentException e)
        {
            throw RequestException.NoResult(e.Message);
        }

        double margin = Margin / PhysicalConstants.BohrInAngstrom;
        return DensityGrid.PointsOf(density, step, margin) > MostPoints
            ? throw RequestException.Invalid(
                $"spacing_A: the grid would have more than {MostPoints} points")
            : DensityGrid.Evaluate(density, step, margin, threads);
    }

    private static Crystal CrystalOf(Workbench bench, string id)
    {
        Material material = bench.View.Find(id);
        return bench.Stores.Use(store => MaterialDocuments.Of(store, material)).RequireCrystal();
    }

    /// <param name="Dos">Electrons per eV and cell.</param>
    /// <param name="Std">Of each of its values; null where a model has no committee.</param>
    /// <param name="Reference">From where the energies are counted.</param>
    internal sealed record LearnedDos(
        string Model,
        string Reference,
        double[] EnergiesEv,
        double[] Dos,
        double[]? Std,
        double? FermiEv,
        LearnedQuantity[] Quantities)
    {
        public static LearnedDos Of(string name, DosPrediction prediction)
        {
            int atoms = prediction.Crystal.Count;
            return new LearnedDos(
                name,
                prediction.Model.Card.Reference,
                ElectronVolts.Of(prediction.Axis.Energies()),
                Cell(prediction.Dos.ToArray(), atoms),
                prediction.DosSpread is { } spread ? Cell(spread, atoms) : null,
                ElectronVolts.Of(prediction.Filled?.FermiLevel),
                [
                    .. DosQuantity.All.Select(quantity =>
                    {
                        (double? value, double? std) = prediction.Of(quantity);
                        return new LearnedQuantity(quantity.Name, value, std);
                    }),
                ]);
        }

        private static double[] Cell(double[] perAtom, int atoms) =>
            [.. ElectronVolts.Per(perAtom).Select(value => value * atoms)];
    }

    /// <param name="Name">With its unit.</param>
    internal sealed record LearnedQuantity(string Name, double? Value, double? Std);
}
