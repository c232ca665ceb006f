using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Similarity.Cli.CommandLine;

/// <summary>
/// The two writers of a verb. A result has two forms: a JSON document, alone on standard output
/// when asked for, and tables for people, which then move to standard error.
/// </summary>
internal sealed class VerbConsole
{
    /// <summary>
    /// Wide enough for every table: a narrower window wraps lines but loses nothing.
    /// </summary>
    private const int TableWidth = 200;

    private readonly TextWriter output;
    private readonly TextWriter error;
    private readonly TextWriter people;

    public VerbConsole(TextWriter output, TextWriter error, bool json = false, bool quiet = false)
    {
        this.output = output;
        this.error = error;
        Json = json;
        Quiet = quiet;
        people = !json ? output : quiet ? TextWriter.Null : error;
        Progress = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(quiet ? TextWriter.Null : error),
        });
    }

    public bool Json { get; }

    public bool Quiet { get; }

    /// <summary>Where progress goes: standard error, unless quiet.</summary>
    public IAnsiConsole Progress { get; }

    /// <summary>Prints the one JSON document of this run, if JSON was asked for.</summary>
    public void Print<T>(T document)
        where T : Document
    {
        if (Json)
        {
            // Serialised as a whole first: a failure half-way leaves standard output empty.
            string json = JsonSerializer.Serialize(document, JsonOutput.Options);
            Write(output, json + Environment.NewLine);
        }
    }

    /// <summary>Shows a table to people, without the blanks it pads its lines with.</summary>
    public void Show(IRenderable table)
    {
        using var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = AnsiSupport.No,
        });
        console.Profile.Width = TableWidth;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
        foreach (string line in text.ToString().Split('\n').Where(line => line.Trim().Length > 0))
        {
            Show(line.TrimEnd());
        }
    }

    /// <summary>Shows a line to people.</summary>
    public void Show(string line) => Write(people, Harmless(line) + Environment.NewLine);

    /// <summary>Says of a file that was asked for that it is written, as "svg: map.svg".</summary>
    public void Show(OutputFile? written)
    {
        if (written is not null)
        {
            Show($"{written.Option.TrimStart('-')}: {written.Path}");
        }
    }

    public void Warn(string message)
    {
        if (!Quiet)
        {
            error.WriteLine("warning: " + Harmless(message));
        }
    }

    /// <summary>What a reader found suspicious about a file.</summary>
    public void Warn(string file, IEnumerable<string> warnings)
    {
        foreach (string warning in warnings)
        {
            Warn($"{file}: {warning}");
        }
    }

    public void Error(string message) => error.WriteLine("error: " + Harmless(message));

    /// <summary>Prints text that is the result itself, a script for instance.</summary>
    public void PrintText(string text) => Write(output, text);

    /// <summary>
    /// Text for people without characters that would command a terminal: files and databases of
    /// others may hold any.
    /// </summary>
    private static string Harmless(string text) => string.Create(text.Length, text, (shown, all) =>
    {
        for (int i = 0; i < all.Length; i++)
        {
            bool commands = char.IsControl(all[i]) && all[i] is not ('\n' or '\r' or '\t');
            shown[i] = commands ? '\uFFFD' : all[i];
        }
    });

    /// <summary>A full disk behind a redirection is no fault of the program.</summary>
    private static void Write(TextWriter writer, string text)
    {
        try
        {
            writer.Write(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"the output cannot be written: {e.Message}", e);
        }
    }
}
