using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.Cif;

/// <summary>Makes the crystal that a data block describes: cell × symmetry × atoms.</summary>
internal sealed class CifStructure
{
    /// <summary>Refinements let an occupancy exceed 1 by its uncertainty.</summary>
    private const double OccupancySlack = 0.1;

    private static readonly string[] FractionalTags =
        ["_atom_site_fract_x", "_atom_site_fract_y", "_atom_site_fract_z"];

    private static readonly string[] CartesianTags =
        ["_atom_site_cartn_x", "_atom_site_cartn_y", "_atom_site_cartn_z"];

    private readonly CifBlock block;
    private readonly List<string> warnings;
    private readonly Lattice lattice;
    private readonly List<SymmetryOperation> operators;
    private readonly CifFormula? formula;

    private CifStructure(CifBlock block, List<string> warnings)
    {
        this.block = block;
        this.warnings = warnings;
        lattice = ReadCell();
        operators = CifSymmetry.Operators(block, lattice, warnings);
        CifSymmetry.Check(block, operators, lattice, warnings);
        formula = CifFormula.Find(block);
    }

    public static bool HasAtoms(CifBlock block) =>
        block.TryGetLoop(FractionalTags[0], out CifLoop? loop, out _) && loop.Rows > 0
        || block.TryGetLoop(CartesianTags[0], out loop, out _) && loop.Rows > 0;

    public static Crystal Read(CifBlock block, List<string> warnings) =>
        new CifStructure(block, warnings).ReadAtoms();

    private Lattice ReadCell()
    {
        Vector3D lengths = new(
            Length("_cell_length_a"), Length("_cell_length_b"), Length("_cell_length_c"));
        Vector3D angles = new(
            Angle("_cell_angle_alpha"), Angle("_cell_angle_beta"), Angle("_cell_angle_gamma"));
        return block.Place("_cell_length_a").LatticeOf(lengths, angles);

        double Length(string tag)
        {
            if (!block.TryGet(tag, out CifToken token))
            {
                throw block.Place(tag).Error("is missing; expected the edge of the cell in Å");
            }

            double value = CifNumber.Parse(block, tag, token);
            return value > 0
                ? value
                : throw block.Place(tag, token.Line).Error($"'{token.Text}' is not positive");
        }

        double Angle(string tag)
        {
            if (!block.TryGet(tag, out CifToken token))
            {
                Warn($"{tag} is missing; read as 90 degrees");
                return 90;
            }

            double value = CifNumber.Parse(block, tag, token);
            return value is > 0 and < 180
                ? value
                : throw block.Place(tag, token.Line).Error(
                    $"'{token.Text}' is not between 0 and 180 degrees");
        }
    }

    private Crystal ReadAtoms()
    {
        bool isFractional = block.TryGetLoop(FractionalTags[0], out CifLoop? loop, out _);
        string[] tags = isFractional ? FractionalTags : CartesianTags;
        if (!isFractional && !block.TryGetLoop(CartesianTags[0], out loop, out _))
        {
            throw block.Place(FractionalTags[0]).Error("is missing");
        }

        int[] columns = Array.ConvertAll(tags, tag => loop!.Column(tag) is var column and >= 0
            ? column
            : throw block.Place(tag, loop.Line).Error("is missing"));
        var cartesian = isFractional ? null : new CifCartesianFrame(block, lattice);
        var sites = new List<Site>();
        for (int row = 0; row < loop!.Rows; row++)
        {
            ReadAtom(loop, row, tags, columns, cartesian, sites);
        }

        if (sites.Count == 0)
        {
            throw block.Place(tags[0], loop.Line).Error(
                "no atom has both an element and coordinates");
        }

        var crystal =
            new Crystal(lattice, sites) { Name = block.Name.Length == 0 ? null : block.Name };
        formula?.Check(block, crystal, warnings);
        return crystal;
    }

