namespace Similarity.Catalog.Filters;

/// <summary>A single condition: a property, how it is compared, and with what.</summary>
public sealed partial class FilterParser
{
    private const string Operators =
        "an operator: = != < <= > >=, in, between, contains, starts with, ends with, is known";

    private Filter Condition()
    {
        CountTerm();
        FilterToken first = Current;
        if (first.Kind is FilterTokenKind.Number or FilterTokenKind.Text || IsTruth(first))
        {
            return ConstantFirst();
        }

        if (first.Kind != FilterTokenKind.Word || FilterLexer.IsReserved(first.Value))
        {
            throw Expected("a condition");
        }

        FilterProperty property = Property();
        FilterToken next = Current;
        if (next.Kind == FilterTokenKind.Comparison)
        {
            position++;
            return Comparison(property, next.Comparison, next, Value(property));
        }

        if (Take("is"))
        {
            return Known(property);
        }

        if (Take("in"))
        {
            return Membership(property, next);
        }

        if (Take("between"))
        {
            return Between(property, next);
        }

        if (Current.IsWord("not") && tokens[position + 1] is var denied
            && (denied.IsWord("in") || denied.IsWord("between")))
        {
            position += 2;
            return new Negation(denied.IsWord("in")
                ? Membership(property, denied)
                : Between(property, denied));
        }

        if (Take("contains"))
        {
            return Search(property, TextPlace.Anywhere, next);
        }

        if (Take("starts"))
        {
            Take("with");
            return Search(property, TextPlace.Start, next);
        }

        if (Take("ends"))
        {
            Take("with");
            return Search(property, TextPlace.End, next);
        }

        if (Take("has"))
        {
            return property.Type == FilterPropertyType.Elements
                ? Has()
                : throw Error(next.Start, $"has is for lists; '{property}' is none");
        }

        if (Take("length"))
        {
            return property.Type == FilterPropertyType.Elements
                ? Length()
                : throw Error(next.Start, $"length is for lists; '{property}' is none");
        }

        return Alone(property);
    }

    /// <summary>A property of the user alone is compared with true, another with unknown.</summary>
    private Filter Alone(FilterProperty property)
    {
        bool isLast = Current.Kind == FilterTokenKind.End || Current.Is(")")
            || Current.IsWord("and") || Current.IsWord("or");
        if (isLast)
        {
            return property.Type == FilterPropertyType.Any
                ? new TruthComparison(property, true)
                : new KnownCondition(property, true);
        }

        throw Current switch
        {
            { Value: "." } => Error(Current.Start, "names of properties have no parts"),
            { Value: ":" } => Error(Current.Start, "lists cannot be asked for pairs of values"),
            _ => Expected(property.Type == FilterPropertyType.Elements
                ? "has, has all, has any, has only, has exactly, length, is known or is unknown"
                : Operators),
        };
    }

    private FilterProperty Property()
    {
        FilterToken name = Current;
        if (name.Kind != FilterTokenKind.Word || FilterLexer.IsReserved(name.Value))
        {
            throw Expected("the name of a property");
        }

        if (name.Value.Length > FilterProperty.LongestName)
        {
            throw Error(
                name.Start, $"a name has at most {FilterProperty.LongestName} characters");
        }

        position++;
        var property = FilterProperty.Of(name.Value);
        properties.Add(property);
        if (property.Type == FilterPropertyType.Any
            && knownProperties is not null && !knownProperties.Contains(name.Value))
        {
            string? near = Spelling.Nearest(
                name.Value,
                [.. FilterProperty.BuiltIn.Select(known => known.Name),
                    .. FilterProperty.Aliases.Keys, .. knownProperties]);
            Warn(name, $"no material has a property '{name.Value}'"
                + (near is null ? "" : $"; did you mean '{near}'?"));
        }

        return property;
    }

    private Filter ConstantFirst()
    {
        FilterToken constant = Current;
        position++;
        FilterToken comparison = Current;
        if (comparison.Kind != FilterTokenKind.Comparison)
        {
            throw Expected("one of = != < <= > >= after a value");
        }

        position++;
        FilterProperty property = Property();
        return Comparison(
            property,
            comparison.Comparison.Mirrored(),
            comparison,
            Checked(property, comparison, constant));
    }

    private Filter Comparison(
        FilterProperty property,
        ComparisonOperator comparison,
        FilterToken at,
        FilterToken value) => value.Kind switch
        {
            FilterTokenKind.Number => new NumberComparison(property, comparison, value.Number),
            FilterTokenKind.Text => new TextComparison(property, comparison, value.Value),
            _ => new TruthComparison(property, comparison switch
            {
                ComparisonOperator.Equal => value.IsWord("true"),
                ComparisonOperator.NotEqual => !value.IsWord("true"),
                _ => throw Error(at.Start, "true and false are compared by = and != only"),
            }),
        };

    private KnownCondition Known(FilterProperty property)
    {
        bool isKnown = Take("known");
        return isKnown || Take("unknown")
            ? new KnownCondition(property, isKnown)
            : throw Expected("known or unknown");
    }

    private TextSearch Search(FilterProperty property, TextPlace place, FilterToken at)
    {
        if (property.Type is FilterPropertyType.Number or FilterPropertyType.Elements)
        {
            throw Error(at.Start, Refusal(property, $"'{at.Value}'"));
        }

        FilterToken value = Value(property);
        return value.Kind == FilterTokenKind.Text
            ? new TextSearch(property, place, value.Value)
            : throw Error(value.Start, "expected a text; texts stand in quotes");
    }

    private Filter Membership(FilterProperty property, FilterToken at)
    {
        if (Current.Kind == FilterTokenKind.Number)
        {
            return Range(property, at, isBetween: false);
        }

        RefuseElements(property, at);
        if (!Current.Is("("))
        {
            throw Expected("'(' or a range such as 1..3");
        }

        position++;
        FilterToken first = SetValue(property);
        List<FilterToken> values = [first];
        while (Current.Is(","))
        {
            position++;
            FilterToken value = SetValue(property);
            values.Add(value.Kind == first.Kind
                ? value
                : throw Error(value.Start, "numbers and texts cannot be in one set"));
        }

        TakeMark(")");
        return first.Kind == FilterTokenKind.Number
            ? new NumberSet(property, values.Select(value => value.Number))
            : new TextSet(property, values.Select(value => value.Value));
    }

    private FilterToken SetValue(FilterProperty property)
    {
        CountTerm();
        FilterToken value = Value(property);
        return IsTruth(value)
            ? throw Error(value.Start, "sets hold numbers or texts")
            : value;
    }

    private NumberRange Between(FilterProperty property, FilterToken at) =>
        Range(property, at, isBetween: true);

    private NumberRange Range(FilterProperty property, FilterToken at, bool isBetween)
    {
        if (property.Type is FilterPropertyType.Text or FilterPropertyType.Elements)
        {
            throw Error(at.Start, Refusal(property, "a range of numbers"));
        }

        FilterToken low = RangeEnd();
        if (isBetween ? !Take("and") : !Current.Is(".."))
        {
            throw Expected(isBetween ? "and" : "'..'");
        }

        position += isBetween ? 0 : 1;
        FilterToken high = RangeEnd();
        return low.Number <= high.Number
            ? new NumberRange(property, low.Number, high.Number)
            : throw Error(high.Start, "the range ends before it begins");
    }

    private FilterToken RangeEnd()
    {
        FilterToken number = Current;
        position++;
        return number.Kind == FilterTokenKind.Number
            ? number
            : throw Error(number.Start, $"expected a number, {number.Description}");
    }
}
