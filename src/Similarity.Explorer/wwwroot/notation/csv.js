/** Comma-separated values (RFC 4180). */

/** @param {(string | number | null | undefined)[][]} rows */
export function csv(rows) {
  return rows.map(row => row.map(field).join(',')).join('\r\n') + '\r\n';
}

/** @param {string | number | null | undefined} value */
function field(value) {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
