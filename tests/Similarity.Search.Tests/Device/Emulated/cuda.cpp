// The part of the CUDA driver and of cuBLAS that search calls, on the processor: one device whose
// kernels are search.cl compiled as C++. A thread of a kernel is a fibre, which runs until the next
// barrier. Written from the public documentation of the interfaces; for tests where no GPU is.
//
//   g++ -O2 -shared -fPIC -DKERNELS='"…/search.cl"' -o libcuda.so cuda.cpp
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <ucontext.h>
#include <utility>
#include <vector>

struct Index { unsigned int x, y, z; };
static Index threadIdx, blockIdx, blockDim;
static ucontext_t scheduler;
static ucontext_t *running;

static void pause_at_barrier() { swapcontext(running, &scheduler); }

#define __global__
#define __shared__ static
#define __restrict__ __restrict
#define __syncthreads() pause_at_barrier()
#define __popc(word) __builtin_popcount(word)
static unsigned int __float_as_uint(float number)
{
    unsigned int bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}
static float fabsf(float number) { return __builtin_fabsf(number); }
static unsigned int atomicAdd(unsigned int *address, unsigned int number)
{
    unsigned int before = *address;
    *address += number;
    return before;
}
static unsigned int atomicMin(unsigned int *address, unsigned int number)
{
    unsigned int before = *address;
    *address = number < before ? number : before;
    return before;
}

#pragma GCC diagnostic ignored "-Wunknown-pragmas"
#define uint KernelUint
#define ulong KernelUlong
#include KERNELS

struct Kernel
{
    void (*call)(void *function, void **arguments);
    void *function;
    bool waits;
};

template <class... A, size_t... I>
static void spread(void (*function)(A...), void **arguments, std::index_sequence<I...>)
{
    function(*(A *)arguments[I]...);
}

template <class... A> static Kernel kernel(void (*function)(A...), bool waits)
{
    return {
        [](void *f, void **arguments) {
            spread((void (*)(A...))f, arguments, std::index_sequence_for<A...>());
        },
        (void *)function, waits};
}

static std::map<std::string, Kernel> kernels = {
    {"scan_dot", kernel(scan_dot, false)},       {"scan_square", kernel(scan_square, false)},
    {"scan_share", kernel(scan_share, false)},   {"scan_bits", kernel(scan_bits, false)},
    {"tile_dot", kernel(tile_dot, true)},        {"tile_square", kernel(tile_square, true)},
    {"tile_share", kernel(tile_share, true)},    {"collect", kernel(collect, false)},
    {"shrink", kernel(shrink, true)},
};

static Kernel *launched;
static void **launchedArguments;
static bool done;

static void fibre()
{
    launched->call(launched->function, launchedArguments);
    done = true;
    swapcontext(running, &scheduler);
}

static void run_block()
{
    unsigned int threads = blockDim.x * blockDim.y;
    if (!launched->waits)
    {
        for (unsigned int t = 0; t < threads; t++)
        {
            threadIdx = {t % blockDim.x, t / blockDim.x, 0};
            launched->call(launched->function, launchedArguments);
        }
        return;
    }

    const size_t stack = 16384;
    static std::vector<char> stacks;
    stacks.resize(stack * threads);
    std::vector<ucontext_t> contexts(threads);
    std::vector<bool> finished(threads);
    for (unsigned int t = 0; t < threads; t++)
    {
        getcontext(&contexts[t]);
        contexts[t].uc_stack.ss_sp = &stacks[stack * t];
        contexts[t].uc_stack.ss_size = stack;
        contexts[t].uc_link = nullptr;
        makecontext(&contexts[t], fibre, 0);
    }
    for (unsigned int left = threads; left > 0;)
    {
        for (unsigned int t = 0; t < threads; t++)
        {
            if (finished[t]) continue;
            threadIdx = {t % blockDim.x, t / blockDim.x, 0};
            running = &contexts[t];
            done = false;
            swapcontext(&scheduler, running);
            if (done)
            {
                finished[t] = true;
                left--;
            }
        }
    }
}

static const size_t memory = (size_t)1 << 30;
static size_t taken;
static std::map<uintptr_t, size_t> sizes;
static int context;
static thread_local void *current;

#define NEEDS_CONTEXT if (current != &context) return 201

