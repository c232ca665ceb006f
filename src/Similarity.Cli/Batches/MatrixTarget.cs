using Similarity.Cli.CommandLine;
using Similarity.Fingerprints;

namespace Similarity.Cli.Batches;

/// <summary>The matrix that a batch is to write, as the user asked for it.</summary>
/// <param name="File">Null for none.</param>
internal sealed record MatrixTarget(
    string? File = null, bool IsSingle = false, bool IsResumed = false)
{
    /// <summary>
    /// The matrix, empty or with the rows of an interrupted run; null if none is asked for.
    /// </summary>
    /// <exception cref="VerbException">Rows of another kind, or no place to write.</exception>
    public FingerprintMatrix? Open(FingerprintRecipe recipe)
    {
        if (File is null)
        {
            return !IsSingle && !IsResumed
                ? null
                : throw VerbException.Usage("--float32 and --resume need --npy FILE");
        }

        if (recipe.Kind == "nomad")
        {
            throw VerbException.Usage(
                "--npy: fingerprints of kind nomad are bits on as much of the grid as each "
                    + "spectrum covers, not rows of a matrix; --json prints them");
        }

        var header = new MatrixHeader(
            recipe.Kind,
            new SortedDictionary<string, string>(
                recipe.Parameters.ToDictionary(), StringComparer.Ordinal),
            recipe.GridId,
            Fingerprint.CurrentProgramVersion,
            IsSingle ? MatrixHeader.Single : "float64");
        try
        {
            if (IsResumed && System.IO.File.Exists(FingerprintMatrix.LinesOf(File)))
            {
                return FingerprintMatrix.Resume(File, header);
            }

            // Who resumes wants nothing lost, and rows that nothing names cannot be gone on from.
            return IsResumed && System.IO.File.Exists(File)
                ? throw VerbException.Usage(
                    $"--resume: {FingerprintMatrix.LinesOf(File)}, which says what the rows of "
                        + $"{File} are, is missing; without --resume the rows are made anew")
                : FingerprintMatrix.Create(File, header);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw VerbException.Usage($"--npy: {File} cannot be written: {e.Message}");
        }
    }
}
