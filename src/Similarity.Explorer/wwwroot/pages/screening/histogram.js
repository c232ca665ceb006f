/** How many candidates have which probability. */

/**
 * Counts in equal parts of [0, 1], the known apart.
 * @param {Array<{ probability: number | null, known: boolean | null }>} rows
 * @param {number} [bins]
 */
export function histogram(rows, bins = 40) {
  const [others, known] = [new Array(bins).fill(0), new Array(bins).fill(0)];
  for (const row of rows) {
    if (row.probability === null || Number.isNaN(row.probability)) continue;
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(row.probability * bins)));
    (row.known ? known : others)[bin]++;
  }
  return { centres: others.map((_, i) => (i + 0.5) / bins), others, known };
}

/**
 * The band between mean − spread and mean + spread as one closed line.
 * @param {number[]} x
 * @param {Array<number | null>} mean
 * @param {Array<number | null>} std
 */
export function bandOf(x, mean, std) {
  const known = x.map((_, i) => i).filter(i => mean[i] !== null && std[i] !== null);
  const back = [...known].reverse();
  return {
    x: [...known, ...back].map(i => x[i]),
    y: [...known.map(i => mean[i] + std[i]), ...back.map(i => mean[i] - std[i])],
  };
}

/**
 * A CSV of the server as rows by name of column (RFC 4180).
 * @param {string} text
 * @returns {Array<Record<string, string>>}
 */
export function parseCsv(text) {
  const rows = [[]];
  const part = /"((?:[^"]|"")*)"(,|\r?\n|$)|([^",\r\n]*)(,|\r?\n|$)/gy;
  for (let found; part.lastIndex < text.length && (found = part.exec(text));) {
    const [, quoted, end1, plain, end2] = found;
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if ((end1 ?? end2) !== ',' && part.lastIndex < text.length) rows.push([]);
  }
  const [header, ...body] = rows;
  return body.filter(row => row.length === header.length)
    .map(row => Object.fromEntries(header.map((name, i) => [name, row[i]])));
}
