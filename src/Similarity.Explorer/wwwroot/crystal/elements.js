/** Elements: symbols in the order of their numbers, places in the table, radii of their bonds. */

export const SYMBOLS = (
  'H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br '
  + 'Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho '
  + 'Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es '
  + 'Fm Md No Lr').split(' ');

/**
 * Single-bond radii in Å of elements 1 to 96 (B. Cordero et al., Dalton Trans. 2832, 2008; low spin
 * where they tell spins apart).
 */
const RADII = (
  '31 28 128 96 84 76 71 66 57 58 166 141 121 111 107 105 102 106 203 176 170 160 153 139 139 132 '
  + '126 124 132 122 122 120 119 120 120 116 220 195 190 175 164 154 147 146 142 139 145 144 142 '
  + '139 139 138 139 140 244 215 207 204 203 201 199 198 198 196 194 192 192 189 190 187 187 175 '
  + '170 162 151 144 141 136 136 132 145 146 148 140 150 150 260 221 215 206 200 196 190 187 180 '
  + '169').split(' ').map(hundredths => Number(hundredths) / 100);

const NONMETALS = new Set(
  'H He B C N O F Ne Si P S Cl Ar Ge As Se Br Kr Sb Te I Xe At Rn'.split(' '));

/** @param {string} symbol @returns {number} in Å; 1.7 for those without a measured one */
export function covalentRadius(symbol) {
  return RADII[SYMBOLS.indexOf(symbol)] ?? 1.7;
}

/** @param {string} symbol metalloids are none */
export function isMetal(symbol) {
  return !NONMETALS.has(symbol);
}

/**
 * Where an element stands in the long table: periods 1 to 7, the f block in rows 8 and 9.
 * @param {string} symbol
 * @returns {{ row: number, column: number }} both from 1; columns to 18
 */
export function tablePlace(symbol) {
  const z = SYMBOLS.indexOf(symbol) + 1;
  const ends = [2, 10, 18, 36, 54, 86, 118];
  const row = ends.findIndex(end => z <= end) + 1;
  const first = row === 1 ? 1 : ends[row - 2] + 1;
  const place = z - first + 1;
  if (row === 1) {
    return { row, column: z === 1 ? 1 : 18 };
  }
  if (row <= 3) {
    return { row, column: place <= 2 ? place : place + 10 };
  }
  if (row <= 5) {
    return { row, column: place };
  }
  if (place <= 2) {
    return { row, column: place };
  }
  return place <= 16 ? { row: row + 2, column: place } : { row, column: place - 14 };
}
