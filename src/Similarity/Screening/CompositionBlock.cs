using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Screening;

/// <summary>
/// Mean, standard deviation, least and greatest of properties of the elements, weighed by their
/// amounts but for the last two, and the number of elements (the kind of descriptor of Ward and
/// others, doi:10.1038/npjcompumats.2016.28). An unknown electronegativity, of light noble gases,
/// counts as 0.
/// </summary>
public sealed record CompositionBlock : CrystalBlock
{
    private const int Statistics = 4;

    private static readonly (string Name, Func<Element, double> Of)[] Properties =
    [
        ("atomic number", element => element.AtomicNumber),
        ("electronegativity", element => element.Electronegativity ?? 0),
        ("period", element => ElementShells.Of(element).Period),
        ("group", element => ElementShells.Of(element).Group),
        ("s electrons", element => ElementShells.Of(element).S),
        ("p electrons", element => ElementShells.Of(element).P),
        ("d electrons", element => ElementShells.Of(element).D),
        ("f electrons", element => ElementShells.Of(element).F),
    ];

    public override string Name => "composition";

    public override ImmutableArray<FeatureColumn> Columns { get; } =
    [
        .. Properties.SelectMany(property => new[] { "mean", "deviation", "least", "greatest" }
            .Select(statistic => new FeatureColumn($"{statistic} {property.Name}", property.Name))),
        new FeatureColumn("elements", "elements"),
    ];

    public override void Fill(Crystal crystal, Span<float> features)
    {
        (Element Element, double Share)[] shares = SharesOf(crystal);
        for (int i = 0; i < Properties.Length; i++)
        {
            double mean = 0, square = 0;
            double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
            foreach ((Element element, double share) in shares)
            {
                double value = Properties[i].Of(element);
                mean += share * value;
                square += share * value * value;
                least = Math.Min(least, value);
                greatest = Math.Max(greatest, value);
            }

            features[Statistics * i] = (float)mean;
            features[Statistics * i + 1] = (float)Math.Sqrt(Math.Max(0, square - mean * mean));
            features[Statistics * i + 2] = (float)least;
            features[Statistics * i + 3] = (float)greatest;
        }

        features[Statistics * Properties.Length] = shares.Length;
    }

    /// <summary>Amounts of the elements that add up to 1, by atomic number.</summary>
    internal static (Element Element, double Share)[] SharesOf(Crystal crystal)
    {
        Site[] sites = crystal.Sites.ToArray();
        double all = sites.Sum(site => site.Occupancy);
        return
        [
            .. sites.GroupBy(site => site.Element).OrderBy(group => group.Key)
                .Select(group => (group.Key, group.Sum(site => site.Occupancy) / all)),
        ];
    }
}
