using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Similarity.Cli.CommandLine;

/// <summary>The usual help under the program's own name, followed by the verb's example.</summary>
internal sealed class ExampleHelpAction(HelpAction usual) : SynchronousCommandLineAction
{
    /// <summary>Help is what the user wants, whatever else is wrong with the line.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        InvocationConfiguration configuration = parseResult.InvocationConfiguration;
        TextWriter output = configuration.Output;
        using var help = new StringWriter();
        configuration.Output = help;
        int code = usual.Invoke(parseResult);
        configuration.Output = output;

        // Usage lines name the file of the program, which is not what the user types.
        var console = new VerbConsole(output, configuration.Error);
        console.PrintText(help.ToString().Replace(
            RootCommand.ExecutableName + " ", "similarity ", StringComparison.Ordinal));
        if (parseResult.CommandResult.Command is VerbCommand verb)
        {
            console.Show("Example:");
            console.Show("  " + verb.Example);
        }

        return code;
    }
}
