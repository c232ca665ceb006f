namespace Similarity.Search.Ilgpu;

/// <param name="Kind">CPU, Cuda or OpenCL.</param>
public sealed record IlgpuDevice(string Kind, string Name, long MemoryBytes);
