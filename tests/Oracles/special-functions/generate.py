"""Writes special_functions.json: reference values by mpmath, from its own functions at 500 digits.

Arguments are doubles, printed so that they read back exactly; values carry 20 digits.
"""
import json

import mpmath
from mpmath import mp, mpf

mp.dps = 500

REACH = [1e-300, 1e-20, 1e-10, 1e-5, 0.01, 0.1, 0.25, 0.46875, 0.46876, 0.5, 0.75, 1.0, 1.5, 2.0,
         2.7182818284590451, 3.5, 4.0, 4.0000001, 5.0, 6.125, 8.0, 10.3, 13.7, 18.9, 22.2, 25.1, 26.5]
BOTH = [-x for x in reversed(REACH)] + [0.0] + REACH
FUNCTIONS = {
    "erf": (mpmath.erf, BOTH),
    "erfc": (mpmath.erfc, BOTH),
    "erfcx": (lambda x: mpmath.exp(x * x) * mpmath.erfc(x), BOTH + [30.0, 100.0, 1e6, 1e100]),
    "exp_minus_square": (lambda x: mpmath.exp(-x * x), BOTH),
    "log1p": (mpmath.log1p, [x for x in BOTH if x > -1] + [-0.9, -0.99999, 1e3, 1e300]),
    "expm1": (mpmath.expm1, BOTH + [-700.0, 300.0, 700.0]),
}

rows = [
    {"function": name, "x": x, "value": mpmath.nstr(f(mpf(x)), 20)}
    for name, (f, arguments) in FUNCTIONS.items()
    for x in arguments
]
with open("special_functions.json", "w") as out:
    out.write('{"peer": "mpmath %s, %d digits", "rows": [\n' % (mpmath.__version__, mp.dps))
    out.write(",\n".join(json.dumps(row) for row in rows))
    out.write("\n]}\n")