    private void ReadAtom(
        CifLoop loop, int row, string[] tags, int[] columns, CifCartesianFrame? cartesian,
        List<Site> sites)
    {
        // Dummy atoms are aids of a refinement, centres of rings and the like.
        if (Value(loop, row, "_atom_site_calc_flag") is { Text: "dum" }
            || !TryReadElement(loop, row, out Element element))
        {
            return;
        }

        if (columns.Any(column => IsMissing(loop[row, column])))
        {
            Warn($"{element} on line {loop[row, columns[0]].Line} has no coordinates; left out");
            return;
        }

        Vector3D position = new(
            CifNumber.Parse(block, tags[0], loop[row, columns[0]]),
            CifNumber.Parse(block, tags[1], loop[row, columns[1]]),
            CifNumber.Parse(block, tags[2], loop[row, columns[2]]));
        FilePlace place = block.Place(tags[0], loop[row, columns[0]].Line);
        Site site = place.SiteOf(element, cartesian?.ToFractional(position) ?? position);
        double occupancy = ReadOccupancy(loop, row, element);
        if (occupancy == 0)
        {
            return;
        }

        foreach (Vector3D image in CifOrbit.Of(site.Position, operators, lattice))
        {
            sites.Add(place.SiteOf(element, image, occupancy));
        }
    }

    private bool TryReadElement(CifLoop loop, int row, out Element element)
    {
        CifToken? type = Value(loop, row, "_atom_site_type_symbol");
        CifToken? label =
            Value(loop, row, "_atom_site_label") ?? Value(loop, row, "_atom_site_label_atom_id");
        if ((type ?? label) is not { } text)
        {
            throw block.Place("_atom_site_type_symbol", loop.Line).Error(
                $"is missing in row {row + 1}, and so is _atom_site_label; one must name the "
                    + $"element");
        }

        switch (CifElement.Find(
            text.Text, formula?.Elements ?? new HashSet<Element>(), out element))
        {
            case CifElement.Kind.Atom:
                return true;
            case CifElement.Kind.Isotope:
                Warn($"{FilePlace.Excerpt(text.Text)} on line {text.Line} is read as hydrogen");
                return true;
            case CifElement.Kind.Vacancy:
                Warn($"{FilePlace.Excerpt(text.Text)} on line {text.Line} is no atom; left out");
                return false;
            default:
                throw block.Place(
                    type is null ? "_atom_site_label" : "_atom_site_type_symbol", text.Line).Error(
                    $"'{FilePlace.Excerpt(text.Text)}' starts with no chemical element");
        }
    }

    private double ReadOccupancy(CifLoop loop, int row, Element element)
    {
        const string Tag = "_atom_site_occupancy";
        if (Value(loop, row, Tag) is not { } token)
        {
            return 1;
        }

        double occupancy = CifNumber.Parse(block, Tag, token);
        if (occupancy < 0 || occupancy > 1 + OccupancySlack)
        {
            throw block.Place(Tag, token.Line).Error(
                $"'{token.Text}' is not an occupancy from 0 to 1");
        }

        if (occupancy == 0)
        {
            Warn($"{element} on line {token.Line} has occupancy 0; left out");
        }

        if (occupancy > 1)
        {
            Warn($"{element} on line {token.Line} has occupancy {token.Text}; read as 1");
        }

        return Math.Min(occupancy, 1);
    }

    /// <summary>
    /// A value of the row; null if the loop lacks the tag or the value is '?' or '.'.
    /// </summary>
    private static CifToken? Value(CifLoop loop, int row, string tag)
    {
        int column = loop.Column(tag);
        return column < 0 || IsMissing(loop[row, column]) ? null : loop[row, column];
    }

    private void Warn(string problem) => warnings.Add($"data block {block.Name}: {problem}");

    private static bool IsMissing(CifToken token) =>
        token is { Kind: CifTokenKind.Word, Text: "?" or "." };
}
