"""Exact search by FAISS (IndexFlatL2): the peer of `search`.

Usage: search_faiss.py BASE.npy QUERIES.npy; needs numpy and faiss (Debian: python3-faiss).

FAISS calls whatever libblas.so.3 it finds for 20 queries and more; the first line says which. To have
OpenBLAS there, name its folder in LD_LIBRARY_PATH. For each line `FIRST COUNT K THREADS` on standard
input it searches these queries once and prints the seconds of the clock, those of the processor, and
the rows found.
"""
import ctypes
import os
import sys
import time

import faiss
import numpy as np


def blas():
    with open("/proc/self/maps") as maps:
        paths = {line.split()[-1] for line in maps if "blas" in line}
    for path in sorted(paths):
        library = ctypes.CDLL(path)
        if hasattr(library, "openblas_get_config"):
            library.openblas_get_config.restype = ctypes.c_char_p
            library.openblas_get_corename.restype = ctypes.c_char_p
            version = library.openblas_get_config().decode().split()[1]
            return library, f"OpenBLAS {version} ({library.openblas_get_corename().decode()})"
    return None, "reference BLAS" if paths else "BLAS unknown"


def main():
    base = np.load(sys.argv[1])
    queries = np.load(sys.argv[2])
    index = faiss.IndexFlatL2(base.shape[1])
    index.add(base)
    library, name = blas()
    print(f"FAISS {faiss.__version__}, {name}, Python {sys.version.split()[0]}", flush=True)
    for line in sys.stdin:
        first, count, k, threads = map(int, line.split())
        faiss.omp_set_num_threads(threads)
        if library is not None:
            library.openblas_set_num_threads(threads)
        some = np.ascontiguousarray(queries[first:first + count])
        processor, clock = time.process_time(), time.perf_counter()
        _, rows = index.search(some, k)
        clock, processor = time.perf_counter() - clock, time.process_time() - processor
        print(clock, processor, *rows.ravel(), flush=True)


main()
