/** Numbers as the pages show them. */

const NONE = '—';

/** 12,345; thin enough to read, the same in every language of the system. @param {number} n */
export function count(n) {
  return Math.round(n).toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

/**
 * A fixed number of decimals, with a true minus sign; a dash where unknown.
 * @param {number | null | undefined} value
 * @param {number} [decimals]
 */
export function fixed(value, decimals = 3) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return NONE;
  }
  const text = value.toFixed(decimals);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
}

/**
 * As many digits as are significant, large and small ones with a power of ten.
 * @param {number | null | undefined} value
 * @param {number} [digits]
 */
export function significant(value, digits = 4) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return NONE;
  }
  if (Number.isInteger(value) && Math.abs(value) < 1e7) {
    return (value < 0 ? '−' : '') + count(Math.abs(value));
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
    return `${trimZeros(mantissa)} × 10${superscript(Number(exponent))}`.replace('-', '−');
  }
  return trimZeros(value.toPrecision(digits)).replace('-', '−');
}

/** @param {string} text */
function trimZeros(text) {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** @param {number} n */
export function superscript(n) {
  return [...String(n)].map(c => c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)]).join('');
}

/**
 * 1.2 MB, powers of ten as disks have them.
 * @param {number} bytes
 */
export function bytes(bytes) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let size = bytes;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 ? size : trimZeros(size.toPrecision(3))} ${units[unit]}`;
}

/**
 * 45 s, 3 min 20 s, 2 h 5 min.
 * @param {number | null | undefined} seconds
 */
export function duration(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) {
    return NONE;
  }
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) {
    return `${whole} s`;
  }
  return whole < 3600
    ? `${Math.floor(whole / 60)} min ${whole % 60} s`
    : `${Math.floor(whole / 3600)} h ${Math.floor(whole % 3600 / 60)} min`;
}

/** 1 material, 2 materials. @param {number} n @param {string} one @param {string} [many] */
export function plural(n, one, many = `${one}s`) {
  return `${count(n)} ${n === 1 ? one : many}`;
}
