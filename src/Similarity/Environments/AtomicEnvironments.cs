using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Crystals.Neighbors;

namespace Similarity.Environments;

/// <summary>
/// A crystal whose atoms are sorted for finding the neighbours of any of them within a cutoff, in
/// time and memory linear in its atoms. Neighbours are found anew whenever they are needed: a list
/// of them would take ten times the memory of the atoms.
/// </summary>
public sealed class AtomicEnvironments
{
    private readonly CellGrid cells;

    /// <param name="cutoff">r_c in bohr; may exceed the cell many times.</param>
    public AtomicEnvironments(Crystal crystal, double cutoff)
    {
        if (!(cutoff > 0 && double.IsFinite(cutoff)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(cutoff), cutoff, "a cutoff is positive and finite");
        }

        if (!crystal.IsOrdered)
        {
            throw new ArgumentException(
                "a partly occupied site has no environment: choose an ordered structure",
                nameof(crystal));
        }

        Crystal = crystal;
        Cutoff = cutoff;
        cells = new CellGrid(crystal, cutoff);
        AtomicNumbers = new byte[crystal.Count];
        for (int i = 0; i < AtomicNumbers.Length; i++)
        {
            AtomicNumbers[i] = (byte)crystal.Sites[i].Element.AtomicNumber;
        }

        Elements = [.. AtomicNumbers.Distinct().Order().Select(number => new Element(number))];
    }

    public Crystal Crystal { get; }

    /// <summary>r_c in bohr.</summary>
    public double Cutoff { get; }

    /// <summary>The number of atoms, each of which is a centre.</summary>
    public int Count => Crystal.Count;

    /// <summary>The elements of the crystal, ascending.</summary>
    public ImmutableArray<Element> Elements { get; }

    /// <summary>Of each site.</summary>
    internal byte[] AtomicNumbers { get; }

    /// <summary>For one thread.</summary>
    internal NeighborSearch Search() => new(cells, Cutoff);

    /// <summary>
    /// Calls work(worker, centre, position of the centre in the list) for each centre, each worker
    /// in one thread at a time.
    /// </summary>
    internal static void ForEach<TWorker>(
        ReadOnlyMemory<int> centres,
        int threads,
        Func<TWorker> create,
        Action<TWorker, int, int> work)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (threads == 1)
        {
            TWorker worker = create();
            for (int i = 0; i < centres.Length; i++)
            {
                work(worker, centres.Span[i], i);
            }

            return;
        }

        // Runs of centres, as neighbours in the list are often neighbours in space.
        int run = Math.Clamp(centres.Length / (8 * threads), 1, 64);
        Parallel.For(
            0,
            (centres.Length + run - 1) / run,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            create,
            (chunk, _, worker) =>
            {
                int end = Math.Min((chunk + 1) * run, centres.Length);
                for (int i = chunk * run; i < end; i++)
                {
                    work(worker, centres.Span[i], i);
                }

                return worker;
            },
            _ => { });
    }
}
