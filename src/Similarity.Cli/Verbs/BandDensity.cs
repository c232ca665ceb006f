using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Spectra;

namespace Similarity.Cli.Verbs;

/// <summary>A density of states of bands on a grid, and in words how it was made.</summary>
internal sealed record BandDensity(DensityOfStates Dos, string Method)
{
    /// <summary>SOREP's own default for where it drops a level.</summary>
    private const double SorepMaxExponent = 36;

    private const string Averaged = ", averaged from each energy to the one before";

    /// <summary>
    /// Tetrahedra, or levels of the width asked for. Where peaks are narrower than the spacing of
    /// the energies, values between neighbours are averaged: sampling would miss peaks.
    /// </summary>
    public static BandDensity Of(
        string file,
        BandStructure bands,
        SmearingChoice choice,
        DosGrid.Choice grid,
        int threads,
        bool likeSorep = false)
    {
        if (likeSorep && (choice.IsTetrahedron || choice.For(bands) is ZeroWidth))
        {
            throw VerbException.Usage("--compat sorep smears levels: give a smearing with a width");
        }

        if (choice.IsTetrahedron)
        {
            return new BandDensity(
                choice.TetrahedraOf(file, bands).Density(
                    bands, grid.Around(bands, width: 0), binAveraged: true, threads),
                "linear tetrahedra" + Averaged);
        }

        Smearing smearing = choice.For(bands);
        double[] energies = grid.Around(bands, smearing.Width);
        double spacing = (energies[^1] - energies[0]) / (energies.Length - 1);
        var options = new DosOptions
        {
            Threads = threads,
            BinAveraged = !likeSorep && smearing.Width < spacing,
            SorepMaxExponent = likeSorep ? SorepMaxExponent : null,
        };
        string method = string.Create(
            CultureInfo.InvariantCulture,
            $"{smearing.Name}, sigma {Units.Ev(smearing.Width):0.######} eV");
        return new BandDensity(
            DosCalculation.Evaluate(bands, smearing, energies, options),
            options.BinAveraged ? method + Averaged : method);
    }
}
