using System.Numerics;
using System.Runtime.InteropServices;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// The functions taken from OpenBLAS (32-bit counts). CBLAS takes rows, LAPACK columns. A Fortran
/// string has its length, 1 here, behind the last argument: code compiled to expect it there owns
/// the place and may overwrite it.
/// </summary>
internal static unsafe partial class OpenBlas
{
    public const int RowMajor = 101;
    public const int NoTranspose = 111;
    public const int Transposed = 112;
    public const int Adjoint = 113;

    private const string Library = "openblas";

    public static IReadOnlyList<string> Functions { get; } =
    [
        "openblas_get_config", "openblas_set_num_threads", "openblas_get_num_threads",
        "cblas_sgemm", "cblas_dgemm", "cblas_zgemm",
        "dpotrf_", "zpotrf_", "dgetrf_", "zgetrf_", "dsyevd_", "zheevd_",
        "dsygst_", "zhegst_", "dsyevr_", "zheevr_",
    ];

    /// <summary>
    /// Sends every import below to the library found at run time; once, as an assembly has one
    /// resolver.
    /// </summary>
    public static void Bind(nint handle) =>
        NativeLibrary.SetDllImportResolver(
            typeof(OpenBlas).Assembly, (name, _, _) => name == Library ? handle : 0);

    [LibraryImport(Library, EntryPoint = "openblas_get_config")]
    public static partial nint Configuration();

    [LibraryImport(Library, EntryPoint = "openblas_set_num_threads")]
    public static partial void SetThreads(int threads);

    [LibraryImport(Library, EntryPoint = "openblas_get_num_threads")]
    public static partial int GetThreads();

    [LibraryImport(Library, EntryPoint = "cblas_sgemm")]
    public static partial void MultiplySingle(
        int order, int transposeA, int transposeB, int m, int n, int k,
        float alpha, float* a, int lda, float* b, int ldb, float beta, float* c, int ldc);

    [LibraryImport(Library, EntryPoint = "cblas_dgemm")]
    public static partial void MultiplyDouble(
        int order, int transposeA, int transposeB, int m, int n, int k,
        double alpha, double* a, int lda, double* b, int ldb, double beta, double* c, int ldc);

    [LibraryImport(Library, EntryPoint = "cblas_zgemm")]
    public static partial void MultiplyComplex(
        int order, int transposeA, int transposeB, int m, int n, int k,
        Complex* alpha, Complex* a, int lda, Complex* b, int ldb,
        Complex* beta, Complex* c, int ldc);

    [LibraryImport(Library, EntryPoint = "dpotrf_")]
    public static partial void CholeskyReal(
        byte* triangle, int* n, double* a, int* lda, int* info, nint length = 1);

    [LibraryImport(Library, EntryPoint = "zpotrf_")]
    public static partial void CholeskyComplex(
        byte* triangle, int* n, Complex* a, int* lda, int* info, nint length = 1);

    [LibraryImport(Library, EntryPoint = "dgetrf_")]
    public static partial void LuReal(int* m, int* n, double* a, int* lda, int* pivots, int* info);

    [LibraryImport(Library, EntryPoint = "zgetrf_")]
    public static partial void LuComplex(
        int* m, int* n, Complex* a, int* lda, int* pivots, int* info);

    [LibraryImport(Library, EntryPoint = "dsyevd_")]
    public static partial void EigenReal(
        byte* job, byte* triangle, int* n, double* a, int* lda, double* values,
        double* work, int* workSize, int* integers, int* integerSize, int* info,
        nint jobLength = 1, nint triangleLength = 1);

    [LibraryImport(Library, EntryPoint = "zheevd_")]
    public static partial void EigenComplex(
        byte* job, byte* triangle, int* n, Complex* a, int* lda, double* values,
        Complex* work, int* workSize, double* reals, int* realSize,
        int* integers, int* integerSize, int* info,
        nint jobLength = 1, nint triangleLength = 1);

    [LibraryImport(Library, EntryPoint = "dsygst_")]
    public static partial void ReduceReal(
        int* problem, byte* triangle, int* n, double* a, int* lda, double* b, int* ldb, int* info,
        nint length = 1);

    [LibraryImport(Library, EntryPoint = "zhegst_")]
    public static partial void ReduceComplex(
        int* problem, byte* triangle, int* n, Complex* a, int* lda, Complex* b, int* ldb,
        int* info, nint length = 1);

    [LibraryImport(Library, EntryPoint = "dsyevr_")]
    public static partial void EigenRangeReal(
        byte* job, byte* range, byte* triangle, int* n, double* a, int* lda,
        double* above, double* upTo, int* first, int* last, double* tolerance,
        int* found, double* values, double* vectors, int* ldz, int* supports,
        double* work, int* workSize, int* integers, int* integerSize, int* info,
        nint jobLength = 1, nint rangeLength = 1, nint triangleLength = 1);

    [LibraryImport(Library, EntryPoint = "zheevr_")]
    public static partial void EigenRangeComplex(
        byte* job, byte* range, byte* triangle, int* n, Complex* a, int* lda,
        double* above, double* upTo, int* first, int* last, double* tolerance,
        int* found, double* values, Complex* vectors, int* ldz, int* supports,
        Complex* work, int* workSize, double* reals, int* realSize,
        int* integers, int* integerSize, int* info,
        nint jobLength = 1, nint rangeLength = 1, nint triangleLength = 1);
}
