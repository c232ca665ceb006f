namespace Similarity.Benchmarks.Studies;

/// <summary>
/// Vectors by name, written to a file as they come: what was computed before an end is there at the
/// next start. Without a file it forgets.
/// </summary>
internal sealed class VectorStore : IDisposable
{
    private readonly Dictionary<string, double[]> vectors = new(StringComparer.Ordinal);
    private readonly BinaryWriter? writer;

    public VectorStore(string? folder, string name)
    {
        if (folder is null)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        var file = new FileStream(
            Path.Combine(folder, name + ".bin"), FileMode.OpenOrCreate, FileAccess.ReadWrite);
        file.SetLength(ReadAll(file));
        file.Seek(0, SeekOrigin.End);
        writer = new BinaryWriter(file);
    }

    public double[] GetOrAdd(string name, Func<double[]> compute)
    {
        lock (vectors)
        {
            if (vectors.TryGetValue(name, out double[]? known))
            {
                return known;
            }
        }

        double[] vector = compute();
        lock (vectors)
        {
            vectors[name] = vector;
            writer?.Write(name);
            writer?.Write(vector.Length);
            foreach (double value in vector)
            {
                writer?.Write(value);
            }

            writer?.Flush();
        }

        return vector;
    }

    public void Dispose() => writer?.Dispose();

    /// <summary>Where the last whole record ends: a killed program leaves half of one.</summary>
    private long ReadAll(FileStream file)
    {
        long end = 0;
        var reader = new BinaryReader(new BufferedStream(file, 1 << 20));
        try
        {
            while (end < file.Length)
            {
                string name = reader.ReadString();
                var vector = new double[reader.ReadInt32()];
                for (int i = 0; i < vector.Length; i++)
                {
                    vector[i] = reader.ReadDouble();
                }

                vectors[name] = vector;
                end = reader.BaseStream.Position;
            }
        }
        catch (EndOfStreamException)
        {
            return end;
        }

        return end;
    }
}
