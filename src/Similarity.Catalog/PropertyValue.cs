using System.Globalization;

namespace Similarity.Catalog;

/// <summary>The value of a property: a number, a text or a truth. A closed family.</summary>
public abstract record PropertyValue
{
    private PropertyValue()
    {
    }

    /// <param name="Value">Finite.</param>
    public sealed record Number(double Value) : PropertyValue
    {
        public override string ToString() => Value.ToString("R", CultureInfo.InvariantCulture);
    }

    public sealed record Text(string Value) : PropertyValue
    {
        public override string ToString() => Value;
    }

    public sealed record Truth(bool Value) : PropertyValue
    {
        public override string ToString() => Value ? "true" : "false";
    }
}
