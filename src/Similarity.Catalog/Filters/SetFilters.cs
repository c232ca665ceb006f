using System.Collections.Immutable;
using System.Text;

namespace Similarity.Catalog.Filters;

/// <summary>A property that is one of several numbers.</summary>
public sealed record NumberSet : Filter
{
    /// <param name="values">One or more.</param>
    public NumberSet(FilterProperty property, IEnumerable<double> values)
    {
        Property = property.With(FilterPropertyType.Number);
        Values = [.. values.Select(FilterText.Checked)];
        ArgumentOutOfRangeException.ThrowIfZero(Values.Length, nameof(values));
    }

    public FilterProperty Property { get; }

    public ImmutableArray<double> Values { get; }

    public bool Equals(NumberSet? other) => other is not null
        && Property == other.Property && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Property, Hashes.Of(Values));

    internal override bool? Truth(Material material) =>
        Property.Number(material) is double number ? Values.Contains(number) : null;

    internal override void Write(StringBuilder text)
    {
        text.Append(Property).Append(" in (");
        for (int i = 0; i < Values.Length; i++)
        {
            text.Append(i > 0 ? ", " : "").AppendNumber(Values[i]);
        }

        text.Append(')');
    }
}

/// <summary>A property that is one of several texts.</summary>
public sealed record TextSet : Filter
{
    /// <param name="values">One or more; formulas are put into the form of catalogs.</param>
    public TextSet(FilterProperty property, IEnumerable<string> values)
    {
        Property = property.With(FilterPropertyType.Text);
        bool areFormulas = property == FilterProperty.Formula;
        Values = [.. values.Select(value =>
            FilterText.Checked(areFormulas ? FormulaText.Canonical(value) : value))];
        ArgumentOutOfRangeException.ThrowIfZero(Values.Length, nameof(values));
    }

    public FilterProperty Property { get; }

    public ImmutableArray<string> Values { get; }

    public bool Equals(TextSet? other) => other is not null
        && Property == other.Property && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Property, Hashes.Of(Values));

    internal override bool? Truth(Material material) =>
        Property.Text(material) is string text ? Values.Contains(text) : null;

    internal override void Write(StringBuilder text)
    {
        text.Append(Property).Append(" in (");
        for (int i = 0; i < Values.Length; i++)
        {
            text.Append(i > 0 ? ", " : "").AppendQuoted(Values[i]);
        }

        text.Append(')');
    }
}

/// <summary>How the elements of a material are related to a set of others.</summary>
public enum ElementRelation
{
    /// <summary>All of the set are in the material.</summary>
    All,

    /// <summary>At least one of the set is in the material.</summary>
    Any,

    /// <summary>None but those of the set is in the material; not all need be.</summary>
    Only,

    /// <summary>All of the set and none but them are in the material.</summary>
    Exactly,
}

/// <summary>The elements of a material against a set of them.</summary>
public sealed record ElementCondition : Filter
{
    /// <param name="symbols">One or more.</param>
    public ElementCondition(ElementRelation relation, IEnumerable<string> symbols)
    {
        Relation = relation;
        Symbols = [.. symbols.Select(FilterText.Checked).Distinct().Order(StringComparer.Ordinal)];
        ArgumentOutOfRangeException.ThrowIfZero(Symbols.Length, nameof(symbols));
    }

    public ElementRelation Relation { get; }

    /// <summary>Each once, sorted.</summary>
    public ImmutableArray<string> Symbols { get; }

    public bool Equals(ElementCondition? other) => other is not null
        && Relation == other.Relation && Symbols.SequenceEqual(other.Symbols);

    public override int GetHashCode() => HashCode.Combine(Relation, Hashes.Of(Symbols));

    internal override bool? Truth(Material material)
    {
        if (material.Elements.IsDefaultOrEmpty)
        {
            return null;
        }

        int shared = Symbols.Count(symbol => material.Elements.Contains(symbol));
        return Relation switch
        {
            ElementRelation.All => shared == Symbols.Length,
            ElementRelation.Any => shared > 0,
            ElementRelation.Only => shared == material.Elements.Length,
            _ => shared == Symbols.Length && shared == material.Elements.Length,
        };
    }

    internal override void Write(StringBuilder text)
    {
        text.Append("elements has ");
        if (Relation == ElementRelation.All && Symbols.Length == 1)
        {
            text.AppendQuoted(Symbols[0]);
            return;
        }

        text.Append(Relation switch
        {
            ElementRelation.All => "all (",
            ElementRelation.Any => "any (",
            ElementRelation.Only => "only (",
            _ => "exactly (",
        });
        for (int i = 0; i < Symbols.Length; i++)
        {
            text.Append(i > 0 ? ", " : "").AppendQuoted(Symbols[i]);
        }

        text.Append(')');
    }
}
