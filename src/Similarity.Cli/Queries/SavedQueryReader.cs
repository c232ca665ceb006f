using System.Globalization;
using Similarity.Formats;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Similarity.Cli.Queries;

/// <summary>Reads a saved query from YAML; what it does not know is an error.</summary>
internal sealed class SavedQueryReader(string file)
{
    private static readonly string[] Keys =
        ["verb", "description", "arguments", "files", "options"];

    public SavedQuery Read()
    {
        Dictionary<string, YamlNode> fields = Fields(Root());
        QueryValue verb = fields.TryGetValue("verb", out YamlNode? node)
            ? ValueOf(node, "verb")
            : throw new InvalidFileException(file, "is missing; expected a verb", field: "verb");
        return new SavedQuery(
            file,
            verb,
            fields.TryGetValue("description", out node) ? ValueOf(node, "description").Text : "",
            fields.TryGetValue("arguments", out node) ? ValuesOf(node, "arguments") : [],
            fields.TryGetValue("files", out node) ? ValuesOf(node, "files") : [],
            fields.TryGetValue("options", out node) ? OptionsOf(node) : []);
    }

    private YamlNode Root()
    {
        using var text = new StreamReader(new MemoryStream(new FileSource(file).ReadAllBytes()));
        var stream = new YamlStream();
        try
        {
            stream.Load(text);
        }
        catch (YamlException e)
        {
            throw new InvalidFileException(
                file, $"is not YAML: {e.InnerException?.Message ?? e.Message}", e.Start.Line);
        }

        return stream.Documents.Count == 1
            ? stream.Documents[0].RootNode
            : throw new InvalidFileException(
                file, $"holds {stream.Documents.Count} documents; expected one");
    }

    private Dictionary<string, YamlNode> Fields(YamlNode root)
    {
        var fields = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach ((YamlNode key, YamlNode value) in MappingOf(root, field: null))
        {
            string name = ValueOf(key, field: null).Text;
            fields[name] = Keys.Contains(name) ? value : throw new InvalidFileException(
                file, $"is not known; expected {string.Join(", ", Keys)}", key.Start.Line, name);
        }

        return fields;
    }

    private QueryOption[] OptionsOf(YamlNode node) => MappingOf(node, "options")
        .Select(pair =>
        {
            string name = ValueOf(pair.Key, "options").Text;
            string field = "options." + name;
            IReadOnlyList<QueryValue>? values = pair.Value switch
            {
                YamlMappingNode settings => SettingsOf(settings, field),
                YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" } => [],
                YamlScalarNode { Style: ScalarStyle.Plain, Value: "false" } => null,
                _ => ValuesOf(pair.Value, field),
            };
            return (Name: "--" + name, Values: values, pair.Key.Start.Line);
        })
        .Where(option => option.Values is not null)
        .Select(option => new QueryOption(option.Name, option.Values!, option.Line))
        .ToArray();

    /// <summary>set: {sigma: 0.1} is --set sigma=0.1.</summary>
    private QueryValue[] SettingsOf(YamlMappingNode settings, string field) => settings
        .Select(pair =>
        {
            QueryValue name = ValueOf(pair.Key, field);
            QueryValue value = ValueOf(pair.Value, $"{field}.{name.Text}");
            return value with { Text = $"{name.Text}={value.Text}" };
        })
        .ToArray();

    private QueryValue[] ValuesOf(YamlNode node, string field) => node is YamlSequenceNode list
        ? list.Select((item, i) => ValueOf(
            item, string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]"))).ToArray()
        : [ValueOf(node, field)];

    private QueryValue ValueOf(YamlNode node, string? field) =>
        node is YamlScalarNode { Value: { Length: > 0 } text }
            ? new QueryValue(text, node.Start.Line, field ?? text)
            : throw new InvalidFileException(
                file, "expected a word or a number", node.Start.Line, field);

    private IDictionary<YamlNode, YamlNode> MappingOf(YamlNode node, string? field) =>
        node is YamlMappingNode mapping
            ? mapping.Children
            : throw new InvalidFileException(
                file, "expected names with values, as verb: matrix", node.Start.Line, field);
}
