/**
 * Tables as files, made in the page.
 */

/**
 * RFC 4180: fields with a comma, a quote or a line break are quoted. A field that a spreadsheet
 * would take for a formula is kept from that by an apostrophe; numbers are left alone.
 * @param {string[]} header
 * @param {Array<Array<string|number|null>>} rows
 */
export function csv(header, rows) {
  return [header, ...rows].map(row => row.map(field).join(',')).join('\r\n') + '\r\n';
}

function field(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Hands a text to the reader of the page as a file. */
export function download(name, text, type = 'text/csv') {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
