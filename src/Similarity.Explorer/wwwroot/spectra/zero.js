/** Where the energy axis of a spectrum begins. */

/** @typedef {'fermi' | 'vbm' | 'cbm' | 'none'} Zero */

/** @type {{ value: Zero, text: string }[]} */
export const ZEROS = [
  { value: 'fermi', text: 'Fermi level' },
  { value: 'vbm', text: 'valence edge' },
  { value: 'cbm', text: 'conduction edge' },
  { value: 'none', text: 'as computed' },
];

/**
 * The energy that is shown as zero. Where a spectrum has no such edge (metals) its Fermi level is.
 * @param {{ fermi_eV?: number | null, vbm_eV?: number | null, cbm_eV?: number | null }} spectrum
 * @param {Zero} zero
 */
export function zeroOf(spectrum, zero) {
  const fermi = spectrum.fermi_eV ?? spectrum.vbm_eV ?? 0;
  return zero === 'none' ? 0
    : zero === 'vbm' ? spectrum.vbm_eV ?? fermi
      : zero === 'cbm' ? spectrum.cbm_eV ?? fermi
        : fermi;
}

/** @param {string | null} text @returns {Zero} */
export function readZero(text) {
  return ZEROS.find(zero => zero.value === text)?.value ?? 'fermi';
}

/** @param {Zero} zero */
export function energyTitle(zero) {
  const edge = { fermi: 'F', vbm: 'v', cbm: 'c', none: '' }[zero];
  return edge ? `E − E<sub>${edge}</sub> (eV)` : 'E (eV)';
}
