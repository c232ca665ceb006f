/** Chemical formulas and space groups as printed: TiO₂, P6̄m2, P6₃/mmc. */

/**
 * @typedef {'plain' | 'sub' | 'sup' | 'bar' | 'letter'} Style
 * @typedef {{ text: string, style: Style }} Run a stretch of text in one style
 */

/**
 * Digits after a symbol or a bracket are counts; a charge at the end is raised.
 * @param {string} formula
 * @returns {Run[]}
 */
export function formulaRuns(formula) {
  /** @type {Run[]} */
  const runs = [];
  const charge = /(?<=[A-Za-z)\]\d])\^?(\d*[+-])$/.exec(formula);
  const body = charge ? formula.slice(0, charge.index) : formula;
  const part = /(?<=[A-Za-z)\]])(\d+(?:\.\d+)?)|([^\d]+|\d+)/g;
  for (const [, sub, plain] of body.matchAll(part)) {
    runs.push(sub ? { text: sub, style: 'sub' } : { text: plain, style: 'plain' });
  }
  if (charge) {
    runs.push({ text: charge[1].replace('-', '−'), style: 'sup' });
  }
  return runs;
}

/**
 * A Hermann–Mauguin symbol: lattice and mirror letters in italics, -3 as 3 with a bar, 6_3 as 6
 * with an index. Spaces between the directions are dropped.
 * @param {string} symbol such as "P 6_3/m m c"
 * @returns {Run[]}
 */
export function spaceGroupRuns(symbol) {
  /** @type {Run[]} */
  const runs = [];
  const part = /-(\d)|_(\d)|([A-Za-z]+)|(\d)|([^\sA-Za-z\d])/g;
  for (const [, bar, sub, letter, digit, other] of symbol.matchAll(part)) {
    const run = bar ? { text: bar, style: 'bar' }
      : sub ? { text: sub, style: 'sub' }
        : letter ? { text: letter, style: 'letter' }
          : { text: digit ?? other, style: 'plain' };
    const last = runs.at(-1);
    if (last && last.style === run.style && run.style !== 'bar') {
      last.text += run.text;
    } else {
      runs.push(/** @type {Run} */ (run));
    }
  }
  return runs;
}

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/** A formula in characters alone, for titles of charts and windows. @param {string} formula */
export function formulaText(formula) {
  return formulaRuns(formula).map(run => run.style === 'sub'
    ? [...run.text].map(c => SUBSCRIPTS[Number(c)] ?? c).join('')
    : run.text).join('');
}

/**
 * The same for space groups; the bar is a combining one.
 * @param {string} symbol
 */
export function spaceGroupText(symbol) {
  return spaceGroupRuns(symbol).map(run => run.style === 'sub'
    ? SUBSCRIPTS[Number(run.text)]
    : run.style === 'bar' ? `${run.text}\u0305` : run.text).join('');
}

/** Names of special points: GAMMA is Γ, X_1 is X₁. @param {string} label */
export function pointText(label) {
  return label
    .replace(/GAMMA|\\Gamma|Gamma/g, 'Γ')
    .replace(/SIGMA|\\Sigma/g, 'Σ')
    .replace(/DELTA|\\Delta/g, 'Δ')
    .replace(/LAMBDA|\\Lambda/g, 'Λ')
    .replace(/_\{?(\d)\}?/g, (_, digit) => SUBSCRIPTS[Number(digit)]);
}
