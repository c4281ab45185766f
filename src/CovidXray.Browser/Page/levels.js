/** How greys are shown, as filters of the style sheet. */

/** @import { Levels } from "./types.js" */

/**
 * The two shares of white that become black and white.
 * @param {Levels} levels
 * @param {[number, number] | null} own The film's percentiles.
 * @returns {[number, number]}
 */
export function rangeOf(levels, own) {
  return levels.kind === "range" ? [levels.low, levels.high] : levels.kind === "auto" && own && own[0] < own[1] ? own : [0, 1];
}

/**
 * A filter that stretches what lies between two greys, and turns it round.
 * @param {[number, number]} range Shares of white.
 * @param {boolean} inverted
 */
export function greyFilter([low, high], inverted) {
  // brightness multiplies by b, contrast stretches by c around the middle: b c v + (1 - c) / 2 is to be (v - low) / (high - low).
  const contrast = 1 + 2 * low / (high - low);
  const brightness = 1 / (high - low) / contrast;
  const stretch = low === 0 && high === 1 ? "" : `brightness(${brightness}) contrast(${contrast})`;
  return `${stretch}${inverted ? " invert(1)" : ""}`.trim() || "none";
}
