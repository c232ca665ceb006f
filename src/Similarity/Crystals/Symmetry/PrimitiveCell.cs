using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// The smallest cell that repeats to a crystal, with a right-handed Minkowski-reduced
/// basis. Frames: (input) −[Q]→ (reduced input) −[B/N]→ (primitive) −[Minkowski]→ (this cell).
/// </summary>
internal sealed class PrimitiveCell
{
    private PrimitiveCell(
        Crystal crystal, Matrix3D change, int[] siteMap, SiteMapping[] translations)
    {
        Crystal = crystal;
        Change = change;
        SiteMap = siteMap;
        Translations = translations;
    }

    public Crystal Crystal { get; }

    /// <summary>
    /// P: its columns are the **primitive** vectors in terms of the **input** vectors.
    /// </summary>
    public Matrix3D Change { get; }

    /// <summary>
    /// siteMap[i]: site i of the **input** → site of the primitive cell; many-to-one.
    /// </summary>
    public int[] SiteMap { get; }

    /// <summary>Pure translations of the **input** cell, the identity among them.</summary>
    public SiteMapping[] Translations { get; }

    /// <summary>
    /// Null when the translations found within the tolerance do not form a group.
    /// </summary>
    public static PrimitiveCell? Find(Crystal input, double tolerance)
    {
        IntegerMatrix3D toReduced = LatticeReduction.Minkowski(input.Lattice);
        Lattice reduced = LatticeReduction.Transform(input.Lattice, toReduced);
        IntegerMatrix3D fromInput = toReduced.Inverse;
        Vector3D[] positions = new Vector3D[input.Count];
        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] = fromInput * input.Sites[i].Position;
        }

        int[] kinds = SiteKinds.Of(input);
        var lookup = new SiteLookup(reduced, positions, kinds, tolerance);
        SiteMapping[] translations = PureTranslations(lookup, SiteKinds.Rarest(kinds));
        if (TranslationLattice.Basis(translations) is not Matrix3D basis)
        {
            return null;
        }

        var lattice = new Lattice(basis.Transpose * reduced.Vectors);
        IntegerMatrix3D toShortest = LatticeReduction.Minkowski(lattice);
        bool isRightHanded = toShortest.Determinant * lattice.Vectors.Determinant > 0;
        toShortest = isRightHanded ? toShortest : -toShortest;
        Matrix3D change = basis * toShortest.ToMatrix();
        (List<Site> sites, int[] siteMap) = Merge(input, positions, translations, change.Inverse);
        if (sites.Count * translations.Length != input.Count)
        {
            return null;
        }

        var crystal = new Crystal(LatticeReduction.Transform(lattice, toShortest), sites);
        SiteMapping[] inInput = Array.ConvertAll(translations, translation => translation with
        {
            Operation = new SymmetryOperation(
                IntegerMatrix3D.Identity, toReduced * translation.Operation.Translation).Wrapped,
        });
        return new PrimitiveCell(crystal, toReduced.ToMatrix() * change, siteMap, inInput);
    }

    private static SiteMapping[] PureTranslations(SiteLookup sites, int[] candidates)
    {
        int origin = candidates[0];
        var translations = new List<SiteMapping>();
        var images = new HashSet<int>();
        foreach (int image in candidates)
        {
            Vector3D translation = sites.Position(image) - sites.Position(origin);
            if (images.Contains(image) || !SiteMapping.TryFind(
                sites, IntegerMatrix3D.Identity, translation, out SiteMapping? found))
            {
                continue;
            }

            // Translations are a group: with each new one its multiples, and their sums with those
            // known before.
            int known = translations.Count;
            SiteMapping? multiple = found;
            while (multiple is not null && TryAdd(multiple))
            {
                for (int i = 0; i < known; i++)
                {
                    TryAdd(SiteMapping.TryMultiply(sites, multiple, translations[i]));
                }

                multiple = SiteMapping.TryMultiply(sites, multiple, found);
            }
        }

        // The identity maps every site on itself, unless an equal one is just there too.
        return translations.Count > 0
            ? translations.ToArray()
            : throw new ArgumentException(
                "two sites of the same element and occupancy lie at the same point");

        bool TryAdd(SiteMapping? translation)
        {
            bool isNew = translation is not null && images.Add(translation.Permutation[origin]);
            if (isNew)
            {
                translations.Add(translation!);
            }

            return isNew;
        }
    }

    /// <summary>
    /// One site for each set of translated copies, at the mean of their positions. The sets are
    /// disjoint when the translations are a group also by what they do to sites.
    /// </summary>
    private static (List<Site> Sites, int[] SiteMap) Merge(
        Crystal input, Vector3D[] positions, SiteMapping[] translations, Matrix3D toPrimitive)
    {
        int[] siteMap = new int[positions.Length];
        Array.Fill(siteMap, -1);
        var sites = new List<Site>();
        for (int i = 0; i < positions.Length; i++)
        {
            if (siteMap[i] >= 0)
            {
                continue;
            }

            Vector3D position = toPrimitive * positions[i];
            Vector3D sum = default;
            foreach (SiteMapping translation in translations)
            {
                int copy = translation.Permutation[i];
                siteMap[copy] = sites.Count;
                sum += FractionalPosition.Nearest(toPrimitive * positions[copy] - position);
            }

            Vector3D mean = position + sum / translations.Length;
            sites.Add(input.Sites[i] with { Position = FractionalPosition.Wrap(mean) });
        }

        return (sites, siteMap);
    }
}
