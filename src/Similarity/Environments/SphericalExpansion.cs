using System.Globalization;

namespace Similarity.Environments;

/// <summary>
/// The coefficients c^Z_nlm = Σⱼ f(r) u(r) S_nl(r) Y_lm(r̂) of the density of each channel Z about
/// an atom; the sum goes over the neighbours j in Z and the atom itself. They have no unit.
/// Immutable: one serves all crystals and threads.
/// </summary>
public sealed class SphericalExpansion
{
    public SphericalExpansion(ExpansionSettings settings, SpeciesChannels species)
    {
        Settings = settings;
        Species = species;
        Radial = new RadialSpline(settings);
        Angular = new SphericalHarmonics(settings.MaxAngular);
    }

    public ExpansionSettings Settings { get; }

    public SpeciesChannels Species { get; }

    /// <summary>
    /// The numbers of one centre: channels × (l_max + 1)² × N, the radial functions fastest.
    /// </summary>
    public int Coefficients => Species.Count * Settings.Harmonics * Settings.RadialFunctions;

    internal RadialSpline Radial { get; }

    internal SphericalHarmonics Angular { get; }

    /// <summary>Where c^Z_nlm stands among the coefficients of a centre.</summary>
    public int IndexOf(int channel, int l, int m, int n) =>
        (channel * Settings.Harmonics + l * l + l + m) * Settings.RadialFunctions + n;

    /// <summary>The environments that this expands.</summary>
    public AtomicEnvironments EnvironmentsOf(Crystals.Crystal crystal) =>
        new(crystal, Settings.Cutoff);

    /// <summary>
    /// Of the centres first … first + count − 1: rows[(i − first) Coefficients + …].
    /// </summary>
    /// <param name="threads">The numbers do not depend on it.</param>
    public void Compute(
        AtomicEnvironments environments,
        int first,
        int count,
        Memory<double> rows,
        int threads = 1) =>
        Compute(environments, Enumerable.Range(first, count).ToArray(), rows, threads);

    /// <summary>Of some centres, one row after the other.</summary>
    /// <param name="threads">The numbers do not depend on it.</param>
    public void Compute(
        AtomicEnvironments environments,
        ReadOnlyMemory<int> centres,
        Memory<double> rows,
        int threads = 1)
    {
        CheckRows(environments, centres.Span, rows.Length, Coefficients);
        sbyte[] channels = Species.ByAtomicNumber(environments);
        AtomicEnvironments.ForEach(
            centres,
            threads,
            () => new ExpansionWorker(this, environments, channels),
            (worker, centre, i) =>
            {
                worker.Expand(centre);
                worker.CopyTo(rows.Span.Slice(i * Coefficients, Coefficients));
            });
    }

    /// <summary>
    /// Calls a function with the coefficients of each centre and their gradient; from any thread
    /// and in any order when there are several.
    /// </summary>
    public void Gradients(
        AtomicEnvironments environments,
        ReadOnlyMemory<int> centres,
        Action<EnvironmentGradient> visit,
        int threads = 1)
    {
        Check(environments, centres.Span);
        sbyte[] channels = Species.ByAtomicNumber(environments);
        AtomicEnvironments.ForEach(
            centres,
            threads,
            () => (
                Worker: new ExpansionGradientWorker(this, environments, channels),
                Result: new EnvironmentGradient(Coefficients)),
            (pair, centre, _) =>
            {
                pair.Worker.Expand(centre);
                pair.Worker.CopyTo(pair.Result);
                visit(pair.Result);
            });
    }

    /// <summary>
    /// Calls a function with the coefficients of each centre and their derivatives by strain; from
    /// any thread and in any order when there are several.
    /// </summary>
    public void StrainGradients(
        AtomicEnvironments environments,
        ReadOnlyMemory<int> centres,
        Action<EnvironmentStrain> visit,
        int threads = 1)
    {
        Check(environments, centres.Span);
        sbyte[] channels = Species.ByAtomicNumber(environments);
        AtomicEnvironments.ForEach(
            centres,
            threads,
            () => (
                Worker: new ExpansionStrainWorker(this, environments, channels),
                Result: new EnvironmentStrain(Coefficients)),
            (pair, centre, _) =>
            {
                pair.Worker.Expand(centre);
                pair.Worker.CopyTo(centre, pair.Result);
                visit(pair.Result);
            });
    }

    internal void CheckRows(
        AtomicEnvironments environments, ReadOnlySpan<int> centres, int length, int width)
    {
        Check(environments, centres);
        if (length != (long)centres.Length * width)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"room for {length} numbers; {centres.Length} centres have {width} each"));
        }
    }

    internal void Check(AtomicEnvironments environments, ReadOnlySpan<int> centres)
    {
        if (environments.Cutoff != Settings.Cutoff)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"environments within {environments.Cutoff} bohr for an expansion within "
                + $"{Settings.Cutoff} bohr"));
        }

        foreach (int centre in centres)
        {
            if ((uint)centre >= (uint)environments.Count)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"centre {centre} of a crystal of {environments.Count} atoms"));
            }
        }
    }
}
