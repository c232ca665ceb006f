"""Writes NAME/elk.in for every calculation: python3 inputs.py FOLDER_OF_SPECIES."""
import os
import sys

BOHR = 0.529177210544
CELLS = {  # conventional lattice constant in angstrom, atoms in the primitive fcc cell
    "Si": (5.431, [("Si", [0.0, 0.25])]),
    "MgO": (4.212, [("Mg", [0.0]), ("O", [0.5])]),
    "NaCl": (5.640, [("Na", [0.0]), ("Cl", [0.5])]),
    "GaAs": (5.653, [("Ga", [0.0]), ("As", [0.25])]),
}
FUNCTIONALS = {"lda": 3, "pbe": 20}  # of the crystal and of its atoms
RELATIVITY = {"scalar": 1, "none": 1000}  # the speed of light is scaled by this
SETTINGS = {  # convergence: rgkmax, gmaxvr, orders of augmentation more, local orbitals more
    "": (9.0, 22, 1, 2),
    "-finer": (9.5, 28, 1, 3),
    "-plain": (9.0, 22, 0, 2),
}


def text(cell, functional, relativity, setting, species):
    a, kinds = CELLS[cell]
    half = a / 2 / BOHR
    rgkmax, gmaxvr, orders, orbitals = SETTINGS[setting]
    lines = ["tasks\n  0\n\nmaxscl\n  1\n"]
    lines.append(f"xctype\n  {FUNCTIONALS[functional]}\n\nxctsp\n  {FUNCTIONALS[functional]}\n")
    lines.append(f"solscf\n  {RELATIVITY[relativity]}\n")
    lines.append(f"avec\n  0 {half:.10f} {half:.10f}\n  {half:.10f} 0 {half:.10f}\n"
                 f"  {half:.10f} {half:.10f} 0\n")
    lines.append(f"sppath\n  '{species}/'\n\natoms\n  {len(kinds)}")
    for symbol, places in kinds:
        lines.append(f"  '{symbol}.in'\n  {len(places)}")
        lines += [f"  {x} {x} {x}  0 0 0" for x in places]
    lines.append(f"\nngridk\n  4 4 4\n\nnempty\n  12\n\nrgkmax\n  {rgkmax}\n\ngmaxvr\n  {gmaxvr}\n")
    lines.append("lmaxapw\n  10\n\nlmaxo\n  8\n\nlmaxi\n  8\n\nnrmtscf\n  2.0\n")
    lines.append(f"lorbcnd\n  .true.\n\nnxlo\n  {orbitals}\n\nnxoapwlo\n  {orders}\n")
    return "\n".join(lines)


for cell in CELLS:
    for functional in FUNCTIONALS:
        for relativity in RELATIVITY:
            for setting in SETTINGS:
                name = f"{cell}-{functional}-{relativity}{setting}"
                os.makedirs(name, exist_ok=True)
                with open(f"{name}/elk.in", "w") as file:
                    file.write(text(cell, functional, relativity, setting, sys.argv[1]))
