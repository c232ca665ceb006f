using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Formats;

namespace Similarity.DensityModels.AtomCentred.Basis;

/// <summary>
/// The shells of each element. Shells of one element are ordered by angular momentum, and within
/// one as the source has them; coefficients of a density stand in this order, atom after atom.
/// </summary>
public sealed class AuxiliaryBasis
{
    private readonly ImmutableSortedDictionary<Element, ImmutableArray<AuxiliaryShell>> shells;

    public AuxiliaryBasis(
        string name, IEnumerable<KeyValuePair<Element, ImmutableArray<AuxiliaryShell>>> shells)
    {
        Name = name;
        this.shells = shells.ToImmutableSortedDictionary();
        foreach ((Element element, ImmutableArray<AuxiliaryShell> own) in this.shells)
        {
            for (int i = 1; i < own.Length; i++)
            {
                if (own[i].AngularMomentum < own[i - 1].AngularMomentum)
                {
                    throw new ArgumentException(
                        $"shell {i} of {element} is out of order: l = {own[i].AngularMomentum} "
                        + $"after {own[i - 1].AngularMomentum}",
                        nameof(shells));
                }
            }
        }
    }

    public string Name { get; }

    /// <summary>Elements that have shells, by atomic number.</summary>
    public IEnumerable<Element> Elements => shells.Keys;

    /// <summary>The highest l of all elements.</summary>
    public int HighestAngularMomentum =>
        shells.Values.SelectMany(own => own).Max(shell => shell.AngularMomentum);

    public bool Has(Element element) => shells.ContainsKey(element);

    /// <exception cref="ArgumentException">The basis has no such element.</exception>
    public ImmutableArray<AuxiliaryShell> Of(Element element) =>
        shells.TryGetValue(element, out ImmutableArray<AuxiliaryShell> own)
            ? own
            : throw new ArgumentException(
                $"{Name} has no {element}, only {string.Join(", ", shells.Keys)}",
                nameof(element));

    /// <summary>Number of shells of one l, the n of Σ_n c_nlm.</summary>
    public int Count(Element element, int l)
    {
        int count = 0;
        foreach (AuxiliaryShell shell in Of(element))
        {
            count += shell.AngularMomentum == l ? 1 : 0;
        }

        return count;
    }

    /// <summary>The highest l of an element.</summary>
    public int HighestOf(Element element) => Of(element)[^1].AngularMomentum;

    /// <summary>
    /// {"name": "cc-pVDZ-JKFIT", "elements": {"H": [[0, 9.53], [0, 1.92], …], …}}: per shell l and
    /// the exponent in 1/bohr².
    /// </summary>
    internal static AuxiliaryBasis Read(JsonField document)
    {
        var shells = new Dictionary<Element, ImmutableArray<AuxiliaryShell>>();
        foreach ((string symbol, JsonField list) in document["elements"].Members())
        {
            JsonField[] items = list.Items();
            if (items.Length == 0)
            {
                throw list.Place.Error("is empty; expected at least one shell [l, exponent]");
            }

            shells[list.Place.ElementOf(symbol)] = [.. items.Select(ReadShell)];
        }

        try
        {
            return new AuxiliaryBasis(document["name"].Text(), shells);
        }
        catch (ArgumentException e)
        {
            throw document["elements"].Place.Error(e.Message, e);
        }
    }

    private static AuxiliaryShell ReadShell(JsonField item)
    {
        double[] pair = item.Numbers();
        if (pair is not [var l, > 0 and var exponent]
            || l != Math.Floor(l)
            || l is < 0 or > AuxiliaryShell.HighestAngularMomentum)
        {
            throw item.Place.Error(
                "is not [l, exponent] with l a whole number from 0 to "
                + $"{AuxiliaryShell.HighestAngularMomentum} and a positive exponent");
        }

        return new AuxiliaryShell((int)l, exponent);
    }
}
