using Similarity.Fingerprints;
using Similarity.Numerics.Threading;
using Similarity.Operators;

namespace Similarity.Catalog.Import;

/// <summary>
/// Fingerprints of a stream of inputs, in their order and the same for any number of threads. An
/// input that has none says why and does not stop the others.
/// </summary>
public static class FingerprintBatch
{
    /// <param name="expected">
    /// How many inputs there will be: where they are fewer than threads, each gets several.
    /// </param>
    public static IEnumerable<FingerprintOutcome> Run(
        IEnumerable<FingerprintInput> inputs,
        ImportKind choice,
        int expected,
        int threads,
        CancellationToken cancellation)
    {
        int each = Math.Max(1, threads / Math.Max(1, expected));
        return OrderedParallel.Select(
            inputs, (input, token) => Of(input, choice, each, token), threads, cancellation);
    }

    public static FingerprintOutcome Of(
        FingerprintInput input, ImportKind choice, int threads, CancellationToken token)
    {
        var outcome = new FingerprintOutcome(input.Id, input.File);
        if (input.Failure is { } failure)
        {
            return outcome with { WhyNone = failure.Message };
        }

        try
        {
            Fingerprint fingerprint = Compute(input, choice, threads, token);
            return outcome with
            {
                Fingerprint = fingerprint,
                Warnings = [.. input.Warnings, .. fingerprint.Warnings],
            };
        }
        catch (UnsuitableCrystalException e)
        {
            return outcome with { WhyNone = Place(input) + e.Reason };
        }
        catch (UnsuitableSpectrumException e)
        {
            return outcome with { WhyNone = Place(input) + e.Message };
        }
    }

    private static string Place(FingerprintInput input) =>
        Path.GetFileName(input.File) == Path.GetFileName(input.Id)
            ? $"{input.File}: "
            : $"{input.File}: {input.Id}: ";

    private static Fingerprint Compute(
        FingerprintInput input, ImportKind choice, int threads, CancellationToken token) =>
        new FingerprintSubject(input.Crystal, input.Bands, input.Dos)
            .Fingerprint(choice.Recipe, choice.FromStructure, threads, token);
}
