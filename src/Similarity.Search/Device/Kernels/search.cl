/* Kernels of device search, in the common part of OpenCL C 1.2 and CUDA C++.

   Vectors lie in slabs of SLAB rows. Lane j of row r of a slab is float j * SLAB + r of it, so that
   neighbouring threads, which take neighbouring rows, read neighbouring addresses. Queries lie the
   same way, with as many columns as there are queries.

   A key is the bits of a float, ordered as an unsigned integer; that of a NaN is 0: what cannot be
   computed stays a candidate. */

#define SLAB 1024
#define TILE 64
#define DEPTH 16
#define SIDE 16
#define EACH (TILE / SIDE)
#define SHRINKERS 256

#ifdef __OPENCL_C_VERSION__
#define KERNEL __kernel
#define GLOBAL __global
#define LOCAL __local
#define RESTRICT restrict
#define BARRIER barrier(CLK_LOCAL_MEM_FENCE)
#define THREAD_X ((uint)get_local_id(0))
#define THREAD_Y ((uint)get_local_id(1))
#define GROUP_X ((uint)get_group_id(0))
#define GROUP_Y ((uint)get_group_id(1))
#define GROUP_SIZE ((uint)get_local_size(0))
#define BITS_OF(number) as_uint(number)
#define ABSOLUTE(number) fabs(number)
#define ONES(word) popcount(word)
#define ADD_GLOBAL(address, number) atomic_add(address, number)
#define ADD_LOCAL(address, number) atomic_add(address, number)
#define MIN_GLOBAL(address, number) atomic_min(address, number)
#else
typedef unsigned int uint;
typedef unsigned long long ulong;
#define KERNEL extern "C" __global__
#define GLOBAL
#define LOCAL __shared__
#define RESTRICT __restrict__
#define BARRIER __syncthreads()
#define THREAD_X threadIdx.x
#define THREAD_Y threadIdx.y
#define GROUP_X blockIdx.x
#define GROUP_Y blockIdx.y
#define GROUP_SIZE blockDim.x
#define BITS_OF(number) __float_as_uint(number)
#define ABSOLUTE(number) fabsf(number)
#define ONES(word) __popc(word)
#define ADD_GLOBAL(address, number) atomicAdd(address, number)
#define ADD_LOCAL(address, number) atomicAdd(address, number)
#define MIN_GLOBAL(address, number) atomicMin(address, number)
#endif

#define IS_SET(mask, row) ((mask)[(row) / 32] >> ((row) % 32) & 1)

/* What all kernels of scores take: the slabs of `count` rows from slab `slab` of the buffer on,
   `firstRow` being the collection's row of the first; scores[q * count + r] is the result. */
#define SCORE_ARGUMENTS \
    GLOBAL const float *RESTRICT rows, ulong slab, uint count, \
    GLOBAL const float *RESTRICT queries, uint columns, uint width, \
    GLOBAL const uint *RESTRICT mask, uint masked, uint firstRow, uint lastRow, \
    GLOBAL const float *RESTRICT spans, GLOBAL float *RESTRICT scores

#define ROW(r) (rows + (slab + (r) / SLAB) * SLAB * width + (r) % SLAB)

/* One thread for a row and a query; rows that may not be found are not read. */
#define FIND_ROW \
    uint r = GROUP_X * GROUP_SIZE + THREAD_X; \
    uint q = GROUP_Y; \
    if (firstRow + r > lastRow || (masked && !IS_SET(mask, firstRow + r))) return; \
    GLOBAL const float *RESTRICT row = ROW(r); \
    GLOBAL const float *RESTRICT query = queries + q;

#define SCAN(NAME, STEP) \
KERNEL void NAME(SCORE_ARGUMENTS) \
{ \
    FIND_ROW \
    float sum = 0, part = 0; \
    _Pragma("unroll 16") \
    for (uint j = 0; j < width; j++) \
    { \
        float x = row[(ulong)j * SLAB], y = query[(ulong)j * columns]; \
        STEP(sum, part, x, y, spans[j]) \
    } \
    scores[(ulong)q * count + r] = sum; \
}

#define DOT(sum, part, x, y, span) sum += (x) * (y);
#define SQUARE(sum, part, x, y, span) { float d = (x) - (y); sum += d * d; }

