using System.Text;

namespace Similarity.Cli.Slurm;

/// <summary>
/// The text of a script of a job. Names of files stand in it only as quoted words of the shell;
/// lines for Slurm hold nothing but checked words, as Slurm knows no quoting there.
/// </summary>
internal static class JobScript
{
    /// <summary>What tells a task of an array which one it is.</summary>
    public const string TaskVariable = "SLURM_ARRAY_TASK_ID";

    /// <summary>A job of an array: the number of the task follows as the last option.</summary>
    /// <param name="folder">That names of inputs are relative to.</param>
    /// <param name="words">The program and its options.</param>
    /// <param name="inputs">Files, which nothing takes for options.</param>
    /// <param name="name">Of the job: a word of letters and -.</param>
    public static string Task(
        SlurmResources resources,
        string folder,
        IEnumerable<string> words,
        IEnumerable<string> inputs,
        string name = "similarity-build") =>
        Text(
            name,
            resources.Directives(resources.Processors),
            folder,
            $"{ShellWord.Join(words)} --shard=\"${TaskVariable}\" "
                + $"--threads=\"${{SLURM_CPUS_PER_TASK:-1}}\" -- {ShellWord.Join(inputs)}");

    /// <summary>A job that is one command.</summary>
    /// <param name="inputs">Files, which nothing takes for options; none, when the words say all.
    /// </param>
    public static string Single(
        SlurmResources resources,
        string folder,
        IEnumerable<string> words,
        IEnumerable<string>? inputs = null) =>
        Text(
            "similarity-merge",
            resources.Directives(1),
            folder,
            ShellWord.Join(words) + (inputs is null
                ? ""
                : " --threads=\"${SLURM_CPUS_PER_TASK:-1}\" -- " + ShellWord.Join(inputs)));

    /// <summary>
    /// The program takes the place of the shell: what Slurm tells the job to do, it hears itself.
    /// </summary>
    private static string Text(
        string name, IEnumerable<string> directives, string folder, string command) =>
        new StringBuilder()
            .AppendJoin('\n', [
                "#!/bin/bash",
                $"#SBATCH --job-name={name}",
                .. directives,
                "set -eu",
                $"cd -- {ShellWord.Quote(folder)}",
                $"exec {command}",
                "",
            ])
            .ToString();
}
