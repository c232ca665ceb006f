using System.Collections.Immutable;
using System.Text;

namespace Similarity.Catalog.Filters;

/// <summary>All of several conditions.</summary>
public sealed record Conjunction : Filter
{
    /// <param name="filters">Two or more; conjunctions among them are taken apart.</param>
    public Conjunction(IEnumerable<Filter> filters)
    {
        Filters = [.. filters.SelectMany(filter =>
            filter is Conjunction inner ? inner.Filters : [filter])];
        ArgumentOutOfRangeException.ThrowIfLessThan(Filters.Length, 2, nameof(filters));
    }

    public ImmutableArray<Filter> Filters { get; }

    public bool Equals(Conjunction? other) =>
        other is not null && Filters.SequenceEqual(other.Filters);

    public override int GetHashCode() => Hashes.Of(Filters);

    internal override bool? Truth(Material material)
    {
        bool? all = true;
        foreach (Filter filter in Filters)
        {
            all &= filter.Truth(material);
            if (all == false)
            {
                break;
            }
        }

        return all;
    }

    internal override void Write(StringBuilder text)
    {
        for (int i = 0; i < Filters.Length; i++)
        {
            text.Append(i > 0 ? " and " : "");
            bool isLooser = Filters[i] is Disjunction;
            text.Append(isLooser ? "(" : "");
            Filters[i].Write(text);
            text.Append(isLooser ? ")" : "");
        }
    }
}

/// <summary>At least one of several conditions.</summary>
public sealed record Disjunction : Filter
{
    /// <param name="filters">Two or more; disjunctions among them are taken apart.</param>
    public Disjunction(IEnumerable<Filter> filters)
    {
        Filters = [.. filters.SelectMany(filter =>
            filter is Disjunction inner ? inner.Filters : [filter])];
        ArgumentOutOfRangeException.ThrowIfLessThan(Filters.Length, 2, nameof(filters));
    }

    public ImmutableArray<Filter> Filters { get; }

    public bool Equals(Disjunction? other) =>
        other is not null && Filters.SequenceEqual(other.Filters);

    public override int GetHashCode() => Hashes.Of(Filters);

    internal override bool? Truth(Material material)
    {
        bool? any = false;
        foreach (Filter filter in Filters)
        {
            any |= filter.Truth(material);
            if (any == true)
            {
                break;
            }
        }

        return any;
    }

    internal override void Write(StringBuilder text)
    {
        for (int i = 0; i < Filters.Length; i++)
        {
            text.Append(i > 0 ? " or " : "");
            Filters[i].Write(text);
        }
    }
}

/// <summary>True where a condition is false; unknown where it is unknown.</summary>
public sealed record Negation(Filter Filter) : Filter
{
    internal override bool? Truth(Material material) => !Filter.Truth(material);

    internal override void Write(StringBuilder text)
    {
        bool isLooser = Filter is Conjunction or Disjunction;
        text.Append(isLooser ? "not (" : "not ");
        Filter.Write(text);
        text.Append(isLooser ? ")" : "");
    }
}
