namespace Similarity.Numerics.Hardware;

/// <summary>Kernels as texts, of which each kind of device takes the one it can compile.</summary>
/// <param name="Source">In the common part of OpenCL C 1.2 and CUDA C++.</param>
/// <param name="Ptx">The same kernels compiled, for machines with a CUDA driver alone.</param>
/// <param name="Kernels">Their names.</param>
public sealed record GpuProgram(string Source, string Ptx, IReadOnlyList<string> Kernels);
