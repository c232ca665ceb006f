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
    ImmutableArray<DosTarget> Targets,
    GroupedRows Environments,
    DosDescriptor Descriptor,
    ImmutableSortedDictionary<Element, double> Electrons)
{
    /// <exception cref="VerbException">There are fewer samples than parts.</exception>
    public void RequireFolds(DosTrainingOptions options)
    {
        if (options.Folds > Targets.Length)
        {
            throw VerbException.Usage(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"--folds expects a whole number from 2 to {Targets.Length}, the number of "
                + $"samples to learn from, not {options.Folds}"));
        }
    }

    /// <param name="model">That shall be asked about them; null for samples to learn from.</param>
    /// <exception cref="InvalidFileException">A file is no file of samples.</exception>
    /// <exception cref="VerbException">Their electrons are not those of their atoms.</exception>
    public static DosData Read(
        IReadOnlyList<string> files,
        double sigma,
        double step,
        DosDescriptor descriptor,
        int threads,
        CancellationToken cancellation,
        Similarity.DosModels.DosModel? model = null)
    {
        DosSample[] samples =
            [.. files.SelectMany(file => DosSampleFile.Read(new FileSource(file)))];
        if (samples.Length == 0)
        {
            throw VerbException.Invalid($"{files[0]}: holds no samples");
        }

        try
        {
            ImmutableSortedDictionary<Element, double> electrons = DosElectrons.Of(samples);
            if (electrons.Keys.FirstOrDefault(element => model?.Elements.Contains(element) == false)
                is { AtomicNumber: > 0 } stranger)
            {
                throw VerbException.Invalid(
                    $"samples hold {stranger}; the model knows "
                    + $"{string.Join(", ", model!.Elements)} only");
            }

            return new DosData(
                [.. DosTarget.Of(samples, sigma, step, threads, cancellation)],
                DosModel.EnvironmentsOf(
                    descriptor.Of(model?.Elements ?? electrons.Keys),
                    [.. samples.Select(sample => sample.Crystal)],
                    threads,
                    cancellation),
                descriptor,
                electrons);
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
        [.. rows.Select(row => Targets[row])],
        Environments.Select(rows),
        Descriptor,
        Electrons);

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
