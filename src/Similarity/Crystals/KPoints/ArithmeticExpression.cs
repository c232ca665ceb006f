using System.Globalization;

namespace Similarity.Crystals;

/// <summary>Numbers, names, + − * / and parentheses, as tables of k-points are printed.</summary>
internal ref struct ArithmeticExpression
{
    private readonly ReadOnlySpan<char> text;
    private readonly IReadOnlyDictionary<string, double> names;
    private int position;

    private ArithmeticExpression(ReadOnlySpan<char> text, IReadOnlyDictionary<string, double> names)
    {
        this.text = text;
        this.names = names;
    }

    public static double Evaluate(string text, IReadOnlyDictionary<string, double> names)
    {
        var expression = new ArithmeticExpression(text, names);
        double value = expression.Sum();
        return expression.position == text.Length
            ? value
            : throw new FormatException($"'{text}' is no expression from character {expression.position} on");
    }

    private double Sum()
    {
        double value = Accept('-') ? -Product() : Product();
        while (true)
        {
            if (Accept('+'))
            {
                value += Product();
            }
            else if (Accept('-'))
            {
                value -= Product();
            }
            else
            {
                return value;
            }
        }
    }

    private double Product()
    {
        double value = Factor();
        while (true)
        {
            if (Accept('*'))
            {
                value *= Factor();
            }
            else if (Accept('/'))
            {
                value /= Factor();
            }
            else
            {
                return value;
            }
        }
    }

    private double Factor()
    {
        if (Accept('('))
        {
            double value = Sum();
            return Accept(')') ? value : throw new FormatException($"'{text}' lacks a closing parenthesis");
        }

        int start = position;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '.'))
        {
            position++;
        }

        string word = text[start..position].ToString();
        return names.TryGetValue(word, out double named)
            ? named
            : double.Parse(word, CultureInfo.InvariantCulture);
    }

    private bool Accept(char symbol)
    {
        bool isNext = position < text.Length && text[position] == symbol;
        position += isNext ? 1 : 0;
        return isNext;
    }
}
