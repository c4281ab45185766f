/** How greys are shown, as filters of the style sheet. */

/** @import { Levels } from "./types.js" */

/** Side of the square that percentiles are taken from, in pixels. */
const SAMPLE = 64;

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
 * The 1st and the 99th percentile of a picture's grey, as shares of white; null if it is not there, or from elsewhere.
 * @param {HTMLImageElement} picture
 * @returns {[number, number] | null}
 */
export function percentilesOf(picture) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [SAMPLE, SAMPLE];
  const context = canvas.getContext("2d");
  if (!context || !picture.complete || picture.naturalWidth === 0) {
    return null;
  }

  try {
    context.drawImage(picture, 0, 0, SAMPLE, SAMPLE);
    const greys = context.getImageData(0, 0, SAMPLE, SAMPLE).data.filter((_, at) => at % 4 === 0).sort();
    return [greys[Math.floor(greys.length * 0.01)] / 255, greys[Math.floor(greys.length * 0.99)] / 255];
  } catch {
    return null;
  }
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
