using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Formats.JsonLines;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.DosModels;

/// <summary>
/// Samples as JSON lines: a structure (<see cref="JsonLinesFormat"/>) with <c>family</c>,
/// <c>electrons</c> per cell, <c>kmesh</c>, <c>kpoints</c> (whole numbers, in units of the mesh),
/// <c>kweights</c> and <c>eigenvalues_meV</c> [k-point][band] of both spins together. Of k and −k
/// one may stand for both.
/// </summary>
public static class DosSampleFile
{
    private const double MeV = 1e-3 / PhysicalConstants.HartreeInEv;

    /// <summary>The samples of a file, one in memory at a time.</summary>
    /// <exception cref="InvalidFileException">Thrown while enumerating.</exception>
    public static IEnumerable<DosSample> Read(FileSource source)
    {
        using var lines = new TextLines(source);
        while (lines.Next() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(JsonField.Parse(
                    source.Path, System.Text.Encoding.UTF8.GetBytes(line), lines.Number));
            }
        }
    }

    private static DosSample Parse(JsonField root)
    {
        Crystal crystal = JsonLinesFormat.Parse(root);
        Vector3D mesh = root["kmesh"].Vector();
        JsonField[] points = root["kpoints"].Items();
        double[] weights = root["kweights"].Numbers();
        JsonField[] rows = root["eigenvalues_meV"].Items(points.Length);
        if (!(mesh.X >= 1 && mesh.Y >= 1 && mesh.Z >= 1))
        {
            throw root["kmesh"].Place.Error("is no mesh; expected three numbers from 1 on");
        }

        var energies = new List<double>();
        double top = double.PositiveInfinity;
        int bands = 0;
        for (int k = 0; k < rows.Length; k++)
        {
            double[] levels = rows[k].Numbers();
            bands = k == 0 ? levels.Length : bands;
            if (levels.Length != bands || bands == 0)
            {
                throw rows[k].Place.Error(FormattableString.Invariant(
                    $"has {levels.Length} levels; expected {bands} as the first k-point"));
            }

            Array.Sort(levels);
            top = Math.Min(top, levels[^1]);
            energies.AddRange(levels.Select(level => level * MeV));
        }

        return root.Place.Build(() => new DosSample(
            root["id"].Text(),
            root.TryGet("family", out JsonField family) ? family.Text() : crystal.Formula,
            crystal,
            new BandStructure(
                1,
                2,
                [.. points.Select(point => Over(point.Vector(), mesh))],
                weights,
                [.. energies])
            {
                Crystal = crystal,
                Electrons = root["electrons"].Number(),
            },
            root["electrons"].Number(),
            top * MeV));
    }

    private static Vector3D Over(Vector3D point, Vector3D mesh) =>
        new(point.X / mesh.X, point.Y / mesh.Y, point.Z / mesh.Z);
}
