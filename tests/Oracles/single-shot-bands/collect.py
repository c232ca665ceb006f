"""Prints bands.json from NAME/EIGVAL.OUT of inputs.py: python3 collect.py."""
import json
import os

HARTREE = 27.211386245981
CELLS = {"Si": 5.431, "MgO": 4.212, "NaCl": 5.640, "GaAs": 5.653}
VALENCE, EMPTY = 4, 6


def bands(name):
    """k-points and energies in eV over the highest occupied one."""
    points = []
    for line in open(f"{name}/EIGVAL.OUT"):
        words = line.split()
        if line.rstrip().endswith("vkl"):
            points.append(([float(word) for word in words[1:4]], []))
        elif len(words) == 3 and words[0].isdigit() and points:
            points[-1][1].append((float(words[1]), float(words[2])))
    filled = round(sum(f for _, f in points[0][1]) / 2)
    top = max(levels[filled - 1][0] for _, levels in points)
    return [(k, [round(HARTREE * (e - top), 4) + 0.0
                 for e, _ in levels[filled - VALENCE:filled + EMPTY]]) for k, levels in points]


def write(results):
    print('{\n "note": "eV over the highest occupied energy of the mesh; fractional k",')
    print(f' "valence_bands": {VALENCE},\n "calculations": [')
    for i, (head, rows) in enumerate(results):
        print("  {" + ", ".join(f'"{k}": {json.dumps(v)}' for k, v in head.items()) + ', "k": [')
        for j, (k, e) in enumerate(rows):
            print(f'    {{"k": {k}, "energies": {e}}}' + ("," if j + 1 < len(rows) else ""))
        print("  ]}" + ("," if i + 1 < len(results) else ""))
    print(" ]\n}")


write([({"material": cell, "lattice_constant_angstrom": a, "functional": functional,
         "relativity": relativity}, bands(f"{cell}-{functional}-{relativity}"))
       for cell, a in CELLS.items() for functional in ("lda", "pbe")
       for relativity in ("scalar", "none")
       if os.path.exists(f"{cell}-{functional}-{relativity}/EIGVAL.OUT")])
