using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Fingerprints;

/// <summary>
/// The settings <c>element</c>, <c>site</c> and <c>l</c>, which choose one projection, and
/// <c>resolve=l</c>, which takes s, p, d and f one after the other.
/// </summary>
internal static class ChannelSettings
{
    public static ImmutableArray<SpectrumChannel> Read(FingerprintSettings settings)
    {
        Element? element = null;
        if (settings.Text("element") is string symbol)
        {
            element = Element.TryParse(symbol, out Element found)
                ? found
                : throw settings.Error("element", "the symbol of an element, as Ti");
            settings.Canonical["element"] = symbol;
        }

        int? site = settings.IsGiven("site") ? settings.Count("site", 1, smallest: 1) - 1 : null;
        int? l = settings.Choice("l", null, "s", "p", "d", "f") is string letter
            ? SpectrumChannel.Letters.IndexOf(letter, StringComparison.Ordinal)
            : null;
        bool resolves = settings.Choice("resolve", null, "l") is not null;
        if (resolves && l is not null)
        {
            throw settings.Error("l", "no choice of l beside resolve=l, which takes them all");
        }

        return resolves
            ? [.. Enumerable.Range(0, 4).Select(i => new SpectrumChannel(element, site, i))]
            : [new SpectrumChannel(element, site, l)];
    }
}
