using Similarity.Crystals;
using Similarity.Operators;
using Similarity.Operators.Atoms;
using Similarity.Operators.Grids;
using Similarity.Operators.Integrals;
using Similarity.Operators.KohnSham;
using Similarity.Operators.KohnSham.Atoms;
using Similarity.Operators.KohnSham.Functionals;

namespace Similarity.Tests.Operators.Grids;

/// <summary>Atoms, functions and potential of a crystal, to be integrated on any grid.</summary>
internal sealed class KohnShamCase
{
    private readonly KohnShamField field;
    private readonly AtomBasis[] bases;
    private readonly AtomTable[] tables;
    private readonly LatticePairs pairs;

    public KohnShamCase(Crystal crystal)
    {
        var lda = ExchangeCorrelation.Lda;
        field = KohnShamField.Of(crystal, lda, AtomicRelativity.Scalar);
        Element[] elements = [.. crystal.Sites.ToArray().Select(site => site.Element)];
        var basisOf = elements.Distinct().ToDictionary(element => element, element =>
        {
            var potential =
                new KohnShamPotential(SphericalAtom.Of(element, lda, AtomicRelativity.Scalar));
            return new AtomBasis(
                potential,
                AtomicOrbitals.Of(potential, OrbitalCounts.Minimal(element), true),
                true);
        });
        var tableOf = basisOf.ToDictionary(
            pair => pair.Key,
            pair => new AtomTable(pair.Value, field, GridQuality.Normal.Tail));
        bases = Array.ConvertAll(elements, element => basisOf[element]);
        tables = Array.ConvertAll(elements, element => tableOf[element]);
        pairs = LatticePairs.Within(
            new GaussianBasis(crystal, Array.ConvertAll(bases, atom =>
                (IReadOnlyList<GaussianShell>)
                    [.. atom.Orbitals.Select(orbital => orbital.ToShell())])),
            Array.ConvertAll(
                tables, table => table.Orbitals.Max(orbital => orbital.End.Radius)),
            1);
        Scales = new double[pairs.ValueCount];
        foreach (LatticePair pair in pairs.Pairs)
        {
            double[] rows = Depths(bases[pair.First]), columns = Depths(bases[pair.Second]);
            for (int i = 0; i < rows.Length * columns.Length; i++)
            {
                Scales[pair.Offset + i] =
                    Math.Max(1, rows[i / columns.Length] * columns[i % columns.Length]);
            }
        }
    }

    /// <summary>√(ε_i ε_j) of each element of H, at least 1: rounding is relative.</summary>
    public double[] Scales { get; }

    public (double[] Overlap, double[] Hamiltonian) Integrate(
        CrystalGrid grid, GridSymmetry symmetry) =>
        GridIntegrals.Of(pairs, bases, tables, field, grid, symmetry, 2);

    private static double[] Depths(AtomBasis basis) =>
    [
        .. basis.Orbitals.SelectMany(orbital => Enumerable.Repeat(
            Math.Sqrt(Math.Abs(orbital.Energy)), 2 * orbital.AngularMomentum + 1)),
    ];
}
