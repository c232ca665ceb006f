using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Numerics.Tests.LinearAlgebra;

public class BlasLibraryTest
{
    [Fact]
    public void AbsenceGivesTheReasonAndPresenceTheVersion()
    {
        BlasLibrary found = BlasLibrary.Found;
        Assert.Equal(found.IsPresent, found.Absence is null);
        Assert.Equal(found.IsPresent, found.Version is not null);
        Assert.Equal(found.IsPresent, found.Name is not null);
    }

    [SkippableFact]
    public void PresenceTellsFileAndThreads()
    {
        Backends.SkipWithoutOpenBlas();
        Assert.Contains("OpenBLAS", BlasLibrary.Found.Version, StringComparison.Ordinal);
        Assert.True(File.Exists(BlasLibrary.Found.Path));
        Assert.Equal(1, BlasLibrary.Found.Threads);
        Assert.Throws<ArgumentOutOfRangeException>(() => BlasLibrary.Found.Threads = 0);
    }

    [Fact]
    public void ALibraryThatIsNotThereIsNamed()
    {
        BlasLibrary library = BlasLibrary.Find(["libno-such-blas.so.7"]);
        Assert.False(library.IsPresent);
        Assert.Equal("libno-such-blas.so.7 not found", library.Absence);
        Assert.Throws<InvalidOperationException>(() => library.Threads = 2);
    }

    [SkippableFact]
    public void ALibraryWithoutTheFunctionsIsRefused()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "libc.so.6 is Linux's");
        BlasLibrary library = BlasLibrary.Find(["libc.so.6"]);
        Assert.Contains("has no openblas_get_config", library.Absence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, BlasBackend.Auto)]
    [InlineData("auto", BlasBackend.Auto)]
    [InlineData("managed", BlasBackend.Managed)]
    [InlineData("openblas", BlasBackend.OpenBlas)]
    public void TheSettingIsRead(string? setting, BlasBackend expected) =>
        Assert.Equal(expected, BlasLibrary.Parse(setting));

    [Fact]
    public void AnUnknownSettingIsRefusedWithTheKnownOnes()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => BlasLibrary.Parse("mkl"));
        Assert.Contains("managed, openblas or auto", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void AskingForAnAbsentOpenBlasFails()
    {
        Skip.If(BlasLibrary.Found.IsPresent, "OpenBLAS is here");
        using IDisposable _ = BlasLibrary.Use(BlasBackend.OpenBlas);
        var one = Matrix<double>.Identity(2);
        Assert.Throws<InvalidOperationException>(() => one * one);
    }

    [Fact]
    public void AForcedChoiceEndsWithItsScope()
    {
        BlasBackend before = BlasLibrary.Backend;
        using (BlasLibrary.Use(BlasBackend.Managed))
        {
            using (BlasLibrary.Use(BlasBackend.OpenBlas))
            {
                Assert.Equal(BlasBackend.OpenBlas, BlasLibrary.Backend);
            }

            Assert.Equal(BlasBackend.Managed, BlasLibrary.Backend);
        }

        Assert.Equal(before, BlasLibrary.Backend);
    }
}
