using System.Collections.Immutable;

namespace Similarity.Catalog.Filters;

/// <summary>What in a filter is probably not meant.</summary>
/// <param name="Column">As of a <see cref="FilterSyntaxException"/>.</param>
public sealed record FilterWarning(int Column, string Message)
{
    /// <summary>Of a filter of gaps, where no material has one.</summary>
    public const string NoGaps = "no material of this database has a gap: structures alone have "
        + "none; build --properties takes gaps from a table";
}

/// <summary>A filter, and what in its text is probably not meant.</summary>
/// <param name="Properties">Those that it asks about.</param>
public sealed record ParsedFilter(
    Filter Filter,
    ImmutableArray<FilterWarning> Warnings,
    ImmutableHashSet<FilterProperty> Properties);
