using System.Collections.Immutable;
using System.Text;
using Similarity.Catalog.Codecs;
using Similarity.Catalog.Records;
using Similarity.Catalog.Tests.Crashes;
using Similarity.Crystals;
using Similarity.Fingerprints;
using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Search;
using Similarity.Spectra;

namespace Similarity.Catalog.Tests.Codecs;

/// <summary>What is stored of a material is what is read again.</summary>
public sealed class CodecsTest
{
    private static readonly Crystal Salt = CrystalOf(("Na", 0), ("Cl", 0.5));

    private static DensityOfStates Dos => CrashItems.Item(1, 1).Subject!.Dos!;

    private static BandStructure Bands => new(
        1,
        2,
        [new Vector3D(0, 0, 0), new Vector3D(0.5, 0, 0)],
        [0.25, 0.75],
        [-0.3, 0.1, 0.2, -0.25, 1 / 3.0, 0.7]);

    [Fact]
    public void AStructureComesBack()
    {
        CatalogDocument document = StructureCodec.Encode(Salt);
        Crystal read = StructureCodec.Decode(document, "here");
        Assert.Equal(Salt.Formula, read.Formula);
        Assert.Equal(Salt.Periodicity, read.Periodicity);
        for (int i = 0; i < Salt.Count; i++)
        {
            Assert.Equal(Salt.Sites[i].Element, read.Sites[i].Element);
            Assert.Equal(Salt.Sites[i].Position.X, read.Sites[i].Position.X, 1e-12);
        }

        Assert.Equal(Salt.Lattice.Vectors.Row0.X, read.Lattice.Vectors.Row0.X, 1e-9);

        // Stored again it is the same to the last byte: what is derived does not drift.
        Assert.Equal(document.Content, StructureCodec.Encode(read).Content);
        Assert.DoesNotContain((byte)'\n', document.Content);
    }

    [Fact]
    public void BandsComeBackToTheLastDigits()
    {
        BandStructure bands = Bands;
        BandStructure read = BandsCodec.Decode(BandsCodec.Encode(bands), null, "here");

        // In electronvolts: what is stored differs in the last bit, for which imports keep hashes.
        for (int i = 0; i < bands.Energies.Length; i++)
        {
            Assert.Equal(bands.Energies[i], read.Energies[i], 1e-15);
        }

        Assert.Equal(bands.Weights.ToArray(), read.Weights.ToArray());
        Assert.Equal(bands.KPoints.ToArray(), read.KPoints.ToArray());
        Assert.Equal(bands.Spins, read.Spins);
        Assert.Equal(bands.StatesPerBand, read.StatesPerBand);
    }

