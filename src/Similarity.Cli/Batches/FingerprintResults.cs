using Similarity.Catalog.Import;
using Similarity.Cli.CommandLine;
using Similarity.Fingerprints;

namespace Similarity.Cli.Batches;

/// <summary>
/// What a batch has made so far: rows of a matrix, or the fingerprints themselves, and failures.
/// </summary>
/// <param name="warns">
/// Whether each warning is shown: of thousands of inputs they would hide all else.
/// </param>
internal sealed class FingerprintResults(
    FingerprintMatrix? matrix, bool warns, VerbConsole console)
{
    private readonly List<FingerprintItem> items = [];
    private readonly List<FingerprintFailure> failed = [];

    public IReadOnlyList<FingerprintItem> Items => items;

    public IReadOnlyList<FingerprintFailure> Failed => failed;

    /// <summary>Inputs of this run that have warnings.</summary>
    public int WithWarnings { get; private set; }

    public IEnumerable<string> Ids =>
        items.Select(item => item.Id).Concat(failed.Select(failure => failure.Id));

    /// <summary>The stretches of energy of all fingerprints; none are known without any.</summary>
    public IReadOnlyList<FingerprintSegment> Segments { get; private set; } = [];

    /// <summary>The inputs that an interrupted run has not done; what it did counts here.</summary>
    /// <exception cref="VerbException">The run was one of other inputs.</exception>
    public IEnumerable<FingerprintInput> Skip(IEnumerable<FingerprintInput> inputs)
    {
        IReadOnlyList<MatrixLine> recorded = matrix?.Recorded ?? [];
        int next = 0;
        foreach (FingerprintInput input in inputs)
        {
            if (next == recorded.Count)
            {
                yield return input;
                continue;
            }

            MatrixLine line = recorded[next++];
            if (line.Id != input.Id)
            {
                throw VerbException.Usage(
                    $"--resume: the earlier run had '{line.Id}' where '{input.Id}' is now; "
                        + "give it the same inputs");
            }

            Record(line, input.File);
        }

        if (next < recorded.Count)
        {
            throw VerbException.Usage(
                $"--resume: the earlier run also had '{recorded[next].Id}'; give it the same "
                    + "inputs");
        }
    }

    public void Add(FingerprintOutcome outcome)
    {
        WithWarnings += outcome.Warnings.IsEmpty ? 0 : 1;
        if (warns)
        {
            console.Warn(outcome.Id, outcome.Warnings);
        }

        if (outcome.Fingerprint is not { } fingerprint)
        {
            console.Error(outcome.WhyNone!);
            matrix?.AddFailure(outcome.Id, outcome.WhyNone!);
            failed.Add(new FingerprintFailure(outcome.Id, outcome.File, outcome.WhyNone!));
            return;
        }

        Segments = fingerprint.Segments;
        string source = fingerprint.Source.ToString();
        if (matrix is null)
        {
            items.Add(new FingerprintItem(outcome.Id, outcome.File, source, outcome.Warnings)
            {
                Fingerprint = fingerprint,
            });
        }
        else
        {
            Record(
                matrix.Add(outcome.Id, source, fingerprint.Values, outcome.Warnings),
                outcome.File);
        }
    }

    private void Record(MatrixLine line, string file)
    {
        if (line.Failed is { } reason)
        {
            failed.Add(new FingerprintFailure(line.Id, file, reason));
        }
        else
        {
            items.Add(new FingerprintItem(line.Id, file, line.Operator!, line.Warnings ?? [])
            {
                Row = line.Row,
            });
        }
    }
}

/// <summary>One fingerprint of a batch: itself, or the row of the matrix that it went to.</summary>
internal sealed record FingerprintItem(
    string Id, string File, string Operator, IReadOnlyList<string> Warnings)
{
    public Fingerprint? Fingerprint { get; init; }

    public long? Row { get; init; }
}

/// <summary>An input without a fingerprint.</summary>
internal sealed record FingerprintFailure(string Id, string File, string Reason);