extern "C" {
int cuInit(unsigned int flags) { return flags == 0 ? 0 : 1; }
int cuDriverGetVersion(int *version) { *version = 13000; return 0; }
int cuDeviceGetCount(int *count) { *count = 1; return 0; }
int cuDeviceGet(int *device, int ordinal) { *device = 7; return ordinal == 0 ? 0 : 101; }
int cuDeviceGetName(char *name, int length, int) { strncpy(name, "emulated", length); return 0; }
int cuDeviceTotalMem_v2(size_t *bytes, int) { *bytes = memory; return 0; }
int cuDeviceGetAttribute(int *value, int attribute, int)
{
    *value = attribute == 75 ? 9 : 0;
    return 0;
}
int cuGetErrorName(int status, const char **name)
{
    *name = status == 2 ? "CUDA_ERROR_OUT_OF_MEMORY" : "CUDA_ERROR";
    return 0;
}
int cuDevicePrimaryCtxRetain(void **retained, int device)
{
    *retained = &context;
    return device == 7 ? 0 : 101;
}
int cuDevicePrimaryCtxRelease_v2(int device) { return device == 7 ? 0 : 101; }
int cuCtxSetCurrent(void *chosen) { current = chosen; return 0; }
int cuCtxSynchronize() { NEEDS_CONTEXT; return 0; }

// The text must declare every kernel; what is run is the source compiled here.
int cuModuleLoadDataEx(
    void **module, const char *image, unsigned int options, int *names, void **values)
{
    NEEDS_CONTEXT;
    if (options != 2 || names[0] != 5 || names[1] != 6 || (size_t)values[1] < 64) return 1;
    for (auto &named : kernels)
    {
        if (!strstr(image, (".visible .entry " + named.first + "(").c_str()))
        {
            strcpy((char *)values[0], ("no " + named.first).c_str());
            return 218;
        }
    }
    *module = &kernels;
    return 0;
}
int cuModuleUnload(void *module) { NEEDS_CONTEXT; return module == &kernels ? 0 : 1; }
int cuModuleGetFunction(void **function, void *module, const char *name)
{
    NEEDS_CONTEXT;
    auto found = kernels.find(name);
    if (module != &kernels || found == kernels.end()) return 500;
    *function = &found->second;
    return 0;
}
int cuMemGetInfo_v2(size_t *free, size_t *total)
{
    NEEDS_CONTEXT;
    *free = memory - taken;
    *total = memory;
    return 0;
}
int cuMemAlloc_v2(uintptr_t *address, size_t bytes)
{
    NEEDS_CONTEXT;
    if (bytes == 0) return 1;
    if (bytes > memory - taken) return 2;
    *address = (uintptr_t)malloc(bytes);
    memset((void *)*address, 0xFF, bytes);
    sizes[*address] = bytes;
    taken += bytes;
    return 0;
}
int cuMemFree_v2(uintptr_t address)
{
    NEEDS_CONTEXT;
    auto found = sizes.find(address);
    if (found == sizes.end()) return 1;
    taken -= found->second;
    sizes.erase(found);
    free((void *)address);
    return 0;
}
static bool holds(uintptr_t address, size_t bytes)
{
    auto found = sizes.upper_bound(address);
    if (found == sizes.begin()) return false;
    --found;
    return address + bytes <= found->first + found->second;
}
int cuMemsetD32_v2(uintptr_t address, unsigned int word, size_t words)
{
    NEEDS_CONTEXT;
    if (address % 4 != 0 || !holds(address, 4 * words)) return 1;
    for (size_t i = 0; i < words; i++) ((unsigned int *)address)[i] = word;
    return 0;
}
int cuMemcpyHtoD_v2(uintptr_t target, const void *source, size_t bytes)
{
    NEEDS_CONTEXT;
    if (!holds(target, bytes)) return 1;
    memcpy((void *)target, source, bytes);
    return 0;
}
int cuMemcpyDtoH_v2(void *target, uintptr_t source, size_t bytes)
{
    NEEDS_CONTEXT;
    if (!holds(source, bytes)) return 1;
    memcpy(target, (void *)source, bytes);
    return 0;
}
int cuMemcpyDtoD_v2(uintptr_t target, uintptr_t source, size_t bytes)
{
    NEEDS_CONTEXT;
    if (!holds(source, bytes) || !holds(target, bytes)) return 1;
    memcpy((void *)target, (void *)source, bytes);
    return 0;
}
int cuLaunchKernel(
    void *function, unsigned int gridX, unsigned int gridY, unsigned int gridZ,
    unsigned int blockX, unsigned int blockY, unsigned int blockZ, unsigned int shared,
    void *stream, void **arguments, void **extra)
{
    NEEDS_CONTEXT;
    if (gridX == 0 || gridY == 0 || gridY > 65535 || gridZ != 1 || blockX * blockY > 1024
        || blockX * blockY == 0 || blockZ != 1 || shared != 0 || stream || extra) return 1;
    launched = (Kernel *)function;
    launchedArguments = arguments;
    blockDim = {blockX, blockY, 1};
    for (unsigned int y = 0; y < gridY; y++)
    {
        for (unsigned int x = 0; x < gridX; x++)
        {
            blockIdx = {x, y, 0};
            run_block();
        }
    }
    return 0;
}

int cublasCreate_v2(void **handle) { *handle = &taken; return current == &context ? 0 : 1; }
int cublasDestroy_v2(void *handle) { return handle == &taken ? 0 : 1; }

// C_s = alpha op(A_s) op(B_s) + beta C_s, columns one after the other, for floats.
int cublasGemmStridedBatchedEx(
    void *handle, int transposeA, int transposeB, int m, int n, int k, const float *alpha,
    const float *a, int typeA, int leadingA, long long strideA, const float *b, int typeB,
    int leadingB, long long strideB, const float *beta, float *c, int typeC, int leadingC,
    long long strideC, int batches, int compute, int algorithm)
{
    if (handle != &taken || typeA != 0 || typeB != 0 || typeC != 0 || algorithm != -1
        || (compute != 68 && compute != 77) || leadingA < (transposeA ? k : m)
        || leadingB < (transposeB ? n : k) || leadingC < m) return 7;
    for (long long s = 0; s < batches; s++)
    {
        for (long long j = 0; j < n; j++)
        {
            for (long long i = 0; i < m; i++)
            {
                float sum = 0;
                for (long long l = 0; l < k; l++)
                {
                    float x = a[s * strideA + (transposeA ? i * leadingA + l : l * leadingA + i)];
                    float y = b[s * strideB + (transposeB ? l * leadingB + j : j * leadingB + l)];
                    sum += x * y;
                }
                float *target = c + s * strideC + j * leadingC + i;
                *target = *alpha * sum + (*beta == 0 ? 0 : *beta * *target);
            }
        }
    }
    return 0;
}
}
