using System.Globalization;
using Similarity.Crystals;

namespace Similarity.Fingerprints;

/// <summary>
/// Which part of a spectrum to take: that on the atoms of an element, on one site (from 0 inside,
/// from 1 in text), of one angular momentum. What is null is not asked about; all null is the whole
/// spectrum.
/// </summary>
internal sealed record SpectrumChannel(Element? Element, int? Site, int? AngularMomentum)
{
    public const string Letters = "spdf";

    /// <summary>How text says that states count by their velocity.</summary>
    public const string VelocityMark = "v2";

    public static SpectrumChannel Whole { get; } = new(null, null, null);

    /// <summary>
    /// Whether each state counts |∂ε/∂k|²/3 (atomic units) instead of 1: the transport
    /// distribution in place of the density of states.
    /// </summary>
    public bool IsVelocityWeighted { get; init; }

    public bool IsWhole => this == Whole;

    /// <summary>Whether states count by what of them is on some functions.</summary>
    public bool IsProjection =>
        Element is not null || Site is not null || AngularMomentum is not null;

    /// <summary>As "element=Ti l=d v2"; empty for the whole.</summary>
    public override string ToString()
    {
        List<string> parts = [];
        if (Element is Element element)
        {
            parts.Add($"element={element.Symbol}");
        }

        if (Site is int site)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"site={site + 1}"));
        }

        if (AngularMomentum is int l)
        {
            parts.Add($"l={Letters[l]}");
        }

        if (IsVelocityWeighted)
        {
            parts.Add(VelocityMark);
        }

        return string.Join(' ', parts);
    }

    /// <summary>Whether functions on a site of a crystal belong to this part.</summary>
    public bool Holds(Crystal? crystal, int site, int angularMomentum) =>
        (Element is null || (crystal is not null && crystal.Sites[site].Element == Element))
        && (Site is null || Site == site)
        && (AngularMomentum is null || AngularMomentum == angularMomentum);

    /// <summary>Refuses an element or a site that the crystal does not have.</summary>
    public void RequireIn(Crystal? crystal)
    {
        if (Element is Element element && crystal is null)
        {
            throw new UnsuitableSpectrumException(
                $"element={element.Symbol} needs a structure, which the file does not hold");
        }

        if (Element is Element wanted
            && !crystal!.Sites.ToArray().Any(site => site.Element == wanted))
        {
            throw new UnsuitableSpectrumException(
                $"element={wanted.Symbol}: {crystal.Formula} has no such atom");
        }

        if (Site is int site && crystal is not null && site >= crystal.Count)
        {
            throw new UnsuitableSpectrumException(string.Create(
                CultureInfo.InvariantCulture,
                $"site={site + 1}: {crystal.Formula} has sites 1 to {crystal.Count}"));
        }
    }
}
