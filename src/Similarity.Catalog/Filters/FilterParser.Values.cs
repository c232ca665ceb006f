using Similarity.Crystals;

namespace Similarity.Catalog.Filters;

/// <summary>Values, and whether they are of the type of what they are compared with.</summary>
public sealed partial class FilterParser
{
    private static bool IsTruth(FilterToken token) => token.IsWord("true") || token.IsWord("false");

    /// <summary>
    /// A word without quotes is a text if it begins with a capital: such words are no names of
    /// OPTIMADE, so that nothing it takes for a property is a text here.
    /// </summary>
    private static bool IsBareText(FilterToken token) => token.Kind == FilterTokenKind.Word
        && char.IsAsciiLetterUpper(token.Value[0]) && !FilterLexer.IsReserved(token.Value);

    private static string Refusal(FilterProperty property, string what) => property.Type switch
    {
        FilterPropertyType.Elements =>
            $"'{property}' is a list, which {what} cannot be asked of; "
            + "use has, has all, has any, has only, has exactly or length",
        FilterPropertyType.Number => $"'{property}' is a number, which {what} cannot be asked of",
        _ => $"'{property}' is a text, which {what} cannot be asked of",
    };

    /// <summary>The value that follows, as a token of kind number or text, or a truth.</summary>
    private FilterToken Value(FilterProperty property)
    {
        FilterToken before = tokens[position - 1];
        FilterToken value = Current;
        if (IsBareText(value))
        {
            value = value with { Kind = FilterTokenKind.Text };
        }
        else if (value.Kind == FilterTokenKind.Word && !FilterLexer.IsReserved(value.Value))
        {
            throw Error(value.Start, "expected a value: properties are not compared with each "
                + "other, and texts in small letters stand in quotes");
        }
        else if (value.Kind is not (FilterTokenKind.Number or FilterTokenKind.Text)
            && !IsTruth(value))
        {
            throw Expected("a value");
        }

        position++;
        return Checked(property, before, value);
    }

    private FilterToken Checked(FilterProperty property, FilterToken at, FilterToken value)
    {
        RefuseElements(property, at);
        return property.Type switch
        {
            FilterPropertyType.Number when value.Kind != FilterTokenKind.Number =>
                throw Error(value.Start, $"'{property}' is a number, so that one is expected here"),
            FilterPropertyType.Text when value.Kind != FilterTokenKind.Text =>
                throw Error(
                    value.Start,
                    $"'{property}' is a text, so that one in quotes is expected here"),
            _ => value,
        };
    }

    private void RefuseElements(FilterProperty property, FilterToken at)
    {
        if (property.Type == FilterPropertyType.Elements)
        {
            throw Error(at.Start, Refusal(property, $"'{at.Value}'"));
        }
    }

    private ElementCondition Has()
    {
        ElementRelation? relation =
            Take("all") ? ElementRelation.All
            : Take("any") ? ElementRelation.Any
            : Take("only") ? ElementRelation.Only
            : Take("exactly") ? ElementRelation.Exactly
            : null;
        if (relation is null)
        {
            return Current.Is("(")
                ? throw Expected("one element, or all, any, only or exactly before several")
                : new ElementCondition(ElementRelation.All, [Symbol()]);
        }

        bool isBraced = Current.Is("(");
        position += isBraced ? 1 : 0;
        List<string> symbols = [Symbol()];
        while (Current.Is(","))
        {
            position++;
            symbols.Add(Symbol());
        }

        if (isBraced)
        {
            TakeMark(")");
        }

        return new ElementCondition(relation.Value, symbols);
    }

    private string Symbol()
    {
        CountTerm();
        FilterToken symbol = Current;
        if (symbol.Kind != FilterTokenKind.Text
            && (symbol.Kind != FilterTokenKind.Word || FilterLexer.IsReserved(symbol.Value)))
        {
            throw Expected("the symbol of an element");
        }

        if (!Element.TryParse(symbol.Value, out _))
        {
            string? near = Spelling.Capitalised(symbol.Value);
            string problem = $"'{FilterToken.Shown(symbol.Value)}' is no element"
                + (near is null ? "" : $"; did you mean {near}?");
            if (symbol.Kind == FilterTokenKind.Word)
            {
                throw Error(symbol.Start, problem);
            }

            Warn(symbol, problem);
        }

        position++;
        return symbol.Value;
    }

    /// <summary>That of the list of elements is their number.</summary>
    private NumberComparison Length()
    {
        ComparisonOperator comparison = ComparisonOperator.Equal;
        if (Current.Kind == FilterTokenKind.Comparison)
        {
            comparison = Current.Comparison;
            position++;
        }

        FilterToken value = Value(FilterProperty.ElementCount);
        return new NumberComparison(FilterProperty.ElementCount, comparison, value.Number);
    }

    private void Warn(FilterToken token, string message) =>
        warnings.Add(new FilterWarning(token.Start + 1, message));
}
