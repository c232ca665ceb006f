using System.IO.Compression;
using System.Text;

namespace Similarity.Tests.Formats;

/// <summary>
/// Damages the content of a real file the way disks, editors and scripts do. The same seed gives
/// the same sequence of mutants.
/// </summary>
internal sealed class FormatMutation(int seed)
{
    /// <summary>
    /// Values that break readers: not finite, negative, absent, absurd counts, deep nesting.
    /// </summary>
    private static readonly string[] HostileNumbers =
    [
        "nan", "1e999", "-1", "", "0", "1000000000000", "99999999999999999999", "2147483647",
        "1e308",
        "-1e-320", "inf", "1.5", "********", "1,5", "\0", "[[[[",
    ];

    private readonly Random random = new(seed);

    /// <summary>One to three damages of one copy.</summary>
    public byte[] Mutate(byte[] original)
    {
        byte[] content = (byte[])original.Clone();
        for (int left = random.Next(1, 4); left > 0; left--)
        {
            content = random.Next(10) switch
            {
                0 => content[..random.Next(content.Length + 1)],
                1 or 2 => FlipBytes(content),
                3 => EditLines(content, lines => lines.RemoveAt(random.Next(lines.Count))),
                4 => EditLines(content, lines => lines.Insert(
                    random.Next(lines.Count), lines[random.Next(lines.Count)])),
                5 => EditLines(content, SwapLines),
                6 => EditLine(content, SwapFields),
                _ => EditLine(content, ReplaceNumber),
            };
        }

        return content;
    }

    /// <summary>A damaged gzip file of the content.</summary>
    public byte[] MutateCompressed(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        byte[] compressed = target.ToArray();
        return random.Next(2) == 0
            ? FlipBytes(compressed)
            : compressed[..random.Next(compressed.Length)];
    }

    private byte[] FlipBytes(byte[] content)
    {
        for (int left = random.Next(1, 9); left > 0 && content.Length > 0; left--)
        {
            content[random.Next(content.Length)] = (byte)random.Next(256);
        }

        return content;
    }

    // Latin-1 maps every byte to a character and back.
    private static byte[] EditLines(byte[] content, Action<List<string>> edit)
    {
        List<string> lines = [.. Encoding.Latin1.GetString(content).Split('\n')];
        edit(lines);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private byte[] EditLine(byte[] content, Func<string, string> edit) =>
        EditLines(content, lines =>
    {
        int index = random.Next(lines.Count);
        lines[index] = edit(lines[index]);
    });

    private void SwapLines(List<string> lines)
    {
        int i = random.Next(lines.Count), j = random.Next(lines.Count);
        (lines[i], lines[j]) = (lines[j], lines[i]);
    }

    private string SwapFields(string line)
    {
        List<Range> fields = Fields(line);
        if (fields.Count < 2)
        {
            return line;
        }

        int first = random.Next(fields.Count - 1);
        Range a = fields[first], b = fields[random.Next(first + 1, fields.Count)];
        return line[..a.Start] + line[b] + line[a.End..b.Start] + line[a] + line[b.End..];
    }

    private string ReplaceNumber(string line)
    {
        List<Range> numbers = Fields(line).FindAll(
            field => line[field][0] is '-' or '+' or '.' or (>= '0' and <= '9'));
        if (numbers.Count == 0)
        {
            return line;
        }

        Range number = numbers[random.Next(numbers.Count)];
        return line[..number.Start]
            + HostileNumbers[random.Next(HostileNumbers.Length)]
            + line[number.End..];
    }

    /// <summary>Words between spaces and the punctuation of JSON, XML and CSV.</summary>
    private static List<Range> Fields(string line)
    {
        var fields = new List<Range>();
        int start = -1;
        for (int i = 0; i <= line.Length; i++)
        {
            bool isInside = i < line.Length
                && !" \t\r,:;=[]{}()<>/\"'".Contains(line[i], StringComparison.Ordinal);
            if (isInside && start < 0)
            {
                start = i;
            }
            else if (!isInside && start >= 0)
            {
                fields.Add(start..i);
                start = -1;
            }
        }

        return fields;
    }
}
