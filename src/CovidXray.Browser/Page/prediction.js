/** What is predicted, beside what is true: a dashed outline along the predicted pixels. */

/** @import { State } from "./types.js" */
import { Layer } from "./runs.js";

/** What the state calls it among the classes that are not drawn. No class has the name. */
export const PREDICTION = "(prediction)";

/** Its colour: none of a class, on dark films and on light ones. */
export const PREDICTION_COLOR = "#FF5CD6";

/** @param {State} state */
export function isPredictionShown(state) {
  return !state.hidden.includes(PREDICTION);
}

/**
 * The state's hidden names, with the prediction shown or not.
 * @param {State} state
 * @param {boolean} isShown
 */
export function showPrediction({ hidden }, isShown) {
  return [...hidden.filter(name => name !== PREDICTION), ...(isShown ? [] : [PREDICTION])];
}

/** @param {number | null | undefined} dice */
export function diceText(dice) {
  return dice === null || dice === undefined || Number.isNaN(dice) ? "–" : dice.toFixed(3);
}

/**
 * The outline of pixels along their edges, as a path: corners where an odd number of the four pixels around is painted, joined by
 * turns along the row and along the column.
 * @param {number[]} runs
 * @param {number} width
 * @param {number} height
 */
export function edgesOf(runs, width, height) {
  const layer = new Layer({ class: 0, runs }, width, height);

  /** Corners row by row, of which each even one and the next are the ends of an edge. @type {number[]} */
  const xs = [];

  /** @type {number[]} */
  const ys = [];

  /** For each corner, the other end of its edge along the column. @type {number[]} */
  const below = [];

  /** The last corner of each column that has none below it yet. @type {Map<number, number>} */
  const open = new Map();

  /** @type {number[]} */
  let before = [];
  for (let y = 0; y <= height; y++) {
    /** @type {number[]} */
    const ends = [];
    if (y < height) {
      layer.row(y, (start, end) => ends.push(start, end));
    }

    for (const x of inOne(before, ends)) {
      const corner = xs.push(x) - 1;
      ys.push(y);
      const above = open.get(x);
      if (above === undefined) {
        open.set(x, corner);
      } else {
        open.delete(x);
        below[above] = corner;
        below[corner] = above;
      }
    }

    before = ends;
  }

  return pathThrough(xs, ys, below);
}

/**
 * The numbers that stand in one of two lists, an odd number of times, in their order.
 * @param {number[]} first
 * @param {number[]} second
 */
function inOne(first, second) {
  /** @type {number[]} */
  const found = [];
  for (const number of [...first, ...second].sort((a, b) => a - b)) {
    if (found.at(-1) === number) {
      found.pop();
    } else {
      found.push(number);
    }
  }

  return found;
}

/**
 * @param {number[]} xs
 * @param {number[]} ys
 * @param {number[]} below
 */
function pathThrough(xs, ys, below) {
  const seen = new Uint8Array(xs.length);

  /** @type {string[]} */
  const path = [];
  for (let first = 0; first < xs.length; first++) {
    if (seen[first] === 1) {
      continue;
    }

    path.push(`M${xs[first]} ${ys[first]}`);
    for (let corner = first; seen[corner] === 0; corner = below[corner ^ 1]) {
      seen[corner] = seen[corner ^ 1] = 1;
      path.push(`H${xs[corner ^ 1]}V${ys[below[corner ^ 1]]}`);
    }

    path.push("Z");
  }

  return path.join("");
}
