/** Masks as runs, painted on canvases: each pixel of a canvas shows the mask's pixel below its centre, and no mixture. */

/** @import { AnnotationClass, Painted } from "./types.js" */

/** How far from each other the stripes of a hatching begin, and how wide they are, in pixels of the screen. */
const [HATCH_PERIOD, HATCH_WIDTH] = [8, 2];

/** How much of the colour stripes have, where the filling has less, of 255. */
const HATCH_ALPHA = 166;

/** An annotation's pixels, by rows. */
export class Layer {
  /**
   * @param {Painted} painted
   * @param {number} width
   * @param {number} height
   */
  constructor(painted, width, height) {
    this.class = painted.class;
    this.#width = width;
    const count = painted.runs.length >> 1;
    this.#starts = new Int32Array(count);
    this.#ends = new Int32Array(count);
    this.#rows = new Int32Array(height + 1);
    let at = 0;
    for (let run = 0; run < count; run++) {
      this.#starts[run] = at + painted.runs[2 * run];
      at = this.#ends[run] = this.#starts[run] + painted.runs[2 * run + 1];
    }

    for (let row = 0, run = 0; row <= height; row++) {
      while (run < count && this.#ends[run] <= row * width) {
        run++;
      }

      this.#rows[row] = run;
    }
  }

  #width;
  #starts;
  #ends;

  /** For each row, the first run that reaches into it or lies below. */
  #rows;

  /**
   * Whether a pixel is painted.
   * @param {number} x
   * @param {number} y
   */
  has(x, y) {
    const at = y * this.#width + x;
    for (let run = this.#rows[y]; run < this.#starts.length && this.#starts[run] <= at; run++) {
      if (at < this.#ends[run]) {
        return true;
      }
    }

    return false;
  }

  /**
   * Visits the pieces of a row that are painted.
   * @param {number} y
   * @param {(start: number, end: number) => void} act
   */
  row(y, act) {
    const first = y * this.#width;
    for (let run = this.#rows[y]; run < this.#starts.length && this.#starts[run] < first + this.#width; run++) {
      act(Math.max(0, this.#starts[run] - first), Math.min(this.#width, this.#ends[run] - first));
    }
  }
}

/**
 * @param {string} color `#RRGGBB`.
 * @param {number} alpha 0 to 255.
 * @returns {number} As it lies in a canvas.
 */
function packed(color, alpha) {
  const rgb = parseInt(color.slice(1), 16);
  return ((alpha << 24) | ((rgb & 0xFF) << 16) | (rgb & 0xFF00) | (rgb >> 16)) >>> 0;
}

/**
 * What part of a mask a canvas shows.
 * @typedef {object} Placement
 * @property {number} left Where the mask's left edge lies, in pixels of the canvas.
 * @property {number} top
 * @property {number} zoom Pixels of the canvas for one of the mask.
 * @property {number} height Of the mask.
 */

/**
 * Where a piece of a mask's row, or its rows, come to lie on a canvas: from the first pixel whose centre lies in it.
 * @param {number} offset
 * @param {number} zoom
 * @param {number} at
 */
function edge(offset, zoom, at) {
  return Math.ceil(offset + at * zoom - 0.5);
}

/**
 * The mask's row below a canvas's row.
 * @param {Placement} placement
 * @param {number} y
 */
function rowBelow({ top, zoom, height }, y) {
  return Math.min(height - 1, Math.max(0, Math.floor((y + 0.5 - top) / zoom)));
}

/**
 * Fills the layers' pixels, the later above the earlier.
 * @param {ImageData} pixels The canvas's; transparent.
 * @param {Layer[]} layers
 * @param {AnnotationClass[]} classes
 * @param {Placement} placement
 * @param {number} opacity 0 to 100.
 */
export function fill(pixels, layers, classes, placement, opacity) {
  const { left, top, zoom, height } = placement;
  const target = new Uint32Array(pixels.data.buffer);
  const alpha = Math.round(opacity * 2.55);
  const colors = classes.map(c => packed(c.color, alpha));
  const stripes = classes.map(c => c.hatched && opacity > 0 && opacity < 100 ? packed(c.color, Math.max(alpha, HATCH_ALPHA)) : 0);
  const last = Math.min(pixels.height, edge(top, zoom, height));
  for (let y = Math.max(0, edge(top, zoom, 0)); y < last; y++) {
    const row = rowBelow(placement, y);
    for (const layer of layers) {
      const [color, stripe] = [colors[layer.class], stripes[layer.class]];
      layer.row(row, (start, end) => {
        const from = Math.max(0, edge(left, zoom, start));
        const to = Math.min(pixels.width, edge(left, zoom, end));
        if (to <= from) {
          return;
        }

        target.fill(color, y * pixels.width + from, y * pixels.width + to);
        if (stripe) {
          hatch(target, y, from, to, pixels.width, stripe);
        }
      });
    }
  }
}

/**
 * Draws stripes from the lower left to the upper right.
 * @param {Uint32Array} target
 * @param {number} y
 * @param {number} from
 * @param {number} to
 * @param {number} width
 * @param {number} color
 */
function hatch(target, y, from, to, width, color) {
  for (let x = from - (from + y) % HATCH_PERIOD; x < to; x += HATCH_PERIOD) {
    target.fill(color, y * width + Math.max(from, x), y * width + Math.max(from, Math.min(to, x + HATCH_WIDTH)));
  }
}

/**
 * Draws the layers' edges: what has a pixel of another layer, or of none, near it in its row or column.
 * @param {ImageData} pixels The canvas's.
 * @param {Layer[]} layers
 * @param {AnnotationClass[]} classes
 * @param {Placement} placement
 * @param {number} thickness Pixels of the canvas.
 */
export function outline(pixels, layers, classes, placement, thickness) {
  const { width } = pixels;
  const { left, top, zoom, height } = placement;
  const target = new Uint32Array(pixels.data.buffer);
  const colors = classes.map(c => packed(c.color, 255));
  const [first, last] = [Math.max(0, edge(top, zoom, 0)), Math.min(pixels.height, edge(top, zoom, height))];

  // The layer of each pixel, from 1, of as many rows as look at each other.
  const rows = Array.from({ length: 2 * thickness + 1 }, () => new Uint8Array(width));
  const rowAt = /** @param {number} y */ y => rows[(y + rows.length) % rows.length];
  const read = /** @param {number} y */ y => {
    const row = rowAt(y).fill(0);
    if (y >= first && y < last) {
      const below = rowBelow(placement, y);
      layers.forEach((layer, place) => layer.row(below, (start, end) => row.fill(place + 1, Math.max(0, edge(left, zoom, start)), Math.max(0, edge(left, zoom, end)))));
    }
  };
  for (let y = first - thickness; y < first + thickness; y++) {
    read(y);
  }

  for (let y = first; y < last; y++) {
    read(y + thickness);
    const here = rowAt(y);
    const others = rows.filter(row => row !== here);
    for (let x = 0; x < width; x++) {
      const label = here[x];
      if (label !== 0 && isEdge(here, others, x, label, thickness)) {
        target[y * width + x] = colors[layers[label - 1].class];
      }
    }
  }
}

/**
 * @param {Uint8Array} here
 * @param {Uint8Array[]} others
 * @param {number} x
 * @param {number} label
 * @param {number} thickness
 */
function isEdge(here, others, x, label, thickness) {
  for (let step = 1; step <= thickness; step++) {
    if (here[x - step] !== label || here[x + step] !== label) {
      return true;
    }
  }

  return others.some(row => row[x] !== label);
}
