using System.Collections.Immutable;

namespace Similarity.Operators.Gfn0;

/// <summary>
/// h = h⁰ − k_CN CN − k_q q − k_q² q², the diagonal of the Hamiltonian, of one atom's shells.
/// </summary>
internal static class Gfn0Levels
{
    public static ImmutableArray<double> Of(
        Gfn0Element element, double coordinationNumber, double charge) =>
    [
        .. element.Shells.Select(shell => shell.Level
            - shell.CoordinationShift * coordinationNumber
            - shell.ChargeShift * charge
            - element.QuadraticChargeShift * charge * charge),
    ];
}
