using Similarity.Crystals;
using Similarity.Learning.Validation;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>What a model says of a structure.</summary>
public sealed class DosPrediction
{
    private readonly Matrix<double> densities;
    private readonly FilledDos?[] filled;

    internal DosPrediction(DosModel model, Crystal crystal, Matrix<double> densities)
    {
        Model = model;
        Crystal = crystal;
        this.densities = densities;
        filled =
        [
            .. Enumerable.Range(0, densities.Rows).Select(i => FilledDos.Of(
                HermiteCurve.Through(Axis, densities.Row(i)), model.ElectronsPerAtom)),
        ];
    }

    public DosModel Model { get; }

    public Crystal Crystal { get; }

    /// <summary>Energies from the reference of the model.</summary>
    public EnergyAxis Axis => Model.Regression.Window;

    /// <summary>D per atom, electrons per hartree.</summary>
    public ReadOnlySpan<double> Dos => densities.Row(0);

    /// <summary>
    /// What follows from it; null where the density does not hold the electrons.
    /// </summary>
    public FilledDos? Filled => filled[0];

    /// <summary>The standard deviation of each value, calibrated; null without committee.</summary>
    public double[]? DosSpread
    {
        get
        {
            if (densities.Rows < 3)
            {
                return null;
            }

            var members = densities.View().Window(1, 0, densities.Rows - 1, densities.Columns);
            double reach = Model.Calibration?.StandardReach(DosCalibration.Density) ?? 1;
            return
            [
                .. Learning.Committees.CommitteeSpread.Of(members.ToMatrix()).Spread
                    .Select(spread => reach * spread),
            ];
        }
    }

    /// <summary>A quantity with its standard deviation, null where it is not defined.</summary>
    public (double? Value, double? Spread) Of(DosQuantity quantity)
    {
        double? value = Filled is null ? null : quantity.Of(Filled);
        double?[] members =
            [.. filled.Skip(1).Select(dos => dos is null ? null : quantity.Of(dos))];
        if (value is null || members.Length < 2 || members.Contains(null))
        {
            return (value, null);
        }

        double reach = Model.Calibration?.StandardReach(quantity.Name) ?? 1;
        return (value, reach * Spread.Of([.. members.Select(member => member!.Value)]));
    }

    /// <summary>The density as a spectrum with the Fermi level at 0, per cell.</summary>
    public Spectra.DensityOfStates? ToSpectrum()
    {
        if (Filled is null)
        {
            return null;
        }

        double[] perCell = [.. Dos.ToArray().Select(value => value * Crystal.Count)];
        return new Spectra.DensityOfStates(Axis.From(Filled.FermiLevel).Energies(), perCell)
        {
            Crystal = Crystal,
            ReportedFermiLevel = 0,
        };
    }
}

/// <summary>Asks a model about a structure, block after block of its atoms.</summary>
public static class DosPredictor
{
    /// <summary>
    /// Atoms in memory at a time. The sum over atoms is formed in their order, whatever the number
    /// of threads.
    /// </summary>
    public const int Block = 1024;

    /// <param name="eachBlock">
    /// Gets the first atom of a block and the numbers of the density of each atom, a row each,
    /// without those of the committee; see <see cref="LocalDensities"/>.
    /// </param>
    /// <param name="progress">Gets the number of atoms done.</param>
    public static DosPrediction Predict(
        DosModel model,
        Crystal crystal,
        int threads = 1,
        Action<int, Matrix<double>>? eachBlock = null,
        Action<int>? progress = null,
        CancellationToken cancellation = default)
    {
        if (model.WhyNot(crystal) is string reason)
        {
            throw new ArgumentException(reason, nameof(crystal));
        }

        DosRegression regression = model.Regression;
        var environments = model.Spectrum.EnvironmentsOf(crystal);
        int features = model.Spectrum.Features;
        double[] rows = new double[Math.Min(Block, crystal.Count) * features];
        double[] sum = new double[regression.Model.Outputs];
        for (int first = 0; first < crystal.Count; first += Block)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(Block, crystal.Count - first);
            model.Spectrum.Compute(
                environments, first, count, rows.AsMemory(0, count * features), threads);
            Matrix<double> numbers = regression.Model.Predict(
                new MatrixView<double>(rows.AsSpan(0, count * features), count, features),
                threads);
            for (int i = 0; i < count; i++)
            {
                VectorKernels.AddScaled<double>(1, numbers.Row(i), sum);
            }

            eachBlock?.Invoke(
                first, numbers.View().Window(0, 0, count, regression.Numbers).ToMatrix());
            progress?.Invoke(first + count);
        }

        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] /= crystal.Count;
        }

        return new DosPrediction(model, crystal, regression.Densities(sum));
    }

    /// <summary>The local densities of states of the numbers of some atoms.</summary>
    public static Matrix<double> LocalDensities(
        DosModel model, Matrix<double> numbers, int threads = 1) =>
        model.Regression.Coding.Densities(
            model.Regression.Coding.Decode(numbers.View(), threads), model.Regression.Window);
}
