using System.Text;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Numerics;

namespace Similarity.Tests.Formats;

/// <summary>Files written in a test, and lengths in the unit of files.</summary>
internal static class FormatText
{
    public static FileContents Read(string text) => FileFormats.Read(Source(text));

    public static FileSource Source(string text) => new("test-file", Encoding.UTF8.GetBytes(text));

    /// <summary>Reads with a named format even what it would not recognise.</summary>
    public static FileContents ReadAs(string format, string text) =>
        FileFormats.All.Single(candidate => candidate.Name == format).Read(Source(text));

    public static InvalidFileException Refused(string format, string text) =>
        Assert.Throws<InvalidFileException>(() => ReadAs(format, text));

    public static Vector3D CartesianAngstrom(this Crystal crystal, int site) =>
        PhysicalConstants.BohrInAngstrom * crystal.CartesianPosition(site);

    public static double VolumeInCubicAngstrom(this Crystal crystal) =>
        crystal.Lattice.Volume * Math.Pow(PhysicalConstants.BohrInAngstrom, 3);

    public static string Symbols(this Crystal crystal) =>
        string.Join(' ', crystal.Sites.ToArray().Select(site => site.Element.Symbol));

    public static void Close(Vector3D expected, Vector3D actual, double tolerance) =>
        Assert.True(
            (expected - actual).Length <= tolerance, $"expected {expected}, found {actual}");
}
