using System.Numerics;
using System.Runtime.InteropServices;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// C ← C + α A B in blocks (Goto and van de Geijn, ACM TOMS 34 (2008) 12): a block of B stays in
/// the second cache, a panel of A in the first, the tile of C in registers. Threads take panels of
/// C that begin at borders of tiles, so every element is summed as by one thread.
/// </summary>
internal static unsafe class BlockedProduct<TPacking, TElement, TSimd, TVector, T>
    where TPacking : struct, IPacking<TElement, T>
    where TElement : unmanaged
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, INumberBase<T>
{
    // 256 steps: the panel of A takes 6 KiB (float) or 12 (double) of a first cache of 32 KiB, and
    // the block of B half a second cache of 1 MiB. The block of A is read once a block of B, from
    // the third.
    private const int StepsPerBlock = 256;
    private const int BytesOfRight = 512 * 1024;
    private const int RowsPerBlock = 3072;

    private const int Height = ProductKernel<TSimd, TVector, T>.Rows;

    // Reals, and elements, of a tile's row.
    private static int Width => ProductKernel<TSimd, TVector, T>.Columns;

    private static int ElementsWide => Width / TPacking.Parts;

    public static void Add(ProductSum<TElement, T> sum, int threads)
    {
        // Panels of C begin at tile borders of the dimension that has more of them.
        bool byRows = sum.Rows / Height >= sum.Columns / ElementsWide;
        int unit = byRows ? Height : ElementsWide;
        int size = byRows ? sum.Rows : sum.Columns;
        int tiles = Tiles(size, unit);
        int panels = Math.Min(threads, tiles);
        if (panels <= 1)
        {
            AddPanel(sum);
            return;
        }

        Parallel.For(0, panels, new ParallelOptions { MaxDegreeOfParallelism = threads }, panel =>
        {
            int first = (int)((long)tiles * panel / panels) * unit;
            int last = (int)((long)tiles * (panel + 1) / panels) * unit;
            int count = Math.Min(last, size) - first;
            AddPanel(byRows
                ? sum.OfRows(first, count)
                : sum.OfColumns(first, count, TPacking.Parts));
        });
    }

    private static void AddPanel(ProductSum<TElement, T> sum)
    {
        int parts = TPacking.Parts;
        int stepsMax = Math.Min(StepsPerBlock / parts, sum.Steps);
        int rowsMax = Math.Min(RowsPerBlock, sum.Rows);
        int columnsMax = BytesOfRight / (StepsPerBlock * sizeof(T)) / Width * ElementsWide;
        columnsMax = Math.Min(columnsMax, sum.Columns);
        T* left = Allocate((nint)Tiles(rowsMax, Height) * Height * stepsMax * parts);
        T* right = Allocate((nint)Tiles(columnsMax, ElementsWide) * Width * stepsMax * parts);
        T* tile = Allocate(Height * Width);
        try
        {
            for (int i = 0; i < sum.Rows; i += rowsMax)
            {
                int rows = Math.Min(rowsMax, sum.Rows - i);
                for (int p = 0; p < sum.Steps; p += stepsMax)
                {
                    int steps = Math.Min(stepsMax, sum.Steps - p);
                    TPacking.PackLeft(sum.A.From(i, p), rows, steps, Height, left);
                    for (int j = 0; j < sum.Columns; j += columnsMax)
                    {
                        int columns = Math.Min(columnsMax, sum.Columns - j);
                        TPacking.PackRight(sum.B.From(p, j), steps, columns, Width, right);
                        T* corner = sum.C + (nint)i * sum.Stride + (nint)j * parts;
                        AddBlock(
                            (rows, columns * parts, steps * parts),
                            sum.Alpha, left, right, tile, corner, sum.Stride);
                    }
                }
            }
        }
        finally
        {
            NativeMemory.AlignedFree(left);
            NativeMemory.AlignedFree(right);
            NativeMemory.AlignedFree(tile);
        }
    }

    // From here on everything is real.
    private static void AddBlock(
        (int Rows, int Columns, int Steps) block,
        T alpha,
        T* left,
        T* right,
        T* tile,
        T* c,
        int stride)
    {
        (int rows, int columns, int steps) = block;
        for (int i = 0; i < rows; i += Height, left += Height * steps)
        {
            int rowCount = Math.Min(Height, rows - i);
            T* strip = right;
            for (int j = 0; j < columns; j += Width, strip += Width * steps)
            {
                int columnCount = Math.Min(Width, columns - j);
                T* target = c + (nint)i * stride + j;
                if (rowCount == Height && columnCount == Width)
                {
                    ProductKernel<TSimd, TVector, T>
                        .AddTile(steps, left, strip, alpha, target, stride);
                }
                else
                {
                    new Span<T>(tile, Height * Width).Clear();
                    ProductKernel<TSimd, TVector, T>
                        .AddTile(steps, left, strip, alpha, tile, Width);
                    AddCorner(tile, rowCount, columnCount, target, stride);
                }
            }
        }
    }

    private static void AddCorner(T* tile, int rows, int columns, T* c, int stride)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                c[(nint)i * stride + j] += tile[i * Width + j];
            }
        }
    }

    private static int Tiles(int size, int tile) => (size + tile - 1) / tile;

    // 64 bytes: a vector of 512 bits that straddles two cache lines costs two loads.
    private static T* Allocate(nint count) =>
        (T*)NativeMemory.AlignedAlloc((nuint)(count * sizeof(T)), 64);
}
