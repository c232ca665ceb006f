namespace Similarity.Catalog.Filters;

/// <summary>A condition on materials. A closed family.</summary>
public abstract record Filter
{
    private protected Filter()
    {
    }

    /// <summary>Whether a material meets the condition.</summary>
    public abstract bool Matches(Material material);
}
