using Similarity.Search.Kernels;
using Similarity.Search.Segments;

namespace Similarity.Search.Quantised;

/// <summary>Queries in the bytes of some rows, one after the other.</summary>
internal sealed unsafe class QuantisedQueries : IDisposable
{
    private readonly AllocatedMemory memory;
    private readonly CodedVector[] coded;
    private readonly int groups;

    public QuantisedQueries(
        QuantisedRows rows, ByteTile tile, ReadOnlySpan<float> queries, int lanes)
    {
        groups = rows.Groups;
        coded = new CodedVector[queries.Length / lanes];
        memory = new AllocatedMemory((long)coded.Length * groups * sizeof(int));
        double[] values = new double[lanes];
        for (int query = 0; query < coded.Length; query++)
        {
            var codes = new Span<byte>(Codes(query), lanes);
            coded[query] = rows.Coding.Encode(
                queries.Slice(query * lanes, lanes), values, codes);
            foreach (ref byte code in codes)
            {
                code = (byte)(code + tile.Offset);
            }
        }
    }

    public int* Codes(int query) => (int*)memory.Start + (long)query * groups;

    public ref readonly CodedVector this[int query] => ref coded[query];

    public void Dispose() => memory.Dispose();
}
