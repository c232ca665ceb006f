/** A part of a page that loads on its own: waiting, then its content or why there is none. */

import { blockSkeleton, partError } from './states.js';

/**
 * @param {HTMLElement} element
 * @param {() => Promise<any>} load fills the element, or returns what fills it
 * @param {{ signal?: AbortSignal, waiting?: string }} [options]
 */
export async function fillPart(element, load, { signal, waiting } = {}) {
  element.setAttribute('aria-busy', 'true');
  element.replaceChildren(blockSkeleton(waiting));
  try {
    const content = await load();
    if (content && !signal?.aborted) {
      element.replaceChildren(...[content].flat());
    }
  } catch (error) {
    if (!signal?.aborted) {
      element.replaceChildren(partError(error));
    }
  } finally {
    element.removeAttribute('aria-busy');
  }
}
