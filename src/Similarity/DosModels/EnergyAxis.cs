namespace Similarity.DosModels;

/// <summary>Energies start + i · step, i = 0 … count − 1; hartree.</summary>
public readonly record struct EnergyAxis
{
    public EnergyAxis(double start, double step, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (!double.IsFinite(start) || !(step > 0) || double.IsInfinity(step))
        {
            throw new ArgumentOutOfRangeException(
                nameof(step), step, "an axis starts at a number and has a positive step");
        }

        Start = start;
        Step = step;
        Count = count;
    }

    public double Start { get; }

    public double Step { get; }

    public int Count { get; }

    public double End => this[Count - 1];

    public double this[int i] => Start + i * Step;

    /// <summary>The shortest axis from an energy that reaches another.</summary>
    public static EnergyAxis Covering(double start, double end, double step) =>
        new(start, step, Math.Max(2, (int)Math.Ceiling((end - start) / step - 1e-9) + 1));

    /// <summary>The points that do not lie above an energy, two at least.</summary>
    public EnergyAxis UpTo(double energy) => new(
        Start, Step, (int)Math.Clamp(Math.Floor((energy - Start) / Step + 1e-9) + 1, 2, Count));

    /// <summary>The same points, as far from another zero.</summary>
    public EnergyAxis From(double zero) => new(Start - zero, Step, Count);

    public double[] Energies()
    {
        double[] energies = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            energies[i] = this[i];
        }

        return energies;
    }
}
