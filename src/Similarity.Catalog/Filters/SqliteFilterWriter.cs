namespace Similarity.Catalog.Filters;

/// <summary>
/// The SQL of SQLite. Texts compare by their bytes there (BINARY), and LIKE, which folds capitals
/// and has wildcards, is not used.
/// </summary>
internal sealed class SqliteFilterWriter : SqlFilterWriter
{
    protected override string TextOf(FilterProperty property) => Value(property);

    protected override string NumberOf(FilterProperty property) => Value(property);

    protected override string Ordered(string text) => text;

    protected override string Guarded(
        FilterProperty property, FilterPropertyType type, string condition)
    {
        string types = type == FilterPropertyType.Number ? "IN ('integer', 'real')" : "= 'text'";
        return $"({JsonType(property)} {types} AND {condition})";
    }

    protected override string Truth(FilterProperty property, bool value) =>
        $"{JsonType(property)} = {(value ? "'true'" : "'false'")}";

    protected override string Search(string text, TextPlace place, string value) => place switch
    {
        TextPlace.Start => $"substr({text}, 1, length({value})) = {value}",

        // Where the value is longer, what comes out is not all of it, from wherever it is taken.
        TextPlace.End => $"substr({text}, length({text}) - length({value}) + 1) = {value}",
        _ => $"instr({text}, {value}) > 0",
    };

    protected override string Known(FilterProperty property, bool isKnown) =>
        $"coalesce({JsonType(property)}, 'null') {(isKnown ? "<>" : "=")} 'null'";

    protected override string Elements(ElementCondition condition)
    {
        switch (condition.Relation)
        {
            case ElementRelation.Any:
                return HasOneOf(BindAll(condition.Symbols));
            case ElementRelation.All:
                return HasAll(condition);
            case ElementRelation.Only:
                // The key begins with the element, so that each is looked up by itself.
                return "m.nelements = (SELECT count(*) FROM material_elements "
                    + $"WHERE element IN ({BindAll(condition.Symbols)}) AND material = m.id)";
            default:
                return $"(m.nelements = {Bind((long)condition.Symbols.Length)}"
                    + $" AND {HasAll(condition)})";
        }
    }

    private static string HasOneOf(string symbols) =>
        $"m.id IN (SELECT material FROM material_elements WHERE element IN ({symbols}))";

    private string HasAll(ElementCondition condition) => Chain(
        [.. condition.Symbols.Select(symbol => HasOneOf(Bind(symbol)))], "AND");

    private string Value(FilterProperty property) => property.Type == FilterPropertyType.Any
        ? $"json_extract(m.properties, {Path(property)})"
        : $"m.{property.Name}";

    private string JsonType(FilterProperty property) =>
        $"json_type(m.properties, {Path(property)})";

    /// <summary>Names hold letters, digits and _ only, which mean nothing in a path.</summary>
    private string Path(FilterProperty property) => Bind($"$.{property.Name}");
}
