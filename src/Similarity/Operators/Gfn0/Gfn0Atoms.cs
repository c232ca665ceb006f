using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Operators.Gfn0;

/// <summary>What GFN0 says of the atoms of a crystal before any of them overlap.</summary>
/// <param name="Charges">q in units of e, positive where electrons are missing.</param>
/// <param name="Levels">h of each site's shells, in hartree.</param>
internal sealed record Gfn0Atoms(
    ImmutableArray<Gfn0Element> Elements,
    ImmutableArray<double> CoordinationNumbers,
    ImmutableArray<double> Charges,
    ImmutableArray<ImmutableArray<double>> Levels)
{
    /// <param name="elements">From <see cref="ElementsOf"/>.</param>
    public static Gfn0Atoms Of(
        Crystal crystal, ImmutableArray<Gfn0Element> elements, double totalCharge, int threads)
    {
        ImmutableArray<double> numbers =
            Gfn0.CoordinationNumbers.Of(crystal, elements.AsSpan(), threads);
        ImmutableArray<double> charges = ChargeEquilibration.Charges(
            crystal, elements.AsSpan(), numbers.AsSpan(), totalCharge, threads);
        return new Gfn0Atoms(
            elements,
            numbers,
            charges,
            [.. elements.Select((element, site) =>
                Gfn0Levels.Of(element, numbers[site], charges[site]))]);
    }

    /// <exception cref="UnsuitableCrystalException">An element beyond the table.</exception>
    public static ImmutableArray<Gfn0Element> ElementsOf(Crystal crystal)
    {
        var elements = ImmutableArray.CreateBuilder<Gfn0Element>(crystal.Count);
        for (int i = 0; i < crystal.Count; i++)
        {
            Element element = crystal.Sites[i].Element;
            elements.Add(Gfn0Parameters.Published.Find(element)
                ?? throw new UnsuitableCrystalException(
                    crystal, i, $"GFN0 has no parameters for {element.Name}, only for H to Rn"));
        }

        return elements.MoveToImmutable();
    }
}
