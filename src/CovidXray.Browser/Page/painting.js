/** Work that is done a little at each frame, so that scrolling stays smooth. */

/** How long it may take at each frame, in milliseconds. */
const BUDGET = 4;

/** @type {Map<object, () => void>} */
const waiting = new Map();

let frame = 0;

/**
 * Does something at one of the next frames; of one owner, only what was asked last.
 * @param {object} owner
 * @param {() => void} act
 */
export function paintSoon(owner, act) {
  waiting.set(owner, act);
  frame ||= requestAnimationFrame(paint);
}

function paint() {
  const end = performance.now() + BUDGET;
  for (const [owner, act] of waiting) {
    waiting.delete(owner);
    act();
    if (performance.now() > end) {
      break;
    }
  }

  frame = waiting.size > 0 ? requestAnimationFrame(paint) : 0;
}
