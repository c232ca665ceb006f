"""Cuts the files of database/spectra down to the samples in this folder, and makes the others.

Run from this folder with any Python 3 (no packages). See README.md.
"""
import gzip
import json
import math
import re
import struct
import zipfile

SPECTRA = "../../../../database/spectra/"


def lines_of(path):
    with gzip.open(SPECTRA + path, "rt", encoding="latin-1") as file:
        return file.read().split("\n")


def write(name, text):
    with open(name, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def vasprun():
    """Aluminium, two spins: 3 of 84 k-points, 8 of 301 energies, no projections, one ionic step."""
    text = "\n".join(lines_of("pymatgen/vasprun.Al.xml.gz"))
    text = re.sub(r"  <projected>.*?  </projected>\n", "", text, flags=re.S)
    text = re.sub(r" <calculation>.*?</calculation>\n", "", text, count=1, flags=re.S)
    text = re.sub(r"  <scstep>.*?</scstep>\n", "", text, flags=re.S)
    text = re.sub(r'  <varray name="tetrahedronlist".*?</varray>\n', "", text, flags=re.S)
    text = re.sub(r'(?m)^  <separator name="(?!electronic").*?^  </separator>\n', "", text, flags=re.S)
    for name in ("kpointlist", "weights"):
        text = re.sub(
            r'(<varray name="%s" >\n)((?:[^\n]*\n){3}).*?(  </varray>)' % name, r"\1\2\3", text, count=1, flags=re.S)
    text = re.sub(r'      <set comment="kpoint (?:[4-9]|\d\d)">.*?\n      </set>\n', "", text, flags=re.S)
    # 8 rows around 8 eV of every table of 301 rows
    def shorten(match):
        rows = match.group(2).split("\n")[:-1]
        return match.group(1) + "\n".join(rows[130:138]) + "\n" + match.group(3)
    text = re.sub(r'(<set comment="spin [12]">\n)((?: +<r>[^\n]*</r>\n){301})( +</set>)', shorten, text)
    write("vasprun.xml", text)


def eigenval():
    """GaAs supercell: 3 of 315 k-points, 6 of 12 bands."""
    lines = lines_of("pymatgen/EIGENVAL.gz")
    head = lines[:5] + ["     16      3      6"]
    blocks = []
    for k in range(3):
        start = 6 + 14 * k
        blocks += lines[start:start + 2 + 6]
    write("EIGENVAL", "\n".join(head + blocks) + "\n")


def castep():
    """GaAs, two spins: k-points 1, 2, 3 of 60 out of order, 5 of 26 bands."""
    with open(SPECTRA + "effmass/castep_GaAs.bands", encoding="latin-1") as file:
        lines = file.read().split("\n")
    head = lines[:9]
    head[0] = "Number of k-points        3"
    head[3] = "Number of eigenvalues        5       5"
    size = 1 + 2 * 27
    blocks = {}
    for start in range(9, len(lines) - 1, size):
        block = lines[start:start + size]
        blocks[int(block[0].split()[1])] = [block[0]] + block[1:7] + block[28:34]
    write("GaAs.bands", "\n".join(head + blocks[2] + blocks[3] + blocks[1]) + "\n")


def pw_log():
    """Layered WS2 with spin-orbit: 3 of 501 k-points, 16 of 80 bands."""
    lines = lines_of("effmass/QE_bands_k32.log.gz")
    kept = [line for line in lines[:80] if "/home" not in line]
    kept[kept.index("     number of Kohn-Sham states=           80")] = "     number of Kohn-Sham states=           16"
    kept += lines[285:299]
    kept += ["", "     number of k points=     3", "                       cart. coord. in units 2pi/alat"]
    kept += lines[301:304] + ["", "                       cryst. coord."] + lines[804:807]
    end = next(i for i, line in enumerate(lines) if "End of band structure" in line)
    kept += ["", lines[end], ""]
    for k in range(3):
        start = end + 2 + 13 * k
        kept += lines[start:start + 4] + [""]
    write("pw.log", "\n".join(kept) + "\n")


def pymatgen_bands():
    """VBr2, two spins: the first branch (20 of 143 k-points), bands 12 to 17 of 30."""
    with open(SPECTRA + "matminer/VBr2_971787_bandstructure.json") as file:
        bands = json.load(file)
    bands["branches"] = bands["branches"][:1]
    bands["kpoints"] = bands["kpoints"][:20]
    bands["bands"] = {spin: [row[:20] for row in rows[11:17]] for spin, rows in bands["bands"].items()}
    bands["vbm"] = {"energy": float("nan")}
    write("bands.json", json.dumps(bands, indent=0).replace(",\n", ", ").replace("], [", "],\n["))


def pymatgen_dos():
    """Co2TaZn, two spins: 12 of 301 energies, two orbitals of each site."""
    with open(SPECTRA + "pymatgen/dos_spin_polarization_mp-865805.json") as file:
        dos = json.load(file)
    part = slice(160, 172)
    dos["energies"] = dos["energies"][part]
    dos["densities"] = {spin: values[part] for spin, values in dos["densities"].items()}
    dos["pdos"] = [
        {
            orbital: {"densities": {spin: values[part] for spin, values in site[orbital]["densities"].items()}}
            for orbital in ("s", "dx2")
        }
        for site in dos["pdos"]
    ]
    del dos["atom_dos"], dos["spd_dos"]
    write("dos.json", json.dumps(dos, indent=0).replace(",\n", ", ").replace("], ", "],\n"))


def npz():
    """The SOREP metal: 6 of 288 k-points, 5 of 45 bands; arrays of types and orders numpy can write."""
    source = zipfile.ZipFile("../../sorep/one_spin_metal/bands.npz")

    def load(name, rows, columns, fortran=False):
        raw = source.read(name + ".npy")
        length = struct.unpack("<H", raw[8:10])[0]
        values = struct.unpack("<%dd" % ((len(raw) - 10 - length) // 8), raw[10 + length:])
        if fortran:
            return [[values[c * 288 + r] for c in range(columns)] for r in range(rows)]
        width = len(values) // 288
        return [list(values[r * width:r * width + columns]) for r in range(rows)]

    def npy(descr, fortran, shape, payload, version=1):
        header = "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }" % (descr, fortran, shape)
        prefix = 10 if version == 1 else 12
        header += " " * (-(prefix + len(header) + 1) % 64) + "\n"
        size = struct.pack("<H" if version == 1 else "<I", len(header))
        return b"\x93NUMPY" + bytes([version, 0]) + size + header.encode() + payload

    bands, kpoints = load("bands", 6, 5), load("kpoints", 6, 3, fortran=True)
    weights, occupations = [row[0] for row in load("weights", 6, 1)], load("occupations", 6, 5)
    with zipfile.ZipFile("bands.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        def add(name, data):
            archive.writestr(zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0)), data)
        add("bands", npy("<f8", False, "(6, 5)", struct.pack("<30d", *sum(bands, []))))
        columns = [kpoints[r][c] for c in range(3) for r in range(6)]
        add("kpoints", npy(">f8", True, "(6, 3)", struct.pack(">18d", *columns), version=2))
        add("weights", npy("<f4", False, "(6,)", struct.pack("<6f", *weights)))
        add("occupations", npy("<f8", False, "(6, 5)", struct.pack("<30d", *sum(occupations, []))))
        add("electrons", npy("|u1", False, "()", struct.pack("B", 78)))


def cubes():
    """The density exp(-2r)/pi of hydrogen and, as an orbital file in angstroms, its 1s and 2s functions."""
    bohr = 0.529177210544
    def grid(function, counts, step):
        for i in range(counts[0]):
            for j in range(counts[1]):
                for k in range(counts[2]):
                    yield function(math.dist((-2 + step * i, -2 + step * j, -2 + step * k), (0, 0, 0)))
    def body(values, run):
        text = ""
        for i, value in enumerate(values):
            text += " %12.5E" % value + ("\n" if i % run % 6 == 5 or i % run == run - 1 else "")
        return text
    density = list(grid(lambda r: math.exp(-2 * r) / math.pi, (5, 6, 7), 0.8))
    write("hydrogen.cube", "hydrogen\ndensity\n    1   -2.000000   -2.000000   -2.000000\n"
        "    5    0.800000    0.000000    0.000000\n    6    0.000000    0.800000    0.000000\n"
        "    7    0.000000    0.000000    0.800000\n    1    1.000000    0.000000    0.000000    0.000000\n"
        + body(density, 7))
    s1 = list(grid(lambda r: math.exp(-r) / math.sqrt(math.pi), (4, 4, 4), 1.0))
    s2 = list(grid(lambda r: (2 - r) * math.exp(-r / 2) / math.sqrt(32 * math.pi), (4, 4, 4), 1.0))
    both = [value for pair in zip(s1, s2) for value in pair]
    origin = " %11.6f" % (-2 * bohr) * 3
    write("orbitals.cube", "hydrogen\n1s and 2s\n   -1%s\n" % origin
        + "   -4 %11.6f    0.000000    0.000000\n" % bohr + "   -4    0.000000 %11.6f    0.000000\n" % bohr
        + "   -4    0.000000    0.000000 %11.6f\n" % bohr
        + "    1    1.000000    0.000000    0.000000    0.000000\n    2    1    2\n" + body(both, 8))


def qe_xml():
    """Free electrons in a simple cubic cell, spin down 0.1 Ha higher, written after the published schema."""
    a, width, fermi = 6.3, 0.02, 0.2
    occupation = lambda energy: math.erfc((energy - fermi) / width) / 2
    points, electrons = "", 0.0
    for (kx, weight) in ((0.0, 0.25), (0.5, 0.75)):
        reach = range(-1, 2)
        up = sorted(
            ((kx + g) ** 2 + h * h + l * l) * (2 * math.pi / a) ** 2 / 2 for g in reach for h in reach for l in reach)[:4]
        energies = up + [energy + 0.1 for energy in up]
        numbers = lambda values: "\n          ".join(" ".join("%.15e" % v for v in values[i:i + 5]) for i in (0, 5))
        electrons += weight * sum(map(occupation, energies))
        points += """      <ks_energies>
        <k_point weight="%.12e">%.15e 0.000000000000000e0 0.000000000000000e0</k_point>
        <npw>100</npw>
        <eigenvalues size="8">
          %s
        </eigenvalues>
        <occupations size="8">
          %s
        </occupations>
      </ks_energies>
""" % (weight, kx, numbers(energies), numbers([occupation(energy) for energy in energies]))
    write("free-electrons.xml", """<?xml version="1.0" encoding="UTF-8"?>
<qes:espresso xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:qes="http://www.quantum-espresso.org/ns/qes/qes-1.0" Units="Hartree atomic units">
  <!-- made by cut.py, not by pw.x -->
  <general_info>
    <xml_format NAME="QEXSD" VERSION="20.04.20">QEXSD_20.04.20</xml_format>
  </general_info>
  <input>
    <bands><nbnd>4</nbnd></bands>
  </input>
  <output>
    <convergence_info>
      <scf_conv>
        <convergence_achieved>true</convergence_achieved>
        <n_scf_steps>1</n_scf_steps>
        <scf_error>1.000000000000000e-9</scf_error>
      </scf_conv>
    </convergence_info>
    <atomic_structure nat="1" alat="%.12e" bravais_index="1">
      <atomic_positions>
        <atom name="Fe1" index="1">1.575000000000000e0 0.000000000000000e0 3.150000000000000e0</atom>
      </atomic_positions>
      <cell>
        <a1>%.15e 0.000000000000000e0 0.000000000000000e0</a1>
        <a2>0.000000000000000e0 %.15e 0.000000000000000e0</a2>
        <a3>0.000000000000000e0 0.000000000000000e0 %.15e</a3>
      </cell>
    </atomic_structure>
    <band_structure>
      <lsda>true</lsda>
      <noncolin>false</noncolin>
      <spinorbit>false</spinorbit>
      <nbnd_up>4</nbnd_up>
      <nbnd_dw>4</nbnd_dw>
      <nelec>%.15e</nelec>
      <fermi_energy>%.15e</fermi_energy>
      <nks>2</nks>
      <occupations_kind>smearing</occupations_kind>
      <smearing degauss="%.12e">gaussian</smearing>
%s    </band_structure>
  </output>
  <status>0</status>
</qes:espresso>
""" % (a, a, a, a, electrons, fermi, width, points))


for make in (vasprun, eigenval, castep, pw_log, pymatgen_bands, pymatgen_dos, npz, cubes, qe_xml):
    make()
