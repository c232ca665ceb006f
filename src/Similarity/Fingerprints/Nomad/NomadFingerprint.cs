using System.Globalization;
using System.Numerics;
using System.Text;

namespace Similarity.Fingerprints;

/// <summary>
/// The bits of a spectrum on a NOMAD grid: bit j of an interval is set when the interval holds as
/// many states as its step j = 1 … asks for.
/// </summary>
public sealed class NomadFingerprint
{
    /// <summary>The electronvolt in joules that the archive divides by.</summary>
    private const double ArchiveElectronvolt = 1.602176565e-19;

    // Bit j of interval i of the grid is number i · Pixels + j − 1, the lowest bit of a word first,
    // so that fingerprints on one grid are aligned.
    private readonly ulong[] words;
    private readonly double[] states;

    private NomadFingerprint(NomadGrid grid, NomadStates counted)
    {
        Grid = grid;
        First = counted.First;
        End = counted.End;
        states = counted.Values;
        words = new ulong[((long)grid.EnergiesEv.Length * grid.Pixels + 63) / 64];
        double sum = 0;
        for (int i = 0; i < states.Length; i++)
        {
            int interval = First + i;
            int filled = 0;
            for (int j = 1; j <= grid.Pixels && grid.Threshold(interval, j) <= states[i]; j++)
            {
                SetBit(interval * grid.Pixels + filled);
                filled++;
            }

            sum += states[i];
            Ones += filled;
            double reached = filled > 0 ? grid.Threshold(interval, filled) : 0;
            if (filled == grid.Pixels)
            {
                Overflow += states[i] - reached;
            }
            else if (filled > 0)
            {
                Undersampling += states[i] - reached;
            }
        }

        Undersampling = sum == 0 ? 0 : Undersampling / sum;
    }

    public NomadGrid Grid { get; }

    /// <summary>The first interval of the grid that the spectrum covers.</summary>
    public int First { get; }

    /// <summary>One past the last.</summary>
    public int End { get; }

    /// <summary>The states of each interval from <see cref="First"/> on.</summary>
    public ReadOnlySpan<double> States => states;

    /// <summary>The number of bits of the intervals covered.</summary>
    public int Length => states.Length * Grid.Pixels;

    /// <summary>The number of bits set.</summary>
    public int Ones { get; }

    /// <summary>The share of the bits that is set.</summary>
    public double FillingFactor => (double)Ones / Length;

    /// <summary>States beyond what the intervals have bits for.</summary>
    public double Overflow { get; }

    /// <summary>
    /// The share of the states above the highest bit set, in intervals with some bits set and some
    /// not; 0 when there are no states at all.
    /// </summary>
    public double Undersampling { get; }

    /// <param name="energiesEv">
    /// Ascending, from the valence-band maximum or the Fermi level.
    /// </param>
    /// <param name="densities">States per electronvolt.</param>
    public static NomadFingerprint Of(
        NomadGrid grid, ReadOnlySpan<double> energiesEv, ReadOnlySpan<double> densities) =>
        new(grid, NomadStates.Of(grid, energiesEv, densities));

    /// <summary>
    /// Of a density of states as the archive keeps it, with the archive's electronvolt.
    /// </summary>
    /// <param name="energiesJoule">Joules from the reference.</param>
    /// <param name="spins">States per joule of one spin or two.</param>
    public static NomadFingerprint OfArchive(
        NomadGrid grid, ReadOnlySpan<double> energiesJoule, params ReadOnlySpan<double[]> spins)
    {
        double[] energies = new double[energiesJoule.Length];
        double[] densities = new double[energiesJoule.Length];
        for (int i = 0; i < energies.Length; i++)
        {
            energies[i] = energiesJoule[i] / ArchiveElectronvolt;
            foreach (double[] spin in spins)
            {
                densities[i] += spin[i];
            }

            densities[i] *= ArchiveElectronvolt;
        }

        return Of(grid, energies, densities);
    }

    /// <summary>
    /// c / (a + b − c) on the intervals both cover: a and b bits set in one, c in both; 0 when
    /// there are none.
    /// </summary>
    public static double Tanimoto(NomadFingerprint a, NomadFingerprint b)
    {
        if (!a.Grid.Equals(b.Grid))
        {
            throw new ArgumentException(
                $"fingerprints on different NOMAD grids, '{a.Grid}' and '{b.Grid}'");
        }

        int start = Math.Max(a.First, b.First) * a.Grid.Pixels;
        int stop = Math.Min(a.End, b.End) * a.Grid.Pixels;
        int both = 0, either = 0;
        for (int word = start / 64; word * 64 < stop; word++)
        {
            ulong mask = ulong.MaxValue;
            mask &= word * 64 < start ? ulong.MaxValue << (start - word * 64) : ulong.MaxValue;
            mask &= stop - word * 64 < 64 ? (1UL << (stop - word * 64)) - 1 : ulong.MaxValue;
            both += BitOperations.PopCount(a.words[word] & b.words[word] & mask);
            either += BitOperations.PopCount((a.words[word] | b.words[word]) & mask);
        }

        return either == 0 ? 0 : (double)both / either;
    }

    /// <summary>Whether a bit is set, counted from the first interval covered.</summary>
    public bool this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length);
            int bit = First * Grid.Pixels + index;
            return (words[bit / 64] >> (bit % 64) & 1) == 1;
        }
    }

    /// <summary>
    /// The bits as NOMAD writes them: lengths of runs, each followed by f (0) or t (1).
    /// </summary>
    public string RunLengths()
    {
        var text = new StringBuilder();
        int run = 0;
        for (int i = 0; i < Length; i++)
        {
            run++;
            if (i + 1 == Length || this[i + 1] != this[i])
            {
                text.Append(CultureInfo.InvariantCulture, $"{run}{(this[i] ? 't' : 'f')}");
                run = 0;
            }
        }

        return text.ToString();
    }

    private void SetBit(int bit) => words[bit / 64] |= 1UL << (bit % 64);
}
