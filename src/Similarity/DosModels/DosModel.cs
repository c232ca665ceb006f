using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Environments;
using Similarity.Learning;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>
/// A trained model of densities of states, with all that is needed to ask it about a structure.
/// </summary>
public sealed class DosModel
{
    /// <param name="electrons">
    /// Of an atom of each element that the model knows, those that the bands hold.
    /// </param>
    public DosModel(
        IReadOnlyDictionary<Element, double> electrons,
        DosDescriptor descriptor,
        DosRegression regression,
        DosCalibration? calibration,
        DosModelCard card)
    {
        Electrons = electrons.ToImmutableSortedDictionary();
        Descriptor = descriptor;
        Spectrum = descriptor.Of(electrons.Keys);
        Regression = regression;
        Calibration = calibration;
        Card = card;
        if (Spectrum.Features != regression.Model.Columns)
        {
            throw new ArgumentException(
                $"{Spectrum.Features} features for a model of {regression.Model.Columns}");
        }
    }

    /// <summary>The elements that it knows, and the electrons of an atom of each.</summary>
    public ImmutableSortedDictionary<Element, double> Electrons { get; }

    public IEnumerable<Element> Elements => Electrons.Keys;

    public DosDescriptor Descriptor { get; }

    public PowerSpectrum Spectrum { get; }

    public DosRegression Regression { get; }

    /// <summary>Null without a committee.</summary>
    public DosCalibration? Calibration { get; }

    public DosModelCard Card { get; }

    /// <summary>The power spectra of all atoms of some structures.</summary>
    public static GroupedRows EnvironmentsOf(
        PowerSpectrum spectrum,
        IReadOnlyList<Crystal> crystals,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        int total = crystals.Sum(crystal => crystal.Count);
        double[] rows = new double[total * spectrum.Features];
        int next = 0;
        foreach (Crystal crystal in crystals)
        {
            cancellation.ThrowIfCancellationRequested();
            spectrum.Compute(
                spectrum.EnvironmentsOf(crystal),
                0,
                crystal.Count,
                rows.AsMemory(next * spectrum.Features, crystal.Count * spectrum.Features),
                threads);
            next += crystal.Count;
        }

        return new GroupedRows(
            new Matrix<double>(total, spectrum.Features, rows),
            [.. crystals.Select(crystal => crystal.Count)]);
    }

    /// <summary>Electrons per atom of a structure of elements that the model knows.</summary>
    public double ElectronsPerAtom(Crystal crystal)
    {
        double sum = 0;
        foreach (Site site in crystal.Sites)
        {
            sum += Electrons[site.Element];
        }

        return sum / crystal.Count;
    }

    /// <summary>What keeps it from speaking of a structure; null when nothing does.</summary>
    public string? WhyNot(Crystal crystal)
    {
        foreach (Site site in crystal.Sites)
        {
            if (!Electrons.ContainsKey(site.Element))
            {
                return $"holds {site.Element}; the model knows {string.Join(", ", Elements)} only";
            }

            if (site.Occupancy != 1)
            {
                return "has partly occupied sites; the model needs an ordered structure";
            }
        }

        return crystal.Count == 0
            ? "has no atoms"
            : crystal.Periodicity == Periodicity.None
                ? "is a molecule; the model learned from crystals"
                : null;
    }
}

/// <summary>What a model was made of, for people.</summary>
/// <param name="Lambda">Null of a network.</param>
/// <param name="CrossValidationRmse">
/// Of densities held out, each at its best shift, per atom, eV^(−1/2).
/// </param>
public sealed record DosModelCard(
    string Source,
    int Structures,
    int Environments,
    ImmutableArray<string> Families,
    string Regressor,
    string Representation,
    string Reference,
    double SigmaEv,
    double? Lambda,
    double? CrossValidationRmse,
    int Members,
    ulong Seed,
    string ProgramVersion);
