using System.Runtime.Intrinsics.X86;

namespace Similarity.Search.Kernels;

/// <summary>The instructions that sums over bytes are computed with.</summary>
internal enum ByteInstructions
{
    /// <summary>Those of any processor.</summary>
    Portable,
    Avx2,
    AvxVnni,
}

internal static class ByteInstructionSets
{
    public static ByteInstructions Best { get; } =
        AvxVnni.IsSupported ? ByteInstructions.AvxVnni
        : Avx2.IsSupported ? ByteInstructions.Avx2
        : ByteInstructions.Portable;

    /// <summary>Those of this processor.</summary>
    public static IEnumerable<ByteInstructions> Available =>
        Enum.GetValues<ByteInstructions>().Where(set => set <= Best);
}
