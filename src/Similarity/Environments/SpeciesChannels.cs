using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Environments;

/// <summary>
/// Which density an atom belongs to: one for each of some elements, ascending in atomic number, or
/// one for all atoms (species erased).
/// </summary>
public sealed class SpeciesChannels
{
    private SpeciesChannels(IEnumerable<Element> elements)
    {
        Elements = [.. elements.Distinct().Order()];
    }

    /// <summary>One channel for all atoms: only geometry counts.</summary>
    public static SpeciesChannels Erased { get; } = new([]);

    /// <summary>The element of each channel; empty when species are erased.</summary>
    public ImmutableArray<Element> Elements { get; }

    public bool IsErased => Elements.IsEmpty;

    /// <summary>The number of channels.</summary>
    public int Count => IsErased ? 1 : Elements.Length;

    /// <summary>A channel for each element; at least one.</summary>
    public static SpeciesChannels Of(params IEnumerable<Element> elements)
    {
        var channels = new SpeciesChannels(elements);
        return !channels.IsErased && channels.Elements[0].AtomicNumber > 0
            ? channels
            : throw new ArgumentException("expected at least one element", nameof(elements));
    }

    /// <summary>A channel for each element of a crystal, and no more.</summary>
    public static SpeciesChannels In(Crystal crystal) =>
        Of(crystal.Sites.ToArray().Select(site => site.Element));

    /// <summary>The channel of an element, −1 if it has none.</summary>
    public int ChannelOf(Element element) => IsErased ? 0 : Elements.IndexOf(element);

    public override string ToString() => IsErased ? "erased" : string.Join(",", Elements);

    /// <summary>channels[Z]: the channel of the atomic number Z.</summary>
    internal sbyte[] ByAtomicNumber(AtomicEnvironments environments)
    {
        sbyte[] channels = new sbyte[256];
        foreach (Element element in environments.Elements)
        {
            int channel = ChannelOf(element);
            channels[element.AtomicNumber] = channel >= 0
                ? (sbyte)channel
                : throw new ArgumentException(
                    $"the crystal has {element}, for which there is no channel beside {this}",
                    nameof(environments));
        }

        return channels;
    }
}
