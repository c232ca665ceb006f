"""Nearest vectors on a GPU by torch: matmul and topk, the peer of `device`.

Usage: device_torch.py ROWS LANES QUERIES [REPEAT]. Needs torch with CUDA.

Vectors are made on the device: 2,000 prototypes, each number changed by up to 5 %. Scores are
|x|^2 - 2 x.y in pieces of rows, the k best of each piece joined. Prints a table in Markdown: the
bandwidth of a copy, one query, and a batch in single precision, in TF32 and with the vectors kept
in half precision. Nothing is ranked again: in TF32 and half the neighbours are those of the
rounded numbers.
"""
import sys
import time

import torch

K = 10
PROTOTYPES = 2000
PIECE = 262_144


def best(repeat, run):
    run()
    torch.cuda.synchronize()
    least = float("inf")
    for _ in range(repeat):
        start = time.perf_counter()
        run()
        torch.cuda.synchronize()
        least = min(least, time.perf_counter() - start)
    return least


def perturbed(prototypes, rows, generator):
    which = torch.randint(PROTOTYPES, (rows,), device="cuda", generator=generator)
    noise = torch.rand((rows, prototypes.shape[1]), device="cuda", generator=generator)
    return prototypes[which] * (0.95 + 0.1 * noise)


def search(pieces, norms, queries):
    values, places, first = [], [], 0
    for piece, norm in zip(pieces, norms):
        scores = torch.addmm(norm[None, :], queries, piece.T, alpha=-2)
        value, place = scores.topk(min(K, piece.shape[0]), dim=1, largest=False)
        values.append(value)
        places.append(place + first)
        first += piece.shape[0]
    value, order = torch.cat(values, 1).topk(K, dim=1, largest=False)
    return value.cpu(), torch.cat(places, 1).gather(1, order).cpu()


def main():
    rows, lanes, queries = (int(a) for a in sys.argv[1:4])
    repeat = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    print(f"torch {torch.__version__}, {torch.cuda.get_device_name()}")
    print()
    print("| torch | seconds | rate |")
    print("| --- | ---: | ---: |")
    source = torch.zeros(1 << 29, device="cuda")
    target = torch.empty_like(source)
    seconds = best(4 * repeat, lambda: target.copy_(source))
    print(f"| copy of 2048 MiB | {seconds:.4f} | {2 * source.nbytes / seconds / 1e9:.1f} GB/s |")
    del source, target

    generator = torch.Generator("cuda").manual_seed(1)
    prototypes = torch.rand((PROTOTYPES, lanes), device="cuda", generator=generator)
    pieces = [
        perturbed(prototypes, min(PIECE, rows - first), generator)
        for first in range(0, rows, PIECE)
    ]
    asked = perturbed(prototypes, queries, generator)
    norms = [(piece * piece).sum(1) for piece in pieces]
    torch.backends.cuda.matmul.allow_tf32 = False
    seconds = best(4 * repeat, lambda: search(pieces, norms, asked[:1]))
    print(f"| one query | {seconds:.4f} | {4 * rows * lanes / seconds / 1e9:.1f} GB/s |")
    for name in ["single precision", "TF32", "half precision"]:
        torch.backends.cuda.matmul.allow_tf32 = name == "TF32"
        if name == "half precision":
            for i, piece in enumerate(pieces):
                pieces[i] = piece.half()
                norms[i] = norms[i].half()
            asked = asked.half()
        seconds = best(repeat, lambda: search(pieces, norms, asked))
        rate = 2 * rows * lanes * queries / seconds / 1e12
        print(f"| {queries} queries, {name} | {seconds:.4f} | {rate:.2f} TFLOP/s |")


main()
