using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Similarity.Crystals;

namespace Similarity.Screening;

/// <summary>
/// The oxidation states in which elements are usually met in solids, the commonest first
/// (Greenwood and Earnshaw, Chemistry of the Elements, 2nd edition, 1997); 0 where there are none.
/// </summary>
internal static class OxidationStates
{
    private const string Table =
        """
        H 1 -1; Li 1; Be 2; B 3; C -4 4 2; N -3 3 5; O -2; F -1
        Na 1; Mg 2; Al 3; Si -4 4; P -3 3 5; S -2 2 4 6; Cl -1 1 3 5 7
        K 1; Ca 2; Sc 3; Ti 4 3 2; V 5 4 3 2; Cr 3 6 2; Mn 2 3 4 7; Fe 2 3; Co 2 3; Ni 2; Cu 1 2
        Zn 2; Ga 3; Ge -4 2 4; As -3 3 5; Se -2 2 4 6; Br -1 1 3 5 7
        Rb 1; Sr 2; Y 3; Zr 4; Nb 5 4 3; Mo 6 5 4 3; Tc 4 7; Ru 3 4; Rh 3; Pd 2 4; Ag 1; Cd 2
        In 3 1; Sn -4 2 4; Sb -3 3 5; Te -2 2 4 6; I -1 1 3 5 7; Xe 0 2 4 6
        Cs 1; Ba 2; La 3; Ce 3 4; Pr 3; Nd 3; Pm 3; Sm 3 2; Eu 2 3; Gd 3; Tb 3 4; Dy 3; Ho 3; Er 3
        Tm 3; Yb 2 3; Lu 3; Hf 4; Ta 5 4; W 6 5 4; Re 7 6 4; Os 4; Ir 3 4; Pt 2 4; Au 1 3 -1; Hg 1 2
        Tl 1 3; Pb 2 4; Bi 3 5 -3; Po -2 2 4; Ac 3; Th 4; Pa 5; U 6 4 5; Np 5; Pu 4
        """;

    private static readonly FrozenDictionary<Element, ImmutableArray<int>> States = Table
        .Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(row => row.Split(' '))
        .ToFrozenDictionary(
            row => Element.TryParse(row[0], out Element element)
                ? element
                : throw new InvalidOperationException($"'{row[0]}' is no element"),
            row => row[1..]
                .Select(state => int.Parse(state, CultureInfo.InvariantCulture))
                .ToImmutableArray());

    public static ImmutableArray<int> Of(Element element) =>
        States.TryGetValue(element, out ImmutableArray<int> states) ? states : [0];
}
