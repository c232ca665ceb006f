using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Screening;

/// <summary>
/// Volume per atom, atoms and electrons of the primitive cell, whether the electrons are odd (then
/// a crystal without magnetism is a metal), and the space group. Of what is no ordered crystal in
/// three directions the cell is taken as it is given, and the space group as 0.
/// </summary>
public sealed record StructureBlock : CrystalBlock
{
    public override string Name => "structure";

    public override ImmutableArray<FeatureColumn> Columns { get; } =
    [
        .. new[] { "volume per atom", "atoms in the cell", "electrons", "odd electrons",
            "space group" }.Select(name => new FeatureColumn(name, name)),
    ];

    public override void Fill(Crystal crystal, Span<float> features)
    {
        CrystalSymmetry? symmetry =
            crystal.Periodicity == Periodicity.Full && crystal.IsOrdered
                ? CrystalSymmetry.Find(crystal, out _)
                : null;
        double atoms = 0, charge = 0;
        foreach (Site site in crystal.Sites)
        {
            atoms += site.Occupancy;
            charge += site.Occupancy * site.Element.AtomicNumber;
        }

        double volume = crystal.Periodicity == Periodicity.Full
            ? crystal.Lattice.Volume * Math.Pow(PhysicalConstants.BohrInAngstrom, 3)
            : 0;
        int cells = symmetry?.PureTranslationCount ?? 1;
        double electrons = charge / cells;
        features[0] = (float)(volume / atoms);
        features[1] = (float)(atoms / cells);
        features[2] = (float)electrons;
        features[3] = Math.Round(electrons) % 2 == 1 ? 1 : 0;
        features[4] = symmetry?.SpaceGroupNumber ?? 0;
    }
}
