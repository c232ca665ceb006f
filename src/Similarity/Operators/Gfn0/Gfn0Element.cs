using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Operators.Gfn0;

/// <summary>The parameters of one element in GFN0-xTB.</summary>
/// <param name="Shells">In the order of the basis functions.</param>
/// <param name="Electronegativity">EN of the method, not always Pauling's.</param>
/// <param name="QuadraticChargeShift">k_q² of the level shift − k_q² q², in hartree.</param>
/// <param name="Radius">R of the distance factor, in bohr.</param>
/// <param name="CoordinationRadius">4/3 of the covalent radius, in bohr.</param>
/// <param name="ValenceElectrons">Electrons that the basis holds in the neutral atom.</param>
internal sealed record Gfn0Element(
    Element Element,
    ImmutableArray<Gfn0Shell> Shells,
    double Electronegativity,
    double QuadraticChargeShift,
    double Radius,
    double CoordinationRadius,
    int ValenceElectrons,
    ChargeParameters Charge);
