/** The points of a map from the server, and the work it takes to make them where none are. */

import { parseNumbers, parsePoints } from './data.js';

const POLL_MS = 600;

/**
 * Waits until a map is ready and returns its points.
 * @param {any} api
 * @param {{ kind: string, method: string, where: string }} state
 * @param {AbortSignal} signal
 * @param {{ progress: (map: any) => void, absent: (map: any) => Promise<void> }} say `absent`
 *   resolves once the reader wants the map to be made
 */
export async function loadPoints(api, state, signal, say) {
  const wanted = { kind: state.kind, method: state.method, where: state.where };
  let asked = false;
  for (;;) {
    const map = await api.get('map', wanted, { signal });
    if (map.state === 'ready') {
      const points = parsePoints(await api.bytes('map/points', wanted, { signal }));
      return { ...points, map };
    }
    if (map.state === 'failed') throw new Error(map.message ?? 'The map could not be made.');
    if (map.state === 'computing' || asked) {
      say.progress(map);
      await pause(POLL_MS, signal);
    } else {
      await say.absent(map);
      await api.post('map', wanted, undefined, { signal });
      asked = true;
    }
  }
}

/**
 * Values of one property for the points: numbers as a Float32Array, all else as categories.
 * @param {any} api
 * @param {{ kind: string, method: string, where: string }} state
 * @param {string} property
 * @param {boolean} isNumber
 * @param {number} n
 * @param {AbortSignal} signal
 */
export async function loadValues(api, state, property, isNumber, n, signal) {
  const wanted = { kind: state.kind, method: state.method, where: state.where, property };
  return isNumber
    ? parseNumbers(await api.bytes('map/values', wanted, { signal }), n)
    : api.get('map/values', wanted, { signal });
}

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}
