using System.Collections.Immutable;
using Similarity.Cli.CommandLine;
using Similarity.Crystals;
using Similarity.DosModels;
using Similarity.Formats;
using Similarity.Learning;
using Similarity.Numerics;

namespace Similarity.Cli.DosModels;

/// <summary>Samples of files with their targets and environments.</summary>
internal sealed record DosData(
    ImmutableArray<DosTarget> Targets, GroupedRows Environments, DosDescriptor Descriptor)
{
    public Element Element => Targets[0].Sample.Crystal.Sites[0].Element;

    public double ElectronsPerAtom => Targets[0].ElectronsPerAtom;

    /// <exception cref="InvalidFileException">A file is no file of samples.</exception>
    /// <exception cref="VerbException">They are not of one element.</exception>
    public static DosData Read(
        IReadOnlyList<string> files,
        double sigma,
        double step,
        DosDescriptor descriptor,
        int threads,
        CancellationToken cancellation)
    {
        DosSample[] samples =
            [.. files.SelectMany(file => DosSampleFile.Read(new FileSource(file)))];
        if (samples.Length == 0)
        {
            throw VerbException.Invalid($"{files[0]}: holds no samples");
        }

        Element[] elements =
        [
            .. samples.SelectMany(sample =>
                sample.Crystal.Sites.ToArray().Select(site => site.Element)).Distinct(),
        ];
        if (elements.Length > 1)
        {
            throw VerbException.Invalid(
                $"samples of {string.Join(", ", elements)}; a model knows one element");
        }

        double electrons = samples[0].Electrons / samples[0].Atoms;
        if (samples.FirstOrDefault(sample =>
            Math.Abs(sample.Electrons / sample.Atoms - electrons) > 1e-9) is { } odd)
        {
            throw VerbException.Invalid(
                $"{odd.Id}: another number of electrons per atom than {samples[0].Id}");
        }

        try
        {
            return new DosData(
                [.. DosTarget.Of(samples, sigma, step, threads, cancellation)],
                DosModel.EnvironmentsOf(
                    descriptor.Of(elements),
                    [.. samples.Select(sample => sample.Crystal)],
                    threads,
                    cancellation),
                descriptor);
        }
        catch (AggregateException e) when (e.InnerException is ArgumentException inner)
        {
            throw VerbException.Invalid(inner.Message);
        }
        catch (ArgumentException e)
        {
            throw VerbException.Invalid(e.Message);
        }
    }

    public DosData Select(int[] rows) => new(
        [.. rows.Select(row => Targets[row])], Environments.Select(rows), Descriptor);

    /// <summary>
    /// What to learn from and what to hold out: "random" a fifth, "family" a fifth of whole
    /// families, or the families named, as "hold:liq6,liq8".
    /// </summary>
    /// <exception cref="VerbException">No such split, or nothing on one side of it.</exception>
    public (int[] Train, int[] Test) Divide(string split, ulong seed)
    {
        string[] families = [.. Targets.Select(target => target.Sample.Family)];
        bool[] held;
        if (split == "random")
        {
            int[] drawn = new RandomStream(seed).Child(77)
                .Sample(families.Length, families.Length / 5);
            held = [.. Enumerable.Range(0, families.Length).Select(drawn.Contains)];
        }
        else if (split == "family")
        {
            string[] names = [.. families.Distinct()];
            new RandomStream(seed).Child(78).Shuffle<string>(names);
            var heldOut = new HashSet<string>();
            foreach (string name in names)
            {
                if (families.Count(family => heldOut.Contains(family) || family == name)
                    <= families.Length / 3)
                {
                    heldOut.Add(name);
                }

                if (families.Count(heldOut.Contains) >= families.Length / 5)
                {
                    break;
                }
            }

            held = [.. families.Select(heldOut.Contains)];
        }
        else if (split.StartsWith("hold:", StringComparison.Ordinal))
        {
            string[] names = split["hold:".Length..].Split(',');
            if (names.FirstOrDefault(name => !families.Contains(name)) is string unknown)
            {
                throw VerbException.Absent($"no sample is of the family '{unknown}'; there are "
                    + string.Join(", ", families.Distinct()));
            }

            held = [.. families.Select(names.Contains)];
        }
        else
        {
            throw VerbException.Usage(
                $"--split expects random, family or hold:FAMILY,…, not '{split}'");
        }

        int[] train = [.. Enumerable.Range(0, held.Length).Where(i => !held[i])];
        int[] test = [.. Enumerable.Range(0, held.Length).Where(i => held[i])];
        return train.Length >= 2 && test.Length >= 1
            ? (train, test)
            : throw VerbException.Invalid(
                $"the split {split} leaves {train.Length} samples to learn from and "
                + $"{test.Length} to predict");
    }
}
