using System.Collections.Immutable;
using Similarity.Learning;
using Similarity.Learning.Committees;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>
/// What the spread of a committee is worth for the density and for each quantity, from training
/// samples and the members that did not learn from them. Densities and Fermi levels are compared at
/// the best shift, as the zero of energy of a structure is not for a model to know.
/// </summary>
public sealed record DosCalibration(ImmutableSortedDictionary<string, SpreadCalibration> Parts)
{
    /// <summary>The part for values of the density.</summary>
    public const string Density = "dos";

    /// <summary>Fewer members than these say nothing of a sample.</summary>
    private const int LeastMembers = 3;

    /// <summary>Every so many points of the window a value is compared.</summary>
    private const int Stride = 4;

    /// <summary>Errors of which a share of 0.68 lies within this many spreads.</summary>
    public double StandardReach(string part) =>
        Parts.TryGetValue(part, out SpreadCalibration? found) ? found.Reach(0.6827) : 1;

    /// <summary>Null without a committee, or where no sample has members to judge it.</summary>
    public static DosCalibration? Of(
        DosTraining training,
        IReadOnlyList<DosTarget> targets,
        GroupedRows environments,
        int threads = 1)
    {
        Matrix<double>[] densities = training.Regression.Predict(environments, threads);
        var judged = new List<(Matrix<double>, DosTarget)>();
        for (int i = 0; i < targets.Count; i++)
        {
            int[] unseen =
            [
                .. Enumerable.Range(0, training.Draws.Length)
                    .Where(member => Array.BinarySearch(training.Draws[member], i) < 0)
                    .Select(member => member + 1),
            ];
            if (unseen.Length >= LeastMembers)
            {
                judged.Add((GroupedRows.SelectRows(densities[i], unseen), targets[i]));
            }
        }

        if (judged.Count == 0)
        {
            return null;
        }

        SortedDictionary<string, SpreadCalibration> parts = new(StringComparer.Ordinal);
        foreach (IGrouping<string, DosResidual> group in judged
            .SelectMany(pair => Residuals(training.Regression, null, pair.Item1, pair.Item2))
            .GroupBy(residual => residual.Part))
        {
            double[] spreads = [.. group.Select(residual => residual.Spread)];
            if (spreads.Any(spread => spread > 0))
            {
                parts[group.Key] = SpreadCalibration.Of(
                    [.. group.Select(residual => residual.Error)], spreads);
            }
        }

        return new DosCalibration(parts.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>
    /// Errors of a prediction and the spreads of a committee that go with them.
    /// </summary>
    /// <param name="prediction">Null for the mean of the members.</param>
    /// <param name="members">Densities, a row each.</param>
    public static IEnumerable<DosResidual> Residuals(
        DosRegression model, double[]? prediction, Matrix<double> members, DosTarget target)
    {
        (double[] mean, double[] spread) = CommitteeSpread.Of(members);
        double[] said = prediction ?? mean;
        HermiteCurve truth = target.Dos.From(target.Zero(model.Reference));
        EnergyAxis seen = model.Window.UpTo(
            target.FermiLevel - target.Zero(model.Reference)
            + TargetWindow.AboveFermiEv / PhysicalConstants.HartreeInEv);
        double largest = TargetWindow.LargestShiftEv / PhysicalConstants.HartreeInEv;
        double shift = CurveAlignment
            .Best(seen, said.AsSpan(0, seen.Count), truth, -largest, largest).Shift;
        double[] samples = new double[seen.Count];
        truth.Sample(seen, shift, samples);
        for (int g = 0; g < seen.Count; g += Stride)
        {
            // Where there are no states nothing can be wrong.
            if (samples[g] > 1e-3 || said[g] > 1e-3)
            {
                yield return new DosResidual(Density, said[g] - samples[g], spread[g]);
            }
        }

        FilledDos?[] filled =
        [
            .. Enumerable.Range(0, members.Rows).Select(i => FilledDos.Of(
                HermiteCurve.Through(model.Window, members.Row(i)), target.ElectronsPerAtom)),
        ];
        FilledDos? main = FilledDos.Of(
            HermiteCurve.Through(model.Window, said), target.ElectronsPerAtom);
        if (main is null || filled.Contains(null))
        {
            yield break;
        }

        FilledDos exact = DosScores.TrueOf(target);
        double moved = target.Zero(model.Reference) + shift;
        foreach (DosQuantity quantity in DosQuantity.All)
        {
            double?[] values = [.. filled.Select(dos => quantity.Of(dos!))];
            if (quantity.Of(main) is double value && quantity.Of(exact) is double right
                && !values.Contains(null))
            {
                right -= quantity.Name == "fermi_eV"
                    ? moved * PhysicalConstants.HartreeInEv
                    : 0;
                yield return new DosResidual(
                    quantity.Name,
                    value - right,
                    Learning.Validation.Spread.Of([.. values.Select(v => v!.Value)]));
            }
        }
    }
}

/// <summary>How wrong a prediction is, and how far a committee disagrees on it.</summary>
public sealed record DosResidual(string Part, double Error, double Spread);
