using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.DensityModels.AtomCentred.Integrals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators.Grids;

namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>
/// What a prediction for a molecule gets wrong about its fitted density, and what the fit itself
/// gets wrong about the exact one.
/// </summary>
public sealed record DensityErrors
{
    public required DensitySample Sample { get; init; }

    public required DensityPrediction Prediction { get; init; }

    /// <summary>In the metric S.</summary>
    public required SampleError Error { get; init; }

    /// <summary>∫ρ' − Σ Z before the charge is made exact.</summary>
    public required double ChargeError { get; init; }

    /// <summary>100 ∫|ρ' − ρ| / Σ Z in %, by quadrature; null when not asked for.</summary>
    public double? AbsolutePercent { get; init; }

    /// <summary>|μ' − μ| between prediction and fit, in e·bohr.</summary>
    public required double DipoleError { get; init; }

    /// <summary>|μ − μ_exact| of the fit, in e·bohr.</summary>
    public double? FitDipoleError { get; init; }

    /// <summary>E_H + E_ne of the prediction less those of the fit, in hartree.</summary>
    public required double ElectrostaticError { get; init; }

    /// <summary>E_H + E_ne of the fit less those of the exact density, in hartree.</summary>
    public double? FitElectrostaticError { get; init; }

    /// <summary>The committee's estimate of ε_base in %, if there is a committee.</summary>
    public double? UncertaintyPercent { get; init; }

    /// <param name="withAbsolute">Whether to integrate |ρ' − ρ|.</param>
    public static DensityErrors Of(
        DensityModel model, DensitySample sample, bool withAbsolute, int threads = 1)
    {
        Crystal crystal = sample.Density.Functions.Crystal;
        DensityPrediction prediction = model.Predict(crystal, threads: threads);
        FittedDensity raw = model.Predict(crystal, exactCharge: false, threads).Density;
        return Of(model, sample, prediction, raw.Electrons, withAbsolute, threads);
    }

    /// <summary>The errors of a density that knows only the mean atoms of a model.</summary>
    public static DensityErrors OfAverages(
        DensityModel model, DensitySample sample, bool withAbsolute, int threads = 1)
    {
        DensityFunctions functions = sample.Density.Functions;
        double[] mean = model.Averages.Coefficients(functions);
        var raw = new FittedDensity(functions, mean);
        var projected = new FittedDensity(
            functions, ChargeProjection.WithinAtoms(functions, mean, functions.NuclearCharge));
        return Of(model, sample, new(projected, []), raw.Electrons, withAbsolute, threads);
    }

    /// <summary>100 ∫|ρ_A − ρ_B| / Σ Z in %, on grids of Becke's kind about the atoms.</summary>
    internal static double Absolute(FittedDensity a, FittedDensity b, int threads)
    {
        var grid = CrystalGrid.Of(
            a.Functions.Crystal,
            GridSymmetry.None(a.Functions.Crystal),
            GridQuality.Normal,
            threads);
        double[] difference = new double[a.Coefficients.Length];
        for (int p = 0; p < difference.Length; p++)
        {
            difference[p] = a.Coefficients[p] - b.Coefficients[p];
        }

        double[] values =
            DensityGrid.At(new FittedDensity(a.Functions, difference), grid.Points, threads);
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += grid.Weights[i] * Math.Abs(values[i]);
        }

        return 100 * sum / a.Functions.NuclearCharge;
    }

    private static DensityErrors Of(
        DensityModel model,
        DensitySample sample,
        DensityPrediction prediction,
        double electrons,
        bool withAbsolute,
        int threads)
    {
        FittedDensity fit = sample.Density, own = prediction.Density;
        Molecule.Require(fit.Functions.Crystal);
        Matrix<double> coulomb = CoulombMetric.Of(fit.Functions, threads);
        double[] attraction = NuclearAttraction.Of(fit.Functions);
        double ofFit = Electrostatic(fit);
        double? exact = sample.HartreeEnergy + sample.NuclearAttraction;
        return new DensityErrors
        {
            Sample = sample,
            Prediction = prediction,
            Error = DensityLoss.Of(
                OverlapMetric.Of(fit.Functions, threads),
                own.Coefficients,
                fit.Coefficients,
                model.Averages.Coefficients(fit.Functions)),
            ChargeError = electrons - fit.Functions.NuclearCharge,
            AbsolutePercent = withAbsolute ? Absolute(own, fit, threads) : null,
            DipoleError = (own.Dipole - fit.Dipole).Length,
            FitDipoleError =
                sample.Dipole is Vector3D dipole ? (fit.Dipole - dipole).Length : null,
            ElectrostaticError = Electrostatic(own) - ofFit,
            FitElectrostaticError = ofFit - exact,
            UncertaintyPercent = model.UncertaintyPercent(prediction),
        };

        double Electrostatic(FittedDensity density) =>
            FittedDensity.QuadraticForm(coulomb, density.Coefficients) / 2
            + FittedDensity.Dot(attraction, density.Coefficients);
    }
}
