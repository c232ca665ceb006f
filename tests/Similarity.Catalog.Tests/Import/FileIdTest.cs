using Similarity.Catalog.Import;

namespace Similarity.Catalog.Tests.Import;

public sealed class FileIdTest
{
    [Theory]
    [InlineData("Si.cif", "Si.cif")]
    [InlineData("a/b/Si.cif", "Si.cif")]
    [InlineData("/data/vasprun.Al.xml.gz", "vasprun.Al.xml.gz")]
    [InlineData("POSCAR", "POSCAR")]
    [InlineData("./POSCAR", "POSCAR")]
    [InlineData("a/POSCAR", "a/POSCAR")]
    [InlineData("./a//b/./POSCAR", "a/b/POSCAR")]
    [InlineData("a/c/../POSCAR.gz", "a/POSCAR.gz")]
    [InlineData("../a/vasprun.xml", "../a/vasprun.xml")]
    [InlineData("../../OUTCAR", "../../OUTCAR")]
    [InlineData("/data/run7/EIGENVAL", "/data/run7/EIGENVAL")]
    [InlineData("/data/../run7/contcar", "/run7/contcar")]
    public void OfAName(string file, string id) => Assert.Equal(id, FileId.Of(file, IdBy.Name));

    [Theory]
    [InlineData("Si.cif", "Si.cif")]
    [InlineData("./a/Si.cif", "a/Si.cif")]
    [InlineData("/a/./Si.cif", "/a/Si.cif")]
    public void OfAPath(string file, string id) => Assert.Equal(id, FileId.Of(file, IdBy.Path));
}
