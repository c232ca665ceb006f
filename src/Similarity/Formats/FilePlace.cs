using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats;

/// <summary>
/// A place in a file, to be named when what stands there is wrong. Its methods turn what stands
/// there into values that the types of <see cref="Similarity.Crystals"/> accept.
/// </summary>
internal readonly record struct FilePlace(string File, long? Line = null, string? Field = null)
{
    /// <summary>
    /// Fractional coordinates this large have lost the digits that place an atom.
    /// </summary>
    private const double CoordinateLimit = 1e6;

    /// <summary>
    /// Fractions that sum to 1 in the decimals of a file may exceed it by a little.
    /// </summary>
    private const double OccupancyRounding = 1e-6;

    public InvalidFileException Error(string problem, Exception? inner = null) =>
        new(File, problem, Line, Field, inner);

    /// <summary>A finite number: "1.5", "-2e-3".</summary>
    public double Number(ReadOnlySpan<char> text, string what)
    {
        if (double.TryParse(
            text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value))
        {
            return value;
        }

        throw Error($"'{Excerpt(text)}' is not {what}; expected a finite number");
    }

    /// <summary>A whole number in 0…2³¹−1.</summary>
    public int Count(ReadOnlySpan<char> text, string what)
    {
        if (int.TryParse(
            text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            && value >= 0)
        {
            return value;
        }

        throw Error(
            $"'{Excerpt(text)}' is not {what}; expected a whole number from 0 to {int.MaxValue}");
    }

    /// <summary>The lattice of three vectors in ångströms.</summary>
    public Lattice LatticeOf(Matrix3D angstrom)
    {
        try
        {
            return new Lattice(Angstrom.ToBohr(angstrom));
        }
        catch (ArgumentException e)
        {
            throw Error(
                $"the lattice vectors {angstrom.Row0}, {angstrom.Row1}, {angstrom.Row2} (Å) span "
                    + $"no finite volume", e);
        }
    }

    /// <summary>The lattice with edges in ångströms and angles in degrees.</summary>
    public Lattice LatticeOf(Vector3D lengths, Vector3D degrees)
    {
        try
        {
            return Lattice.FromParameters(Angstrom.ToBohr(lengths), Math.PI / 180 * degrees);
        }
        catch (ArgumentException e)
        {
            throw Error($"no cell has the edges {lengths} Å and the angles {degrees} degrees", e);
        }
    }

    /// <summary>An atom whose position and occupancy have been checked.</summary>
    public Site SiteOf(Element element, Vector3D fractional, double occupancy = 1)
    {
        for (int axis = 0; axis < 3; axis++)
        {
            if (!(Math.Abs(fractional[axis]) <= CoordinateLimit))
            {
                throw Error($"{element} lies at {fractional} in lattice units; expected an atom "
                    + $"near the cell");
            }
        }

        if (!(occupancy > 0 && occupancy <= 1 + OccupancyRounding))
        {
            throw Error(string.Create(
                CultureInfo.InvariantCulture,
                $"{element} has the occupancy {occupancy}; expected above 0, at most 1"));
        }

        return new Site(element, fractional, Math.Min(occupancy, 1));
    }

    /// <summary>An element by its exact symbol.</summary>
    public Element ElementOf(string symbol) =>
        Element.TryParse(symbol, out Element element)
            ? element
            : throw Error(
                $"'{Excerpt(symbol)}' is no chemical element; expected a symbol such as Si");

    /// <summary>
    /// What a message may quote of a damaged file: a short piece of printable text.
    /// </summary>
    public static string Excerpt(ReadOnlySpan<char> text)
    {
        const int Longest = 40;
        Span<char> shown = stackalloc char[Math.Min(text.Length, Longest)];
        for (int i = 0; i < shown.Length; i++)
        {
            shown[i] = char.IsControl(text[i]) ? '�' : text[i];
        }

        return text.Length > Longest ? $"{shown}…" : shown.ToString();
    }
}
