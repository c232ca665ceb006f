using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Arm = System.Runtime.Intrinsics.Arm;
using X86 = System.Runtime.Intrinsics.X86;

namespace Similarity.Cli.Verbs;

/// <summary>The vector units that the runtime uses on this machine.</summary>
/// <param name="VectorBits">
/// Width of <see cref="Vector{T}"/>, which stays at 256 bits on AVX-512.
/// </param>
/// <param name="HardwareBits">The widest of Vector128, 256 and 512 that is accelerated.</param>
internal sealed record SimdSummary(
    string Architecture, int VectorBits, int HardwareBits, IReadOnlyList<string> InstructionSets)
{
    public static SimdSummary OfThisMachine()
    {
        int hardwareBits = Vector512.IsHardwareAccelerated ? 512
            : Vector256.IsHardwareAccelerated ? 256
            : Vector128.IsHardwareAccelerated ? 128
            : 0;
        (string Name, bool IsSupported)[] sets =
        [
            ("SSE4.2", X86.Sse42.IsSupported),
            ("AVX", X86.Avx.IsSupported),
            ("AVX2", X86.Avx2.IsSupported),
            ("FMA", X86.Fma.IsSupported),
            ("AVX-512F", X86.Avx512F.IsSupported),
            ("AVX-512BW", X86.Avx512BW.IsSupported),
            ("AVX-512DQ", X86.Avx512DQ.IsSupported),
            ("AVX-512VBMI", X86.Avx512Vbmi.IsSupported),
            ("AdvSIMD", Arm.AdvSimd.IsSupported),
            ("Dp", Arm.Dp.IsSupported),
        ];
        return new SimdSummary(
            RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
            8 * Vector<byte>.Count,
            hardwareBits,
            sets.Where(set => set.IsSupported).Select(set => set.Name).ToArray());
    }
}