/* The lane that closes an axis has a span. It is 1 where the vector has something on the axis, 0
   where not; the axis counts whole when one has and the other not. */
#define SHARE(sum, part, x, y, span) \
    { \
        float d = ABSOLUTE((x) - (y)), s = span; \
        if (s > 0) { sum += d > 0 ? s : part; part = 0; } \
        else part += d; \
    }

SCAN(scan_dot, DOT)
SCAN(scan_square, SQUARE)
SCAN(scan_share, SHARE)

/* Bits in common over bits in either, on the bits from the later first to the earlier end. */
KERNEL void scan_bits(SCORE_ARGUMENTS)
{
    FIND_ROW
    uint firstX = BITS_OF(row[0]), firstY = BITS_OF(query[0]);
    uint endX = BITS_OF(row[SLAB]), endY = BITS_OF(query[columns]);
    uint first = firstX > firstY ? firstX : firstY, end = endX < endY ? endX : endY;
    uint both = 0, either = 0;
    for (uint j = 2; j < width; j++)
    {
        uint low = (j - 2) * 32;
        if (low + 32 <= first || low >= end) continue;
        uint in = 0xFFFFFFFFu;
        if (first > low) in &= 0xFFFFFFFFu << (first - low);
        if (end < low + 32) in &= 0xFFFFFFFFu >> (low + 32 - end);
        uint x = BITS_OF(row[(ulong)j * SLAB]) & in;
        uint y = BITS_OF(query[(ulong)j * columns]) & in;
        both += ONES(x & y);
        either += ONES(x | y);
    }
    scores[(ulong)q * count + r] = either == 0 ? 0.0f : (float)both / (float)either;
}

/* TILE rows by TILE queries for a group of SIDE by SIDE threads, DEPTH lanes at a time. */
#define TILED(NAME, STEP) \
KERNEL void NAME(SCORE_ARGUMENTS) \
{ \
    LOCAL float xs[DEPTH * TILE]; \
    LOCAL float ys[DEPTH * TILE]; \
    uint tx = THREAD_X, ty = THREAD_Y, t = ty * SIDE + tx; \
    uint r = GROUP_X * TILE, q = GROUP_Y * TILE; \
    GLOBAL const float *RESTRICT row = ROW(r); \
    float sum[EACH * EACH], part[EACH * EACH]; \
    _Pragma("unroll") \
    for (uint i = 0; i < EACH * EACH; i++) { sum[i] = 0; part[i] = 0; } \
    for (uint j = 0; j < width; j += DEPTH) \
    { \
        for (uint i = t; i < DEPTH * TILE; i += SIDE * SIDE) \
        { \
            uint lane = j + i / TILE; \
            xs[i] = lane < width ? row[(ulong)lane * SLAB + i % TILE] : 0; \
            ys[i] = lane < width ? queries[(ulong)lane * columns + q + i % TILE] : 0; \
        } \
        BARRIER; \
        for (uint l = 0; l < DEPTH; l++) \
        { \
            float x[EACH], y[EACH]; \
            float span = j + l < width ? spans[j + l] : 0; \
            _Pragma("unroll") \
            for (uint i = 0; i < EACH; i++) \
            { \
                x[i] = xs[l * TILE + i * SIDE + tx]; \
                y[i] = ys[l * TILE + i * SIDE + ty]; \
            } \
            _Pragma("unroll") \
            for (uint a = 0; a < EACH; a++) \
            { \
                _Pragma("unroll") \
                for (uint b = 0; b < EACH; b++) \
                { \
                    STEP(sum[a * EACH + b], part[a * EACH + b], x[a], y[b], span) \
                } \
            } \
        } \
        BARRIER; \
    } \
    _Pragma("unroll") \
    for (uint a = 0; a < EACH; a++) \
    { \
        _Pragma("unroll") \
        for (uint b = 0; b < EACH; b++) \
        { \
            scores[(ulong)(q + b * SIDE + ty) * count + r + a * SIDE + tx] = sum[a * EACH + b]; \
        } \
    } \
}

TILED(tile_dot, DOT)
TILED(tile_square, SQUARE)
TILED(tile_share, SHARE)

/* What order nearness has: the smaller the nearer. */
#define AS_IT_IS 0
#define NEGATED 1
#define FROM_ONE 2
#define TANIMOTO 3
#define SQUARED_DISTANCE 4

