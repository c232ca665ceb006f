using System.Text;

namespace Similarity.Catalog.Filters;

/// <summary>A property against a number.</summary>
public sealed record NumberComparison(
    FilterProperty Property, ComparisonOperator Operator, double Value) : Filter
{
    public FilterProperty Property { get; } = Property.With(FilterPropertyType.Number);

    /// <summary>Finite.</summary>
    public double Value { get; } = FilterText.Checked(Value);

    internal override bool? Truth(Material material) =>
        Property.Number(material) is double number
            ? Operator.Holds(number.CompareTo(Value))
            : null;

    internal override void Write(StringBuilder text) =>
        text.Append(Property).Append(' ').Append(Operator.Symbol()).Append(' ').AppendNumber(Value);
}

/// <summary>A property against a text, by the bytes of UTF-8.</summary>
public sealed record TextComparison(
    FilterProperty Property, ComparisonOperator Operator, string Value) : Filter
{
    public FilterProperty Property { get; } = Property.With(FilterPropertyType.Text);

    /// <summary>Of a formula and for equality, in the form of catalogs.</summary>
    public string Value { get; } = FilterText.Checked(
        Property == FilterProperty.Formula
        && Operator is ComparisonOperator.Equal or ComparisonOperator.NotEqual
            ? FormulaText.Canonical(Value)
            : Value);

    internal override bool? Truth(Material material) =>
        Property.Text(material) is string text
            ? Operator.Holds(FilterText.Compare(text, Value))
            : null;

    internal override void Write(StringBuilder text) =>
        text.Append(Property).Append(' ').Append(Operator.Symbol()).Append(' ').AppendQuoted(Value);
}

/// <summary>A property of the user that is true, or one that is false.</summary>
public sealed record TruthComparison(FilterProperty Property, bool Value) : Filter
{
    public FilterProperty Property { get; } = Property.Type == FilterPropertyType.Any
        ? Property
        : throw new ArgumentException($"'{Property}' is neither true nor false");

    internal override bool? Truth(Material material) =>
        Property.Truth(material) is bool value ? value == Value : null;

    internal override void Write(StringBuilder text) =>
        text.Append(Property).Append(Value ? " = true" : " = false");
}

/// <summary>A number from one to another, both included.</summary>
public sealed record NumberRange(FilterProperty Property, double Low, double High) : Filter
{
    public FilterProperty Property { get; } = Property.With(FilterPropertyType.Number);

    /// <summary>Finite.</summary>
    public double Low { get; } = FilterText.Checked(Low);

    /// <summary>Finite and not below <see cref="Low"/>.</summary>
    public double High { get; } = High >= Low
        ? FilterText.Checked(High)
        : throw new ArgumentOutOfRangeException(
            nameof(High), High, "a range does not end before it begins");

    internal override bool? Truth(Material material) =>
        Property.Number(material) is double number ? number >= Low && number <= High : null;

    internal override void Write(StringBuilder text) =>
        text.Append(Property).Append(" between ").AppendNumber(Low)
            .Append(" and ").AppendNumber(High);
}

/// <summary>Where a text is to be found in another.</summary>
public enum TextPlace
{
    Anywhere,
    Start,
    End,
}

/// <summary>A text within a property, capitals as they are.</summary>
public sealed record TextSearch(FilterProperty Property, TextPlace Place, string Value) : Filter
{
    public FilterProperty Property { get; } = Property.With(FilterPropertyType.Text);

    public string Value { get; } = FilterText.Checked(Value);

    internal override bool? Truth(Material material) => Property.Text(material) is not string text
        ? null
        : Place switch
        {
            TextPlace.Start => text.StartsWith(Value, StringComparison.Ordinal),
            TextPlace.End => text.EndsWith(Value, StringComparison.Ordinal),
            _ => text.Contains(Value, StringComparison.Ordinal),
        };

    internal override void Write(StringBuilder text)
    {
        string place = Place switch
        {
            TextPlace.Start => " starts with ",
            TextPlace.End => " ends with ",
            _ => " contains ",
        };
        text.Append(Property).Append(place).AppendQuoted(Value);
    }
}

/// <summary>Whether a property is known of a material, which is never unknown.</summary>
public sealed record KnownCondition(FilterProperty Property, bool IsKnown) : Filter
{
    internal override bool? Truth(Material material) => Property.IsKnown(material) == IsKnown;

    internal override void Write(StringBuilder text) =>
        text.Append(Property).Append(IsKnown ? " is known" : " is unknown");
}
