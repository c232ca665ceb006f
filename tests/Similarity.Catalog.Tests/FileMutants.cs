using Similarity.Numerics;

namespace Similarity.Catalog.Tests;

/// <summary>Files that differ from a sound one at random.</summary>
internal static class FileMutants
{
    public static byte[] Of(byte[] sound, RandomStream random)
    {
        byte[] mutant = [.. sound];
        int place = random.Below(mutant.Length);
        int length = Math.Min(1 + random.Below(300), mutant.Length - place);
        switch (random.Below(6))
        {
            case 0:
                return mutant[..place];
            case 1:
                return [.. mutant[..place], .. mutant[(place + length)..]];
            case 2:
                mutant.AsSpan(place, length).Clear();
                return mutant;
            case 3:
                mutant.AsSpan(place, length).Fill(0xFF);
                return mutant;
            case 4:
                // The heads of files and pages say what all the rest means.
                mutant[random.Below(16) == 0
                    ? random.Below(100)
                    : place / 4096 * 4096 + random.Below(16)] ^= (byte)(1 << random.Below(8));
                return mutant;
            default:
                for (int i = 0; i < 1 + random.Below(20); i++)
                {
                    mutant[random.Below(mutant.Length)] = (byte)random.Below(256);
                }

                return mutant;
        }
    }
}
