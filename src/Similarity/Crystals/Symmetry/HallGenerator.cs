using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>One generator of a Hall symbol, e.g. "-2yc", "61", "2\"": order, axis, translation.</summary>
internal readonly record struct HallGenerator(int Order, int Axis, ExactOperation Operation)
{
    private static readonly Dictionary<char, IntegerVector3D> Translations = new()
    {
        ['a'] = new(6, 0, 0),
        ['b'] = new(0, 6, 0),
        ['c'] = new(0, 0, 6),
        ['n'] = new(6, 6, 6),
        ['u'] = new(3, 0, 0),
        ['v'] = new(0, 3, 0),
        ['w'] = new(0, 0, 3),
        ['d'] = new(3, 3, 3),
    };

    /// <summary>Position 0 is the first generator; the defaults of an axis depend on the one before.</summary>
    public static HallGenerator? TryParse(string word, int position, int previousOrder, int previousAxis)
    {
        int sign = word.StartsWith('-') ? -1 : 1;
        string rest = sign < 0 ? word[1..] : word;
        if (rest.Length == 0 || rest[0] is not ('1' or '2' or '3' or '4' or '6'))
        {
            return null;
        }

        int order = rest[0] - '0';
        int index = 1;
        char symbol = index < rest.Length && "xyz'\"*".Contains(rest[index], StringComparison.Ordinal)
            ? rest[index++]
            : DefaultAxis(order, position, previousOrder);
        int axis = "xyz".IndexOf(symbol, StringComparison.Ordinal);
        IntegerVector3D twelfths = default;
        for (; index < rest.Length; index++)
        {
            if (Translations.TryGetValue(rest[index], out IntegerVector3D part))
            {
                twelfths += part;
            }
            else if (rest[index] is >= '1' and <= '5' && axis >= 0)
            {
                // A screw 6₁ moves by one sixth along its axis.
                int along = (rest[index] - '0') * Centering.Denominator / order;
                twelfths += new IntegerVector3D(axis == 0 ? along : 0, axis == 1 ? along : 0, axis == 2 ? along : 0);
            }
            else
            {
                return null;
            }
        }

        IntegerMatrix3D? rotation = Rotation(order, symbol, axis, previousAxis);
        return rotation is null
            ? null
            : new(order, axis >= 0 ? axis : previousAxis, new ExactOperation(sign * rotation.Value, twelfths));
    }

    private static char DefaultAxis(int order, int position, int previousOrder) => (position, order) switch
    {
        (0, _) => 'z',
        (1, 2) => previousOrder is 2 or 4 ? 'x' : '\'',
        (_, 3) => '*',
        _ => 'z',
    };

    private static IntegerMatrix3D? Rotation(int order, char symbol, int axis, int previousAxis) => (order, symbol) switch
    {
        (1, _) => IntegerMatrix3D.Identity,
        (3, '*') => new(0, 0, 1, 1, 0, 0, 0, 1, 0),

        // Twofold axes along a − b and a + b, where c is the axis before.
        (2, '\'') => Cycle(new(0, -1, 0, -1, 0, 0, 0, 0, -1), previousAxis),
        (2, '"') => Cycle(new(0, 1, 0, 1, 0, 0, 0, 0, -1), previousAxis),
        (2, _) => Cycle(new(-1, 0, 0, 0, -1, 0, 0, 0, 1), axis),
        (3, _) => Cycle(new(0, -1, 0, 1, -1, 0, 0, 0, 1), axis),
        (4, _) => Cycle(new(0, -1, 0, 1, 0, 0, 0, 0, 1), axis),
        (6, _) => Cycle(new(1, -1, 0, 1, 0, 0, 0, 0, 1), axis),
        _ => null,
    };

    /// <summary>A rotation about z taken to x or y by renaming the axes in a circle.</summary>
    private static IntegerMatrix3D? Cycle(IntegerMatrix3D aboutZ, int axis)
    {
        if (axis < 0)
        {
            return null;
        }

        var turn = new IntegerMatrix3D(0, 0, 1, 1, 0, 0, 0, 1, 0);
        IntegerMatrix3D rotation = aboutZ;
        for (int i = 2; i != axis; i = (i + 1) % 3)
        {
            rotation = turn * rotation * turn.Inverse;
        }

        return rotation;
    }
}
