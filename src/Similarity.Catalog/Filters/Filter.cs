using System.Text;

namespace Similarity.Catalog.Filters;

/// <summary>
/// A condition on materials. A closed family: each is true, false or unknown of a material, and
/// unknown where it compares a property that the material does not have, or has as another type.
/// AND, OR and NOT reckon with the three values as SQL does (Kleene's logic). The text of a filter
/// is its canonical form, which reads back as an equal filter.
/// </summary>
public abstract record Filter
{
    private protected Filter()
    {
    }

    /// <summary>
    /// Whether the condition is true of a material; neither false nor unknown is a match.
    /// </summary>
    public bool Matches(Material material) => Truth(material) == true;

    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    /// <summary>Null where it is unknown.</summary>
    internal abstract bool? Truth(Material material);

    internal abstract void Write(StringBuilder text);
}
