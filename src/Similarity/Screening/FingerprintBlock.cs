using System.Collections.Immutable;
using System.Globalization;
using Similarity.Fingerprints;

namespace Similarity.Screening;

/// <summary>
/// The numbers of a fingerprint, neighbours in energy averaged: a forest asks about single numbers,
/// and a single number of a sharp spectrum says little; then how wide the gap is, how many states
/// lie within some energies of the edges, and their masses where velocities are known. Of a
/// fingerprint without energies the numbers as they are.
/// </summary>
public sealed record FingerprintBlock : FeatureBlock
{
    /// <summary>Explanations speak of stretches of this width, in units of the range.</summary>
    private const double WindowEv = 0.5;

    private const int MostWindows = 24;

    private readonly ImmutableArray<(int First, int Count)> bins;
    private readonly ImmutableArray<EdgeFeatures> edges;
    private readonly ImmutableArray<MassFeatures> masses;

    /// <param name="parameters">Complete and canonical, as a recipe has them.</param>
    /// <param name="binEv">
    /// Points of a segment within so many electronvolts are averaged; 0 for none.
    /// </param>
    public FingerprintBlock(
        string kind,
        ImmutableSortedDictionary<string, string> parameters,
        ImmutableArray<FingerprintSegment> segments,
        int length,
        double binEv)
    {
        if (!(binEv >= 0) || double.IsInfinity(binEv))
        {
            throw new ArgumentOutOfRangeException(
                nameof(binEv), binEv, "expected a width in eV of at least 0");
        }

        Kind = kind;
        Parameters = parameters;
        Segments = segments;
        Length = length;
        BinEv = binEv;
        edges = EdgeFeatures.Of(segments);
        masses = MassFeatures.Of(segments);
        (bins, ImmutableArray<FeatureColumn> ofBins) = Divide();
        Columns =
        [
            .. ofBins,
            .. edges.SelectMany(edge => edge.Names)
                .Concat(masses.SelectMany(mass => mass.Names))
                .Select(name => new FeatureColumn($"{Name} {name}", $"{Name} {name}")),
        ];
    }

    public string Kind { get; }

    public ImmutableSortedDictionary<string, string> Parameters { get; }

    public ImmutableArray<FingerprintSegment> Segments { get; }

    /// <summary>The number of numbers in the fingerprint.</summary>
    public int Length { get; }

    public double BinEv { get; }

    public override string Name => Parameters.TryGetValue("operator", out string? made)
        && made != Kind
        ? $"{Kind}/{made}"
        : Kind;

    public override ImmutableArray<FeatureColumn> Columns { get; }

    public void Fill(ReadOnlySpan<float> values, Span<float> features)
    {
        if (values.Length != Length)
        {
            throw new ArgumentException(
                $"a fingerprint {Kind} of {values.Length} numbers; expected {Length}");
        }

        for (int i = 0; i < bins.Length; i++)
        {
            double sum = 0;
            foreach (float value in values.Slice(bins[i].First, bins[i].Count))
            {
                sum += value;
            }

            features[i] = (float)(sum / bins[i].Count);
        }

        int next = bins.Length;
        foreach (EdgeFeatures edge in edges)
        {
            edge.Fill(values, features.Slice(next, EdgeFeatures.Count));
            next += EdgeFeatures.Count;
        }

        foreach (MassFeatures mass in masses)
        {
            mass.Fill(values, features.Slice(next, MassFeatures.Count));
            next += MassFeatures.Count;
        }
    }

    private (ImmutableArray<(int, int)> Bins, ImmutableArray<FeatureColumn> Columns) Divide()
    {
        var ranges = ImmutableArray.CreateBuilder<(int, int)>();
        var columns = ImmutableArray.CreateBuilder<FeatureColumn>();
        int offset = 0;
        foreach (FingerprintSegment segment in Segments)
        {
            ImmutableArray<double> energies = segment.EnergiesEv;
            double window =
                Math.Max(WindowEv, (energies[^1] - energies[0]) / MostWindows);
            for (int first = 0; first < energies.Length;)
            {
                int end = first + 1;
                while (end < energies.Length
                    && energies[end] - energies[first] < BinEv * (1 - 1e-9))
                {
                    end++;
                }

                ranges.Add((offset + first, end - first));
                double middle = (energies[first] + energies[end - 1]) / 2;
                double low = energies[0]
                    + window * Math.Floor((middle - energies[0]) / window + 1e-9);
                columns.Add(new FeatureColumn(
                    Spell(segment.Name, energies[first], energies[end - 1]),
                    Spell(segment.Name, low, Math.Min(low + window, energies[^1]))));
                first = end;
            }

            offset += energies.Length;
        }

        for (; offset < Length; offset++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{Name} {offset}");
            ranges.Add((offset, 1));
            columns.Add(new FeatureColumn(name, name));
        }

        return (ranges.ToImmutable(), columns.ToImmutable());
    }

    private string Spell(string segment, double low, double high) => low == high
        ? string.Create(CultureInfo.InvariantCulture, $"{Name} {segment} {low:0.##} eV")
        : string.Create(
            CultureInfo.InvariantCulture, $"{Name} {segment} {low:0.##} to {high:0.##} eV");
}
