using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Similarity.Catalog.Jobs;

/// <summary>
/// Where the shards of a build are kept: for each a catalog <c>3-of-16.db</c> and, once it is done,
/// a marker <c>3-of-16.done</c>.
/// </summary>
/// <param name="path">In full.</param>
public sealed partial class ShardFolder(string path)
{
    private const string MarkerExtension = ".done";

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string DatabaseOf(Shard shard) => File(shard.Name + ".db");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public ImmutableArray<ShardState> States(int count) => [.. Shard.All(count).Select(StateOf)];

    public ShardState StateOf(Shard shard)
    {
        try
        {
            var marker = ShardMarker.FromJson(System.IO.File.ReadAllBytes(MarkerOf(shard)));
            return marker.Shard == shard
                ? new ShardState(shard, marker, null)
                : new ShardState(
                    shard, null, $"its marker is that of another shard, {marker.Shard.Name}");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            bool isBegun = System.IO.File.Exists(DatabaseOf(shard));
            return new ShardState(
                shard, null, isBegun ? "was stopped before it was done" : "was not begun");
        }
        catch (Exception e) when (
            e is FormatException or IOException or UnauthorizedAccessException)
        {
            return new ShardState(shard, null, $"its marker cannot be read: {e.Message}");
        }
    }

    /// <summary>
    /// Numbers of shards, other than this one, that the folder holds done shards of.
    /// </summary>
    public ImmutableArray<int> OtherCounts(int count) => Directory.Exists(Path)
        ? [
            .. Directory.EnumerateFiles(Path, "*" + MarkerExtension)
                .Select(file => MarkerName().Match(System.IO.Path.GetFileName(file)))
                .Where(match => match.Success)
                .Select(match => int.Parse(
                    match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture))
                .Where(other => other != count)
                .Distinct().Order(),
        ]
        : [];

    /// <summary>A shard that is built again is not done until it is.</summary>
    /// <exception cref="CatalogException"/>
    public void Unmark(Shard shard) =>
        Guard(shard, () => System.IO.File.Delete(MarkerOf(shard)));

    /// <summary>
    /// Says that a shard is done; after a crash that is said as a whole or not at all.
    /// </summary>
    /// <exception cref="CatalogException"/>
    public void Mark(ShardMarker marker) => Guard(marker.Shard, () =>
    {
        string target = MarkerOf(marker.Shard);
        using (FileStream file = System.IO.File.Create(target + ".new"))
        {
            file.Write(marker.ToJson());
            file.Flush(flushToDisk: true);
        }

        System.IO.File.Move(target + ".new", target, overwrite: true);
    });

    private string MarkerOf(Shard shard) => File(shard.Name + MarkerExtension);

    private void Guard(Shard shard, Action change)
    {
        try
        {
            change();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CatalogException(
                CatalogFault.Unavailable, MarkerOf(shard), e.Message, e);
        }
    }

    [GeneratedRegex(@"^[0-9]{1,6}-of-([0-9]{1,6})\.done\z", RegexOptions.CultureInvariant)]
    private static partial Regex MarkerName();
}
