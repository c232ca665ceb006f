using System.Numerics;

namespace Similarity.Environments;

/// <summary>
/// The numbers of one centre and how they change with the positions of the atoms they depend on,
/// per bohr and with all periodic images of a site moving along. Its arrays are used again for the
/// next centre: copy what is to last.
/// </summary>
public sealed class EnvironmentGradient
{
    private int[] sites = new int[64];
    private double[] slopes = [];
    private int count;

    internal EnvironmentGradient(int width)
    {
        Row = new double[width];
    }

    /// <summary>The site whose environment this is.</summary>
    public int Centre { get; private set; }

    /// <summary>
    /// The sites that matter, each once: first the centre, then the others in reach.
    /// </summary>
    public ReadOnlySpan<int> Sites => sites.AsSpan(0, count);

    /// <summary>The numbers themselves.</summary>
    public ReadOnlySpan<double> Values => Row;

    internal double[] Row { get; }

    /// <summary>∂ values / ∂ coordinate <paramref name="axis"/> of site Sites[k].</summary>
    public ReadOnlySpan<double> Of(int k, int axis) => Slopes(k, axis);

    internal Span<double> Slopes(int k, int axis)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)k, (uint)count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)axis, 2u);
        return slopes.AsSpan((3 * k + axis) * Row.Length, Row.Length);
    }

    /// <summary>Takes other sites, whose slopes are then 0.</summary>
    internal void Reset(ReadOnlySpan<int> newSites)
    {
        count = newSites.Length;
        Centre = newSites[0];
        if (sites.Length < count)
        {
            sites = new int[2 * count];
        }

        newSites.CopyTo(sites);
        int length = 3 * count * Row.Length;
        if (slopes.Length < length)
        {
            slopes = new double[length + length / 2];
        }

        slopes.AsSpan(0, length).Clear();
    }

    /// <summary>
    /// Moving all atoms changes nothing: the slopes of the centre are minus the sum of the others.
    /// </summary>
    internal void CompleteCentre()
    {
        for (int axis = 0; axis < 3; axis++)
        {
            Span<double> own = Slopes(0, axis);
            for (int k = 1; k < count; k++)
            {
                ReadOnlySpan<double> other = Slopes(k, axis);
                int i = 0;
                for (; i <= own.Length - Vector<double>.Count; i += Vector<double>.Count)
                {
                    (new Vector<double>(own[i..]) - new Vector<double>(other[i..]))
                        .CopyTo(own[i..]);
                }

                for (; i < own.Length; i++)
                {
                    own[i] -= other[i];
                }
            }
        }
    }
}
