/**
 * The points of a map and what is known of them, as the server sends them.
 */

/**
 * uint32 n; n pairs of float32; uint32 length and that many bytes of JSON, the ids.
 * All little-endian.
 * @param {ArrayBuffer} buffer
 * @returns {{xy: Float32Array, ids: string[]}}
 */
export function parsePoints(buffer) {
  const view = new DataView(buffer);
  if (buffer.byteLength < 4) throw new Error('The points of the map are cut off.');
  const n = view.getUint32(0, true);
  const text = 4 + 8 * n;
  if (buffer.byteLength < text + 4) throw new Error('The points of the map are cut off.');
  const length = view.getUint32(text, true);
  if (buffer.byteLength !== text + 4 + length) {
    throw new Error(`The points of the map have ${buffer.byteLength} bytes, not `
      + `${text + 4 + length}.`);
  }
  const ids = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, text + 4, length)));
  if (!Array.isArray(ids) || ids.length !== n) {
    throw new Error(`The map has ${n} points and ${ids.length} ids.`);
  }
  return { xy: new Float32Array(buffer.slice(4, text)), ids };
}

/** float32 values, NaN where unknown; as many as there are points. */
export function parseNumbers(buffer, n) {
  if (buffer.byteLength !== 4 * n) {
    throw new Error(`${buffer.byteLength / 4} values came for ${n} points.`);
  }
  return new Float32Array(buffer);
}
