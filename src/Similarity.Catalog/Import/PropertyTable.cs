using Similarity.Formats;
using Similarity.Formats.Csv;

namespace Similarity.Catalog.Import;

/// <summary>Properties of materials by id, from a table with a column "id".</summary>
public sealed class PropertyTable
{
    private const string IdName = "id";

    private readonly Dictionary<string, Metadata> byId = new(StringComparer.Ordinal);

    /// <exception cref="InvalidFileException"/>
    public static PropertyTable Read(string file)
    {
        var source = new FileSource(file);
        CsvTable table = CsvTable.Read(source);
        int id = table.Names.IndexOf(IdName);
        if (id < 0)
        {
            throw new InvalidFileException(
                file, $"has no column '{IdName}'; it has {string.Join(", ", table.Names)}", 1);
        }

        var properties = new PropertyTable();
        foreach (CsvRow row in table.Rows)
        {
            IEnumerable<KeyValuePair<string, Catalog.PropertyValue>> cells = table.Names
                .Zip(row.Fields, (name, cell) => (name, Value: Metadata.ValueOf(cell)))
                .Where(cell => cell.name != IdName && cell.Value is not null)
                .Select(cell => KeyValuePair.Create(cell.name, cell.Value!));
            if (!properties.byId.TryAdd(row.Fields[id], Metadata.Of(cells)))
            {
                throw new InvalidFileException(
                    file, $"has the id '{row.Fields[id]}' twice", row.Line, IdName);
            }
        }

        return properties;
    }

    public int Count => byId.Count;

    public Metadata Of(string id) => byId.GetValueOrDefault(id, Metadata.None);
}
