using Similarity.Cli.CommandLine;
using Similarity.Crystals;
using Similarity.DosModels;
using Similarity.Formats.ExtendedXyz;
using Similarity.Formats.Npz;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Cli.DosModels;

/// <summary>
/// What a prediction says of single atoms, to files: local densities as they come, and what needs
/// the Fermi level of all when they are through.
/// </summary>
internal sealed class LocalOutput : IDisposable
{
    private readonly DosModel model;
    private readonly Crystal crystal;
    private readonly OutputFile? xyz;
    private readonly int threads;
    private readonly NpyRowFile? rows;
    private readonly List<Matrix<double>> numbers = [];

    public LocalOutput(
        DosModel model, Crystal crystal, OutputFile? ldos, OutputFile? xyz, int threads)
    {
        this.model = model;
        this.crystal = crystal;
        this.xyz = xyz;
        this.threads = threads;
        rows = ldos is null
            ? null
            : NpyRowFile.Create(ldos.Path, model.Regression.Window.Count, isSingle: false);
    }

    public bool IsWanted => rows is not null || xyz is not null;

    public void Add(int first, Matrix<double> ofAtoms)
    {
        if (rows is not null)
        {
            Matrix<double> local = DosPredictor.LocalDensities(model, ofAtoms, threads);
            foreach (ref double value in local.Values)
            {
                value /= PhysicalConstants.HartreeInEv;
            }

            for (int i = 0; i < local.Rows; i++)
            {
                rows.Append(local.Row(i));
            }

            rows.Flush();
        }

        if (xyz is not null)
        {
            numbers.Add(ofAtoms);
        }
    }

    /// <param name="temperature">Of occupations, kelvin.</param>
    public void Finish(DosPrediction prediction, double temperature)
    {
        if (xyz is null)
        {
            return;
        }

        if (prediction.Filled is not FilledDos filled)
        {
            throw VerbException.Invalid(
                "the density of states holds too few electrons for local charges");
        }

        double[] densities = new double[crystal.Count];
        double[] charges = new double[crystal.Count];
        int atom = 0;
        foreach (Matrix<double> block in numbers)
        {
            Matrix<double> local = DosPredictor.LocalDensities(model, block, threads);
            for (int i = 0; i < local.Rows; i++, atom++)
            {
                var curve = HermiteCurve.Through(model.Regression.Window, local.Row(i));
                densities[atom] =
                    curve.ValueAt(filled.FermiLevel) / PhysicalConstants.HartreeInEv;
                charges[atom] = model.Electrons[crystal.Sites[atom].Element]
                    - filled.OccupiedOf(curve, temperature);
            }
        }

        xyz.Write(stream =>
        {
            using var writer = new StreamWriter(stream);
            ExtendedXyzFormat.Write(
                writer,
                [
                    ExtendedXyzFrame.Of(crystal)
                        .With("dos_fermi", densities).With("charge", charges),
                ]);
        });
    }

    public void Dispose() => rows?.Dispose();
}
