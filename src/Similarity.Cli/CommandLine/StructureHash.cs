using System.Security.Cryptography;
using Similarity.Crystals;

namespace Similarity.Cli.CommandLine;

/// <summary>
/// SHA-256 of lattice, elements and positions: by it parts of a prediction know their structure.
/// </summary>
internal static class StructureHash
{
    public static string Of(Crystal crystal)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(double number) => hash.AppendData(BitConverter.GetBytes(number));
        for (int i = 0; i < 9; i++)
        {
            Add(crystal.Lattice.Vectors[i / 3, i % 3]);
        }

        foreach (Site site in crystal.Sites)
        {
            Add(site.Element.AtomicNumber);
            Add(site.Position.X);
            Add(site.Position.Y);
            Add(site.Position.Z);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
