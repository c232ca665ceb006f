using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Similarity.Fingerprints;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Catalog.Codecs;

/// <summary>
/// SHA-256 of what fingerprints are made of: the structure, the bands, the density of states, as
/// numbers. The names of files and the form they came in do not enter.
/// </summary>
public static class InputHash
{
    /// <returns>In hexadecimal, lower case.</returns>
    public static string Of(FingerprintSubject subject)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (subject.Crystal is { } crystal)
        {
            // The text ends in a line break, which no line contains.
            hash.AppendData("structure\n"u8);
            hash.AppendData(StructureCodec.Encode(Anonymous(crystal)).Content);
            hash.AppendData("\n"u8);
        }

        if (subject.Bands is { } bands)
        {
            Add(hash, bands);
        }

        if (subject.Dos is { } dos)
        {
            hash.AppendData("dos\n"u8);
            Add(hash, [dos.Spins, dos.Energies.Length, dos.ReportedFermiLevel ?? double.NaN]);
            Add(hash, dos.Energies);
            for (int spin = 0; spin < dos.Spins; spin++)
            {
                Add(hash, dos.Values(spin));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Crystals.Crystal Anonymous(Crystals.Crystal crystal) =>
        new(crystal.Lattice, crystal.Sites.ToArray(), crystal.Periodicity);

    private static void Add(IncrementalHash hash, BandStructure bands)
    {
        hash.AppendData("bands\n"u8);
        Add(hash,
        [
            bands.Spins,
            bands.StatesPerBand,
            bands.KPoints.Length,
            bands.Bands,
            bands.Electrons ?? double.NaN,
            bands.ReportedFermiLevel ?? double.NaN,
        ]);
        foreach (Vector3D k in bands.KPoints)
        {
            Add(hash, [k.X, k.Y, k.Z]);
        }

        Add(hash, bands.Weights);
        Add(hash, bands.Energies);
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<double> numbers) =>
        hash.AppendData(MemoryMarshal.AsBytes(numbers));
}
