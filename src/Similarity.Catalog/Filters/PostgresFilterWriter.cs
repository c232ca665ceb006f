namespace Similarity.Catalog.Filters;

/// <summary>
/// The SQL of PostgreSQL. The order of texts is that of their bytes whatever the collation of the
/// database; an index of type GIN on elements serves all their conditions.
/// </summary>
internal sealed class PostgresFilterWriter : SqlFilterWriter
{
    protected override string TextOf(FilterProperty property) =>
        property.Type == FilterPropertyType.Any
            ? $"(m.properties ->> {Bind(property.Name)})"
            : $"m.{property.Name}";

    protected override string NumberOf(FilterProperty property) =>
        property.Type == FilterPropertyType.Any
            ? $"(m.properties ->> {Bind(property.Name)})::double precision"
            : $"m.{property.Name}";

    protected override string Ordered(string text) => $"{text} COLLATE \"C\"";

    /// <summary>CASE keeps the order of evaluation: no text is cast to a number.</summary>
    protected override string Guarded(
        FilterProperty property, FilterPropertyType type, string condition)
    {
        string name = type == FilterPropertyType.Number ? "'number'" : "'string'";
        return $"CASE WHEN {JsonType(property)} = {name} THEN {condition} ELSE FALSE END";
    }

    protected override string Truth(FilterProperty property, bool value) =>
        $"(m.properties -> {Bind(property.Name)}) = '{(value ? "true" : "false")}'::jsonb";

    protected override string Search(string text, TextPlace place, string value) => place switch
    {
        TextPlace.Start => $"starts_with({text}, {value})",
        TextPlace.End => $"right({text}, length({value})) = {value}",
        _ => $"strpos({text}, {value}) > 0",
    };

    protected override string Known(FilterProperty property, bool isKnown) =>
        $"coalesce({JsonType(property)}, 'null') {(isKnown ? "<>" : "=")} 'null'";

    protected override string Elements(ElementCondition condition)
    {
        string symbols = $"ARRAY[{BindAll(condition.Symbols)}]::text[]";
        return condition.Relation switch
        {
            ElementRelation.Any => $"m.elements && {symbols}",
            ElementRelation.All => $"m.elements @> {symbols}",
            ElementRelation.Only => $"m.elements <@ {symbols}",
            _ => $"(m.elements @> {symbols} AND m.elements <@ {symbols})",
        };
    }

    private string JsonType(FilterProperty property) =>
        $"jsonb_typeof(m.properties -> {Bind(property.Name)})";
}