/* Puts into the list of each query the rows whose key is below its threshold, of the `taken` rows
   from `from` on of the `count` that have scores. Where a list is full, the smallest key that found
   no place is kept. */
KERNEL void collect(
    GLOBAL const float *RESTRICT scores, uint count, uint from, uint taken, uint firstRow,
    uint lastRow, GLOBAL const uint *RESTRICT mask, uint masked, uint order,
    GLOBAL const float *RESTRICT rowNorms, GLOBAL const float *RESTRICT queryNorms,
    GLOBAL const uint *RESTRICT thresholds, GLOBAL uint *counts, GLOBAL uint *lost,
    GLOBAL uint *keys, GLOBAL uint *found, uint capacity)
{
    uint i = GROUP_X * GROUP_SIZE + THREAD_X;
    uint q = GROUP_Y;
    uint number = firstRow + from + i;
    if (i >= taken || number > lastRow || (masked && !IS_SET(mask, number))) return;

    float score = scores[(ulong)q * count + from + i];
    if (order == NEGATED) score = -score;
    if (order == FROM_ONE) score = 1.0f - score;
    if (order == TANIMOTO)
    {
        float either = rowNorms[number] + queryNorms[q] - score;
        score = either == 0 ? 0.0f : -(score / either);
    }
    if (order == SQUARED_DISTANCE) score = rowNorms[number] + queryNorms[q] - 2.0f * score;

    uint bits = BITS_OF(score);
    uint key = (bits & 0x7FFFFFFFu) > 0x7F800000u ? 0u
        : bits >> 31 ? ~bits : bits | 0x80000000u;
    if (key >= thresholds[q]) return;

    uint place = ADD_GLOBAL(counts + q, 1u);
    if (place < capacity)
    {
        keys[(ulong)q * capacity + place] = key;
        found[(ulong)q * capacity + place] = number;
    }
    else
    {
        MIN_GLOBAL(lost + q, key);
    }
}

/* Copies of each list the `keep` smallest keys. Where that leaves some out, the largest one kept
   becomes the threshold, and the smallest that can have been lost. One group for a query. */
KERNEL void shrink(
    GLOBAL const uint *RESTRICT keys, GLOBAL const uint *RESTRICT found,
    GLOBAL const uint *RESTRICT counts, uint capacity, uint keep, uint keptCapacity,
    GLOBAL uint *RESTRICT keptKeys, GLOBAL uint *RESTRICT keptFound, GLOBAL uint *RESTRICT kept,
    GLOBAL uint *RESTRICT thresholds, GLOBAL uint *RESTRICT lost)
{
    LOCAL uint total;
    uint t = THREAD_X, q = GROUP_X;
    ulong list = (ulong)q * capacity, target = (ulong)q * keptCapacity;
    uint length = counts[q] < capacity ? counts[q] : capacity;
    uint many = length > keep;

    /* The keep-th smallest key, its bits from the highest on: the largest number that fewer than
       keep keys lie below. */
    uint largest = 0;
    for (uint bit = 0; bit < 32; bit++)
    {
        uint trial = largest | 0x80000000u >> bit;
        uint below = 0;
        if (many)
        {
            for (uint i = t; i < length; i += SHRINKERS) below += keys[list + i] < trial;
        }
        if (t == 0) total = 0;
        BARRIER;
        if (below > 0) ADD_LOCAL(&total, below);
        BARRIER;
        if (total < keep) largest = trial;
        BARRIER;
    }

    if (t == 0) total = 0;
    BARRIER;
    for (uint i = t; i < length; i += SHRINKERS)
    {
        if (!many || keys[list + i] < largest)
        {
            uint place = ADD_LOCAL(&total, 1u);
            keptKeys[target + place] = keys[list + i];
            keptFound[target + place] = found[list + i];
        }
    }
    BARRIER;
    for (uint i = t; many && i < length; i += SHRINKERS)
    {
        if (keys[list + i] == largest)
        {
            uint place = ADD_LOCAL(&total, 1u);
            if (place < keep)
            {
                keptKeys[target + place] = keys[list + i];
                keptFound[target + place] = found[list + i];
            }
        }
    }

    if (t == 0)
    {
        kept[q] = many ? keep : length;
        if (many)
        {
            thresholds[q] = largest;
            if (largest < lost[q]) lost[q] = largest;
        }
    }
}
