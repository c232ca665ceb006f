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
        double electrons = model.ElectronsPerAtom(crystal);
        filled =
        [
            .. Enumerable.Range(0, densities.Rows).Select(i => FilledDos.Of(
                HermiteCurve.Through(Axis, densities.Row(i)), electrons)),
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
