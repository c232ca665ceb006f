/** Names of properties as people write them. */

/** How the last part of a name is printed, where it is a unit. */
const UNITS = { eV: 'eV', ev: 'eV', meV: 'meV', A: 'Å', A3: 'Å³', K: 'K', GPa: 'GPa' };

/** Names that say too little in their own words. */
const KNOWN = {
  e_above_hull: 'Energy above hull',
  n_atoms: 'Number of atoms',
  nelements: 'Number of elements',
  nsites: 'Number of sites',
  tcm: 'Transparent conductor',
};

/** A name, its unit, and the year of a release that databases add. */
const PARTS = new RegExp(`^(.+?)(?:_(${Object.keys(UNITS).join('|')}))?(_\\d{4})?$`);

/**
 * e_above_hull_eV_2018 is "Energy above hull 2018" in "eV".
 * @param {string} name as filters know it
 * @returns {{ label: string, unit?: string }}
 */
export function propertyName(name) {
  const [, stem, unit, year = ''] = PARTS.exec(name) ?? [name, name];
  const words = KNOWN[stem] ?? stem.replaceAll('_', ' ');
  return { label: capital(words) + year.replace('_', ' '), unit: UNITS[unit] };
}

/** The same as one text: gap_eV is "Gap (eV)". @param {string} name */
export function propertyLabel(name) {
  const { label, unit } = propertyName(name);
  return unit ? `${label} (${unit})` : label;
}

/** Symbols stay: m_e is a mass and pH no Ph. @param {string} words */
function capital(words) {
  return /^[a-z]{3}/.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}
