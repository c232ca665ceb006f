using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Numerics.Tests.LinearAlgebra;

/// <summary>
/// Runs a test in one backend; that of OpenBLAS is skipped aloud where there is none.
/// </summary>
internal static class Backends
{
    public static IDisposable Use(BlasBackend backend)
    {
        SkipWithoutOpenBlas(backend);
        return BlasLibrary.Use(backend);
    }

    public static void SkipWithoutOpenBlas(BlasBackend backend = BlasBackend.OpenBlas) =>
        Skip.If(
            backend == BlasBackend.OpenBlas && !BlasLibrary.Found.IsPresent,
            BlasLibrary.Found.Absence);
}
