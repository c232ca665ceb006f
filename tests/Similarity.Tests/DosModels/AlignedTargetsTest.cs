using Similarity.DosModels;
using Similarity.Learning;
using Similarity.Learning.Linear;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Tests.Learning;

namespace Similarity.Tests.DosModels;

public class AlignedTargetsTest
{
    /// <summary>What all others say of a row is the fit without it.</summary>
    [Fact]
    public void PredictionsLeaveTheRowOut()
    {
        Matrix<double> z = VectorCases.Random(9, 4, 1), y = VectorCases.Random(9, 5, 2);
        Matrix<double> h = RidgeFactorization.Of(z, 0.05).Smoother();
        var sweeps = new LeaveOneOutSweeps(h, y.Copy());
        Matrix<double> expected =
            HeldOut.Predictions(h, y, [.. Enumerable.Range(0, 9)]);
        double[] found = new double[5];
        for (int i = 0; i < 9; i++)
        {
            sweeps.Predict(i, found);
            Assert.Equal(expected.Row(i).ToArray(), found, (a, b) => Math.Abs(a - b) < 1e-10);
        }
    }

    /// <summary>Residuals kept up over replacements are those made anew.</summary>
    [Fact]
    public void ReplacingRowsKeepsTheResiduals()
    {
        Matrix<double> y = VectorCases.Random(9, 5, 3);
        Matrix<double> h = RidgeFactorization.Of(VectorCases.Random(9, 4, 1), 0.05).Smoother();
        var sweeps = new LeaveOneOutSweeps(h, y);
        sweeps.Replace(2, [1, 2, 3, 4, 5]);
        sweeps.Replace(7, [0, 0, 1, 0, 0]);
        var anew = new LeaveOneOutSweeps(h, sweeps.Targets.Copy());
        Assert.True(VectorCases.LargestDifference(anew.Residuals, sweeps.Residuals) < 1e-12);
        Assert.Equal(anew.Cost, sweeps.Cost, 1e-10);
    }

    /// <summary>Filled-in numbers make the cost least: no change of any lowers it.</summary>
    [Fact]
    public void MissingNumbersAreTheCheapest()
    {
        Matrix<double> rows = VectorCases.Random(8, 6, 4);
        Matrix<double> h = RidgeFactorization.Of(VectorCases.Random(8, 3, 5), 0.1).Smoother();
        int[] valid = [6, 4, 6, 2, 5, 6, 4, 6];
        Matrix<double> known = rows.Copy();
        MissingStates.Fill(rows, valid, h, 1);
        var sweeps = new LeaveOneOutSweeps(h, rows.Copy());
        double least = sweeps.Cost;
        for (int i = 0; i < 8; i++)
        {
            for (int g = 0; g < 6; g++)
            {
                if (g < valid[i])
                {
                    Assert.Equal(known[i, g], rows[i, g]);
                    continue;
                }

                // A minimum: the residual of a free number is 0.
                Assert.Equal(0, sweeps.Residuals[i, g], 1e-10);
            }
        }

        Assert.True(least > 0);
    }

    /// <summary>
    /// Curves that are one curve, moved by what depends on nothing that a model sees: the search
    /// brings them together again, to within the free mean.
    /// </summary>
    [Fact]
    public void ShiftsOfOneCurveAreFoundAgain()
    {
        var random = new RandomStream(3);
        var axis = new EnergyAxis(-8, 0.05, 321);
        double[] values = new double[axis.Count], slopes = new double[axis.Count];
        for (int peak = 0; peak < 6; peak++)
        {
            double centre = random.Uniform(-3, 3);
            for (int i = 0; i < axis.Count; i++)
            {
                double x = (axis[i] - centre) / 0.3;
                values[i] += Math.Exp(-x * x / 2);
                slopes[i] -= Math.Exp(-x * x / 2) * x / 0.3;
            }
        }

        var one = new HermiteCurve(axis, values, slopes);
        double[] moved = [.. Enumerable.Range(0, 12).Select(_ => random.Uniform(-0.6, 0.6))];
        double mean = moved.Average();
        HermiteCurve[] curves = [.. moved.Select(shift => one.From(-shift))];
        Matrix<double> h = RidgeFactorization.Of(VectorCases.Random(12, 3, 6), 0.1).Smoother();
        AlignedTargets found = new ShiftSearch(
            curves, new TargetWindow(new EnergyAxis(-6, 0.05, 241), -2, 2), 0, h, 1)
            .Run(CancellationToken.None);
        Assert.True(found.Converged);
        for (int i = 0; i < 12; i++)
        {
            Assert.Equal(moved[i] - mean, found.Shifts[i], 1e-4);
        }
    }

    /// <summary>The search may only make things better, and shifts keep mean 0.</summary>
    [Fact]
    public void AnAdaptiveReferenceCostsLessThanTheFermiLevel()
    {
        GroupedRows environments = Samples.Environments;
        Matrix<double> h = RidgeFactorization.Of(environments.Means(), 1e-3).Smoother();
        double sigma = 0.3 / PhysicalConstants.HartreeInEv;
        double Cost(EnergyReference reference, TargetWindow window, out AlignedTargets aligned)
        {
            aligned = AlignedTargets.Of(
                Samples.Targets, reference, DosRepresentation.Pointwise, window, sigma, h, 0);
            return new LeaveOneOutSweeps(h, aligned.Curves).Cost;
        }

        var adaptive = TargetWindow.Of(
            Samples.Targets, EnergyReference.Adaptive, sigma, sigma / 6);
        double free = Cost(EnergyReference.Adaptive, adaptive, out AlignedTargets found);
        double held = Cost(EnergyReference.Fermi, adaptive, out AlignedTargets still);

        // Observed 0.84.
        Assert.True(free < 0.9 * held, $"{free / held}");
        Assert.Equal(0, found.Shifts.ToArray().Average(), 1e-3 / PhysicalConstants.HartreeInEv);
        Assert.All(still.Shifts.ToArray(), shift => Assert.Equal(0, shift));
        Assert.All(found.Shifts.ToArray(), shift => Assert.InRange(
            shift, adaptive.LeastShift, adaptive.MostShift));
    }
}
