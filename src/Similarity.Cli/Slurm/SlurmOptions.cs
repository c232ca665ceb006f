using System.CommandLine;
using System.Text.RegularExpressions;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Slurm;

/// <summary>What jobs ask the cluster for, of a verb that submits them with --slurm.</summary>
internal sealed partial class SlurmOptions
{
    private readonly Option<string?> partition = Word(
        "--partition", "NAME", "Of the cluster, for the jobs.", PartitionPattern(),
        "names of letters, digits and -_. with commas between");

    private readonly Option<string?> time = Word(
        "--time", "TIME", "For each job, as Slurm takes it.", TimePattern(),
        "minutes or days-hours:minutes:seconds");

    private readonly Option<string?> memory = Word(
        "--memory", "SIZE", "For each job, as Slurm takes it.", MemoryPattern(),
        "megabytes or a number with K, M, G or T");

    private readonly Option<int?> processors = NumberOption.Whole(
        "--cpus", "For each part (default 1).", 1);

    private readonly Option<int?> atOnce = NumberOption.Whole(
        "--at-once", "At most so many parts run at a time.", 1);

    private readonly Option<bool> dryRun = new("--dry-run")
    {
        Description = "Write the scripts of the jobs and submit nothing.",
    };

    private Option[] All => [partition, time, memory, processors, atOnce, dryRun];

    public void AddTo(Command verb)
    {
        foreach (Option option in All)
        {
            verb.Add(option);
        }
    }

    public SlurmResources ResourcesOf(ParseResult result) => new(
        result.GetValue(partition),
        result.GetValue(time),
        result.GetValue(memory),
        result.GetValue(processors) ?? 1);

    public int? AtOnceOf(ParseResult result) => result.GetValue(atOnce);

    public bool IsDry(ParseResult result) => result.GetValue(dryRun);

    /// <exception cref="VerbException">One is given without --slurm.</exception>
    public void RefuseWithoutSlurm(ParseResult result)
    {
        if (All.FirstOrDefault(option => result.GetResult(option) is { Implicit: false })
            is { } stray)
        {
            throw VerbException.Usage($"{stray.Name} is for --slurm");
        }
    }

    private static Option<string?> Word(
        string name, string helpName, string help, Regex pattern, string expectation)
    {
        var option = new Option<string?>(name) { Description = help, HelpName = helpName };
        option.Validators.Add(result =>
        {
            foreach (string text in result.Tokens.Select(token => token.Value)
                .Where(text => !pattern.IsMatch(text)))
            {
                result.AddError($"{name} expects {expectation}, not '{text}'");
            }
        });
        return option;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.,-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PartitionPattern();

    [GeneratedRegex(@"^[0-9]+(-[0-9]+)?(:[0-9]+){0,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"^[0-9]+[KMGT]?\z", RegexOptions.CultureInvariant)]
    private static partial Regex MemoryPattern();
}