    [Fact]
    public void ADensityOfStatesComesBackBitByBit()
    {
        var spins = new DensityOfStates([-1, 0.1, 1 / 3.0], [1, 2, 3], [0, 1e-300, 5])
        {
            ReportedFermiLevel = -0.1,
        };
        foreach (DensityOfStates dos in new[] { Dos, spins })
        {
            DensityOfStates read = DosCodec.Decode(DosCodec.Encode(dos), Salt, "here");
            Assert.Equal(dos.Energies.ToArray(), read.Energies.ToArray());
            Assert.Equal(dos.Spins, read.Spins);
            Assert.Equal(dos.Total(), read.Total());
            Assert.Equal(dos.ReportedFermiLevel, read.ReportedFermiLevel);
            Assert.Same(Salt, read.Crystal);
            Assert.Equal(
                InputHash.Of(new FingerprintSubject(null, null, dos)),
                InputHash.Of(new FingerprintSubject(null, null, read)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"energies\":null,\"spins\":null}")]
    [InlineData("{\"energies\":[1,2],\"spins\":[null]}")]
    [InlineData("{\"energies\":[1,2],\"spins\":[[1]]}")]
    [InlineData("{\"energies\":[2,1],\"spins\":[[1,1]]}")]
    [InlineData("{\"energies\":[1,2],\"spins\":[]}")]
    [InlineData("{\"energies\":[\"NaN\",2],\"spins\":[[1,1]]}")]
    [InlineData(
        """{"species":["Si"],"lattice":[[0,0,0],[0,0,0],[0,0,0]],"frac_coords":[[0,0,0]]}""")]
    [InlineData(
        """{"species":["Xx"],"lattice":[[1,0,0],[0,1,0],[0,0,1]],"frac_coords":[[0,0,0]]}""")]
    public void WhatIsNoneSaysWhere(string content)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        var structure = new CatalogDocument(DocumentKind.Structure, bytes);
        var bands = new CatalogDocument(DocumentKind.Bands, bytes);
        var dos = new CatalogDocument(DocumentKind.Dos, bytes);
        foreach (Action decode in new Action[]
        {
            () => StructureCodec.Decode(structure, "the place"),
            () => BandsCodec.Decode(bands, null, "the place"),
            () => DosCodec.Decode(dos, null, "the place"),
        })
        {
            InvalidFileException e = Assert.Throws<InvalidFileException>(decode);
            Assert.Contains("the place", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void MutantsOfDocumentsAreReadOrInvalid()
    {
        var random = new RandomStream(61);
        CatalogDocument[] documents =
            [StructureCodec.Encode(Salt), BandsCodec.Encode(Bands), DosCodec.Encode(Dos)];
        for (int i = 0; i < 600; i++)
        {
            CatalogDocument sound = documents[i % documents.Length];
            var mutant = new CatalogDocument(sound.Kind, FileMutants.Of(sound.Content, random));
            try
            {
                _ = sound.Kind switch
                {
                    DocumentKind.Structure => (object)StructureCodec.Decode(mutant, "here"),
                    DocumentKind.Bands => BandsCodec.Decode(mutant, null, "here"),
                    _ => DosCodec.Decode(mutant, null, "here"),
                };
            }
            catch (InvalidFileException e)
            {
                Assert.Contains("here", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void TheHashOfAnInputIsOfItsNumbersAlone()
    {
        string hash = InputHash.Of(new FingerprintSubject(Salt, null, Dos));
        Assert.Matches("^[0-9a-f]{64}\\z", hash);
        Crystal named = new(Salt.Lattice, Salt.Sites.ToArray(), Salt.Periodicity) { Name = "salt" };
        Assert.Equal(hash, InputHash.Of(new FingerprintSubject(named, null, Dos)));
        var projected = new DensityOfStates(Dos.Energies, Dos.Values(0).ToArray())
        {
            ReportedFermiLevel = Dos.ReportedFermiLevel,
            Crystal = Salt,
        };
        Assert.Equal(hash, InputHash.Of(new FingerprintSubject(Salt, null, projected)));

        // Each of these is another input.
        var shifted = new DensityOfStates(Dos.Energies, Dos.Values(0).ToArray())
        {
            ReportedFermiLevel = Dos.ReportedFermiLevel + 1e-12,
        };
        string[] others =
        [
            hash,
            InputHash.Of(new FingerprintSubject(null, null, Dos)),
            InputHash.Of(new FingerprintSubject(Salt, null, null)),
            InputHash.Of(new FingerprintSubject(Salt, null, shifted)),
            InputHash.Of(new FingerprintSubject(CrystalOf(("Na", 0), ("Cl", 0.25)), null, Dos)),
            InputHash.Of(new FingerprintSubject(CrystalOf(("Na", 0), ("Br", 0.5)), null, Dos)),
            InputHash.Of(new FingerprintSubject(Salt, Bands, Dos)),
        ];
        Assert.Equal(others.Length, others.Distinct().Count());
    }

    [Fact]
    public void AVectorIsItsFingerprintInFourBytes()
    {
        var recipe = FingerprintRecipe.Parse(
            "pymatgen", new Dictionary<string, string> { ["n_bins"] = "64" });
        Fingerprint fingerprint = recipe.Of(Dos);
        float[] lanes = VectorCodec.Encode(fingerprint);
        Assert.Equal(fingerprint.Values.ToArray().Select(value => (float)value), lanes);
        FingerprintSet set = VectorCodec.SetOf(recipe, fingerprint);
        Assert.Equal(64, set.Lanes);
        Assert.Null(set.Space.FaultOf(lanes));
        Assert.Equal(FingerprintSet.IdentityOf(recipe), set.Identity);
    }

    public static TheoryData<string> Kinds => [.. FingerprintRecipe.Kinds];

    /// <summary>To the last byte, or a catalog would refuse one of them.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void ASetIsKnownBeforeItsFirstFingerprint(string kind)
    {
        var recipe = FingerprintRecipe.Parse(kind);
        recipe = recipe.NeedsScales ? recipe.WithScales([0.5, 2]) : recipe;
        DensityOfStates dos = CrashItems.Item(3, 1).Subject!.Dos!;
        Fingerprint fingerprint = recipe.PrefersStructure
            ? recipe.Of(kind == "learned-dos" ? CrystalOf(("Si", 0), ("Si", 0.25)) : Salt)
            : recipe.Of(new DensityOfStates(dos.Energies, dos.Values(0).ToArray())
            {
                ReportedFermiLevel = dos.ReportedFermiLevel,
                Crystal = Salt,
            });
        FingerprintSet set = VectorCodec.SetOf(recipe)!;
        Assert.Equal(
            FingerprintSetRecord.Write(VectorCodec.SetOf(recipe, fingerprint)),
            FingerprintSetRecord.Write(set));
        Assert.Null(set.Space.FaultOf(VectorCodec.Encode(fingerprint)));
    }

    [Fact]
    public void ASetThatEachSpectrumDecidesIsNotKnownBefore() =>
        Assert.Null(VectorCodec.SetOf(FingerprintRecipe.Parse(
            "pymatgen", new Dictionary<string, string> { ["compat"] = "pymatgen" })));

    /// <summary>Lane by lane, against the bits asked one by one.</summary>
    [Fact]
    public void TheBitsOfNomadAreWhereTheirGridHasThem()
    {
        var recipe = FingerprintRecipe.Parse("nomad");
        Fingerprint fingerprint = recipe.Of(Dos);
        NomadFingerprint bits = fingerprint.Nomad!;
        FingerprintSet set = VectorCodec.SetOf(recipe, fingerprint);
        Assert.Equal(VectorEncoding.Bits, set.Encoding);
        uint[] words = [.. VectorCodec.Encode(fingerprint).Select(BitConverter.SingleToUInt32Bits)];
        Assert.Equal(set.Lanes, words.Length);
        Assert.Null(set.Space.FaultOf(VectorCodec.Encode(fingerprint)));
        Assert.Equal((uint)bits.Length, words[1] - words[0]);
        Assert.Contains(Enumerable.Range(0, bits.Length), i => bits[i]);
        for (uint bit = 0; bit < 32 * (words.Length - 2); bit++)
        {
            bool expected = bit >= words[0] && bit < words[1] && bits[(int)(bit - words[0])];
            Assert.Equal(expected, (words[2 + bit / 32] >> (int)(bit % 32) & 1) == 1);
        }
    }

    [Fact]
    public void ANumberTooLargeForFourBytesIsRefused()
    {
        var fingerprint = new Fingerprint(
            "pymatgen", ImmutableDictionary<string, string>.Empty, "grid", [1, 1e300]);
        Assert.Throws<UnsuitableSpectrumException>(() => VectorCodec.Encode(fingerprint));
    }

    private static Crystal CrystalOf(params (string Symbol, double X)[] atoms) => new(
        Lattice.FromParameters(new Vector3D(7, 7.1, 7.2), new Vector3D(1, 1, 1) * (Math.PI / 2)),
        atoms.Select(atom => new Site(
            Element.TryParse(atom.Symbol, out Element element) ? element : default,
            new Vector3D(atom.X, atom.X, atom.X))));
}
