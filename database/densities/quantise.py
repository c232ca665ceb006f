"""Densities of Quantum ESPRESSO runs (float32 .npz) as the compact .npz of this folder: rho in 65,535 steps.

usage: quantise.py OUT IN.npz...   (nothing but Python's library is needed)
"""
import os
import struct
import sys
import zipfile


def read(archive, name):
    data = archive.read(name + ".npy")
    length = data[8] + 256 * data[9]
    head, body = data[10:10 + length].decode(), data[10 + length:]
    shape = tuple(int(s) for s in head.split("(")[1].split(")")[0].split(",") if s.strip())
    code = {"<f4": "f", "<f8": "d", "<i8": "q"}[head.split("'descr': '")[1][:3]]
    values = struct.unpack("<%d%s" % (len(body) // struct.calcsize(code), code), body)
    return shape, "'fortran_order': True" in head, values


def array(values, shape, code):
    descr = {"d": "<f8", "H": "<u2", "B": "|u1"}[code]
    head = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }" % (
        descr, "".join("%d, " % n for n in shape).rstrip(" ") if len(shape) == 1 else ", ".join(str(n) for n in shape))
    head += " " * (-(11 + len(head)) % 64) + "\n"
    return (b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head.encode()
            + struct.pack("<%d%s" % (len(values), code), *values))


def convert(source, target):
    with zipfile.ZipFile(source) as archive:
        shape, by_columns, rho = read(archive, "rho")
        assert by_columns
        a, b, c = shape
        rows = [rho[i + a * (j + b * k)] for i in range(a) for j in range(b) for k in range(c)]
        unit = max(rows) / 65535
        cell, atoms = read(archive, "cell_bohr"), read(archive, "xyz_bohr")
        hartree = read(archive, "E_hartree_ry")[2]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name, content in (
                ("rho", array([round(x / unit) for x in rows], shape, "H")),
                ("rho_unit", array([unit], (), "d")),
                ("cell_bohr", array(cell[2], (3, 3), "d")),
                ("xyz_bohr", array(atoms[2], atoms[0], "d")),
                ("atomic_numbers", array([13] * atoms[0][0], (atoms[0][0],), "B")),
                ("hartree_energy_ry", array(hartree, (), "d"))):
            out.writestr(zipfile.ZipInfo(name + ".npy", (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    for file in sys.argv[2:]:
        convert(file, os.path.join(sys.argv[1], os.path.basename(file).replace("+0", "0")))
