/* Kernels of networks of GELU units, in the common part of OpenCL C 1.2 and CUDA C++.

   Rows lie one after the other; the weights of a layer input after input, its biases last, from
   float `start` of the buffer on. */

#define TILE 64
#define DEPTH 16
#define SIDE 16
#define EACH (TILE / SIDE)

/* A row of the tile more than there are rows, so that threads write to different banks. */
#define STRIDE (TILE + 1)

/* Gelu.cs */
#define SLOPE 1.5957691216057308f
#define CUBIC 0.044715f

/* NoisyGaussian.cs */
#define LEAST_LOG -7.0f
#define MOST_LOG 3.0f

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
#define EXPONENTIAL(number) exp(number)
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
#define EXPONENTIAL(number) expf(number)
#endif

/* results = g(rows W + b), and what entered the block again where one closes: TILE rows by TILE
   units for a group of SIDE by SIDE threads, DEPTH inputs at a time. */
KERNEL void hidden_layer(
    GLOBAL const float *RESTRICT rows, uint count, uint inputs,
    GLOBAL const float *RESTRICT weights, ulong start, uint outputs,
    GLOBAL const float *block, uint closes, GLOBAL float *RESTRICT results)
{
    LOCAL float xs[DEPTH * STRIDE];
    LOCAL float ws[DEPTH * TILE];
    uint tx = THREAD_X, ty = THREAD_Y, t = ty * SIDE + tx;
    uint r = GROUP_X * TILE, c = GROUP_Y * TILE;
    GLOBAL const float *layer = weights + start;
    float sum[EACH * EACH];
    _Pragma("unroll")
    for (uint i = 0; i < EACH * EACH; i++) sum[i] = 0;
    for (uint j = 0; j < inputs; j += DEPTH)
    {
        for (uint i = t; i < DEPTH * TILE; i += SIDE * SIDE)
        {
            uint lane = i % DEPTH, row = r + i / DEPTH;
            xs[lane * STRIDE + i / DEPTH] =
                j + lane < inputs && row < count ? rows[(ulong)row * inputs + j + lane] : 0;
            uint input = j + i / TILE, unit = c + i % TILE;
            ws[i] = input < inputs && unit < outputs ? layer[(ulong)input * outputs + unit] : 0;
        }
        BARRIER;
        for (uint l = 0; l < DEPTH; l++)
        {
            float x[EACH], w[EACH];
            _Pragma("unroll")
            for (uint i = 0; i < EACH; i++)
            {
                x[i] = xs[l * STRIDE + ty + SIDE * i];
                w[i] = ws[l * TILE + tx + SIDE * i];
            }
            _Pragma("unroll")
            for (uint i = 0; i < EACH * EACH; i++) sum[i] += x[i / EACH] * w[i % EACH];
        }
        BARRIER;
    }
    _Pragma("unroll")
    for (uint i = 0; i < EACH * EACH; i++)
    {
        uint row = r + ty + SIDE * (i / EACH), unit = c + tx + SIDE * (i % EACH);
        if (row < count && unit < outputs)
        {
            ulong place = (ulong)row * outputs + unit;
            float h = sum[i] + layer[(ulong)inputs * outputs + unit];
            float g = h / (1.0f + EXPONENTIAL(-SLOPE * h * (1.0f + CUBIC * h * h)));
            results[place] = closes ? g + block[place] : g;
        }
    }
}

/* The two outputs of a row, and what draws 0 to `draw` say together (Welford, Technometrics 4
   (1962) 419): the mean, the sum of squared distances from it, the sum of the noise's variances. */
KERNEL void exit_layer(
    GLOBAL const float *RESTRICT rows, uint count, uint inputs,
    GLOBAL const float *RESTRICT weights, ulong start, uint draw, GLOBAL float *RESTRICT sums)
{
    uint r = GROUP_X * GROUP_SIZE + THREAD_X;
    if (r >= count) return;
    GLOBAL const float *layer = weights + start;
    GLOBAL const float *row = rows + (ulong)r * inputs;
    float y = layer[2 * inputs], log = layer[2 * inputs + 1];
    for (uint i = 0; i < inputs; i++)
    {
        y += row[i] * layer[2 * i];
        log += row[i] * layer[2 * i + 1];
    }
    log = log < LEAST_LOG ? LEAST_LOG : log > MOST_LOG ? MOST_LOG : log;
    float noise = EXPONENTIAL(2.0f * log), mean = 0, squares = 0;
    if (draw > 0)
    {
        mean = sums[r];
        squares = sums[count + r];
        noise += sums[2 * count + r];
    }
    float away = y - mean;
    mean += away / (float)(draw + 1);
    sums[r] = mean;
    sums[count + r] = squares + away * (y - mean);
    sums[2 * count + r] = noise;
}
