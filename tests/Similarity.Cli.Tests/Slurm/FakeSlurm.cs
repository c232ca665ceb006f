using System.Globalization;

namespace Similarity.Cli.Tests.Slurm;

/// <summary>
/// A script called sbatch, first on PATH while this lives: it writes down its arguments and runs
/// the job at once, tasks one after the other; what they print is kept, what they end with too.
/// </summary>
internal sealed class FakeSlurm : IDisposable
{
    private const string Script =
        """
        #!/bin/bash
        set -u
        here=$(dirname "$0")
        job=$(( $(cat "$here/job" 2> /dev/null || echo 40) + 1 ))
        echo $job > "$here/job"
        printf '%s\0' "$@" > "$here/arguments-$job"
        script="${@: -1}"
        tasks=none
        for argument in "$@"; do
            case "$argument" in
                --array=*) tasks=${argument#--array=}; tasks=${tasks%\%*} ;;
                --chdir=*) cd "${argument#--chdir=}" ;;
            esac
        done
        run() {
            bash "$script" > "$here/log-$job-$1" 2>&1
            echo $? > "$here/code-$job-$1"
        }
        for range in ${tasks//,/ }; do
            if [ "$range" = none ]; then
                run merge
                continue
            fi
            for task in $(seq "${range%-*}" "${range#*-}"); do
                if [ ! -e "$here/kill-$task" ]; then
                    SLURM_ARRAY_TASK_ID=$task run "$task"
                fi
            done
        done
        echo "$job;cluster"
        """;

    private readonly TemporaryFolder folder = new();
    private readonly string? path = Environment.GetEnvironmentVariable("PATH");

    public FakeSlurm()
    {
        string script = folder.Write("sbatch", Script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Environment.SetEnvironmentVariable("PATH", $"{folder.File("")}:{path}");
    }

    /// <summary>The next array jobs do not run this task.</summary>
    public void Kill(int task) => folder.Write(Name("kill", task), "");

    public void LetLive(int task) => File.Delete(folder.File(Name("kill", task)));

    public string[] ArgumentsOf(long job) =>
        File.ReadAllText(folder.File(Name("arguments", job))).Split('\0')[..^1];

    public int CodeOf(long job, string task) => int.Parse(
        File.ReadAllText(folder.File($"{Name("code", job)}-{task}")),
        CultureInfo.InvariantCulture);

    public string LogOf(long job, string task) =>
        File.ReadAllText(folder.File($"{Name("log", job)}-{task}"));

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", path);
        folder.Dispose();
    }

    private static string Name(string what, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}-{number}");
}
