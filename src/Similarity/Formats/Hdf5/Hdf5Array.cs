namespace Similarity.Formats.Hdf5;

/// <summary>Little-endian doubles in chunks, filled block after block.</summary>
public sealed unsafe class Hdf5Array : IDisposable
{
    private readonly int rank;
    private readonly long space;
    private readonly long array;

    internal Hdf5Array(long file, string name, int[] counts, int[] chunk)
    {
        rank = counts.Length;
        Hdf5Library library = Hdf5Library.Current;
        ulong[] sizes = Unsigned(counts), chunks = Unsigned(chunk);
        long properties = Hdf5Writer.Check(
            Hdf5Functions.CreateProperties(library.Identifier("H5P_CLS_DATASET_CREATE_ID_g")),
            "make properties");
        fixed (ulong* s = sizes, c = chunks)
        {
            Hdf5Writer.Check(
                Hdf5Functions.SetChunk(properties, rank, c), $"cut {name} in chunks");
            Hdf5Writer.Check(Hdf5Functions.SetTimes(properties, 0), "leave out times");
            space = Hdf5Writer.Check(
                Hdf5Functions.CreateSpace(rank, s, null), $"shape {name}");
        }

        array = Hdf5Writer.Check(
            Hdf5Functions.CreateArray(
                file, name, library.Identifier("H5T_IEEE_F64LE_g"), space, 0, properties, 0),
            $"create {name}");
        _ = Hdf5Functions.CloseProperties(properties);
    }

    /// <param name="start">Where the block begins along each axis.</param>
    /// <param name="counts">How many along each, the last fastest in the values.</param>
    public void Write(int[] start, int[] counts, ReadOnlySpan<double> values)
    {
        long expected = counts.Aggregate(1L, (product, count) => product * count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, expected, nameof(values));
        ulong[] starts = Unsigned(start), sizes = Unsigned(counts);
        fixed (ulong* s = starts, c = sizes)
        {
            fixed (double* v = values)
            {
                Hdf5Writer.Check(
                    Hdf5Functions.SelectBlock(
                        space, Hdf5Functions.SelectSet, s, null, c, null),
                    "select a block");
                long memory = Hdf5Writer.Check(
                    Hdf5Functions.CreateSpace(rank, c, null), "shape a block");
                int result = Hdf5Functions.Write(
                    array,
                    Hdf5Library.Current.Identifier("H5T_NATIVE_DOUBLE_g"),
                    memory,
                    space,
                    0,
                    v);
                _ = Hdf5Functions.CloseSpace(memory);
                Hdf5Writer.Check(result, "write a block");
            }
        }
    }

    public void Describe(string name, string text) => Hdf5Writer.Describe(array, name, text);

    public void Dispose()
    {
        _ = Hdf5Functions.CloseArray(array);
        _ = Hdf5Functions.CloseSpace(space);
    }

    private static ulong[] Unsigned(int[] counts) =>
        Array.ConvertAll(counts, count => (ulong)count);
}
