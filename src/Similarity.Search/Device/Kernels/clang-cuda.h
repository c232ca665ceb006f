/* What NVRTC knows by itself, for clang without the CUDA toolkit. */
#include <__clang_cuda_builtin_vars.h>
#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __shared__ __attribute__((shared))
#define __float_as_uint(number) __builtin_bit_cast(unsigned int, number)
#define fabsf(number) __builtin_fabsf(number)
#define __popc(word) __builtin_popcount(word)
static __device__ inline unsigned int atomicAdd(unsigned int *address, unsigned int number)
{
    return __nvvm_atom_add_gen_i((int *)address, (int)number);
}
static __device__ inline unsigned int atomicMin(unsigned int *address, unsigned int number)
{
    return __nvvm_atom_min_gen_ui(address, number);
}
