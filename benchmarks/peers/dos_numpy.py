"""The density of states of a band structure, Gaussian broadening, by numpy: the peer of `dos`.

Usage: dos_numpy.py BANDS.npz SIGMA E_MIN E_MAX POINTS, energies in eV; needs only numpy.

One pass per energy over all levels at once, as the pure-Python module of SOREP does it: scale to
z = (eps - E) / sigma, drop |z| > 6, evaluate the delta function on the rest, sum with the weights.
`plain` drops nothing. For each line `masked` or `plain` on standard input it runs once and
prints the seconds it took and the sum of the result.
"""
import sys
import time

import numpy as np


def masked(energies, bands, weights, sigma):
    dos = np.zeros((len(energies), bands.shape[0]))
    for i, energy in enumerate(energies):
        z = (bands - energy) / sigma
        keep = np.abs(z) <= 6.0
        delta = np.zeros_like(z)
        np.exp(-z * z, out=delta, where=keep)
        dos[i] = np.einsum("skn,k->s", delta, weights)
    return dos.T / (sigma * np.sqrt(np.pi))


def plain(energies, bands, weights, sigma):
    dos = np.zeros((len(energies), bands.shape[0]))
    for i, energy in enumerate(energies):
        z = (bands - energy) / sigma
        dos[i] = np.einsum("skn,k->s", np.exp(-z * z), weights)
    return dos.T / (sigma * np.sqrt(np.pi))


def main():
    data = np.load(sys.argv[1])
    bands = data["bands"]
    bands = bands.reshape((-1,) + bands.shape[-2:])
    weights = data["weights"] / data["weights"].sum()
    sigma, low, high = (float(a) for a in sys.argv[2:5])
    energies = np.linspace(low, high, int(sys.argv[5]))
    print("python", sys.version.split()[0], "numpy", np.__version__, flush=True)
    for line in sys.stdin:
        run = {"masked": masked, "plain": plain}[line.strip()]
        start = time.perf_counter()
        dos = run(energies, bands, weights, sigma)
        print(time.perf_counter() - start, repr(float(dos.sum())), flush=True)


main()
