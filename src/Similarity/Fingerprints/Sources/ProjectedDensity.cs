using Similarity.Spectra;

namespace Similarity.Fingerprints;

/// <summary>Parts of a density of states, both spins together.</summary>
internal static class ProjectedDensity
{
    /// <summary>
    /// The whole, or the sum of the projections of a channel. One without angular momentum takes
    /// projections on whole sites where there are no others.
    /// </summary>
    public static double[] Of(DensityOfStates dos, SpectrumChannel channel)
    {
        if (!channel.IsProjection)
        {
            return dos.Total();
        }

        if (dos.Projections.IsEmpty)
        {
            throw new UnsuitableSpectrumException(
                $"{channel} needs projections, which the file does not hold");
        }

        channel.RequireIn(dos.Crystal);
        double[] sum = new double[dos.Energies.Length];
        bool isResolved = dos.Projections.Any(projection => projection.Orbital.Length > 0);
        foreach (ProjectedDensityOfStates projection in dos.Projections)
        {
            // A site with orbitals may stand there as a whole too; it counts once.
            int? l = AngularMomentum(projection.Orbital);
            if ((l is null && (isResolved || channel.AngularMomentum is not null))
                || !channel.Holds(dos.Crystal, projection.Site, l ?? 0))
            {
                continue;
            }

            foreach (double[] spin in projection.Spins)
            {
                for (int i = 0; i < sum.Length; i++)
                {
                    sum[i] += spin[i];
                }
            }
        }

        if (channel.AngularMomentum is not null && !isResolved)
        {
            throw new UnsuitableSpectrumException(
                $"{channel} needs projections on orbitals; the file has those on whole sites");
        }

        return sum;
    }

    /// <summary>Of "s", "px", "dx2-y2", "f_3", and of "t2g" and "eg", which are d.</summary>
    private static int? AngularMomentum(string orbital) => orbital switch
    {
        "" => null,
        "t2g" or "eg" or "e_g" => 2,
        _ => SpectrumChannel.Letters.IndexOf(orbital[0], StringComparison.Ordinal) is int l and >= 0
            ? l
            : null,
    };
}
