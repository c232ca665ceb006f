namespace Similarity.Spectra;

/// <summary>
/// Bands numbered by their energy at each k-point. Some programs number them otherwise: as the
/// states came out of an iteration that was not finished, or as a cheaper functional orders them.
/// </summary>
internal static class AscendingBands
{
    /// <summary>The bands themselves if they ascend everywhere; else a copy that does.</summary>
    public static BandStructure Of(BandStructure bands)
    {
        if (Ascend(bands))
        {
            return bands;
        }

        int[] places = Places(bands);
        double[] energies = Array.ConvertAll(places, place => bands.Energies[place]);
        ReadOnlyMemory<double> occupations = bands.ReportedOccupations;
        return new BandStructure(
            bands.Spins, bands.StatesPerBand, bands.KPoints, bands.Weights, energies)
        {
            Crystal = bands.Crystal,
            ReciprocalLattice = bands.ReciprocalLattice,
            Electrons = bands.Electrons,
            ReportedFermiLevel = bands.ReportedFermiLevel,
            ReportedOccupations = occupations.IsEmpty
                ? default
                : Array.ConvertAll(places, place => occupations.Span[place]),
            ReportedSmearing = bands.ReportedSmearing,
            Projections = bands.Projections is { } projections
                ? new BandProjections(
                    projections.Channels,
                    places.Length,
                    [.. places.SelectMany(place => projections.Of(place).ToArray())])
                : null,
            Path = bands.Path,
        };
    }

    /// <summary>places[i]: where level i of the ascending bands stands in the energies.</summary>
    public static int[] Places(BandStructure bands)
    {
        double[] energies = bands.Energies.ToArray();
        int[] places = [.. Enumerable.Range(0, energies.Length)];
        for (int first = 0; first < energies.Length; first += bands.Bands)
        {
            Array.Sort(energies, places, first, bands.Bands);
        }

        return places;
    }

    private static bool Ascend(BandStructure bands)
    {
        for (int i = 1; i < bands.Energies.Length; i++)
        {
            if (i % bands.Bands != 0 && bands.Energies[i] < bands.Energies[i - 1])
            {
                return false;
            }
        }

        return true;
    }
}
