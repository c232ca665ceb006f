using System.Globalization;

namespace Similarity.Cli.Slurm;

/// <summary>What a job asks the cluster for; null for what the cluster gives by itself.</summary>
/// <param name="Partition">A word of letters, digits and -_.,</param>
/// <param name="Time">As Slurm takes it: minutes, or days-hours:minutes:seconds.</param>
/// <param name="Memory">As Slurm takes it: megabytes, or a number with K, M, G or T.</param>
/// <param name="Processors">Of each shard.</param>
internal sealed record SlurmResources(
    string? Partition, string? Time, string? Memory, int Processors)
{
    /// <summary>Lines at the head of a script; the texts are checked to be words.</summary>
    public IEnumerable<string> Directives(int processors)
    {
        if (Partition is not null)
        {
            yield return $"#SBATCH --partition={Partition}";
        }

        if (Time is not null)
        {
            yield return $"#SBATCH --time={Time}";
        }

        if (Memory is not null)
        {
            yield return $"#SBATCH --mem={Memory}";
        }

        yield return string.Create(
            CultureInfo.InvariantCulture, $"#SBATCH --cpus-per-task={processors}");
    }
}
