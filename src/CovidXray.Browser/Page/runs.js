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

  // The canvas's first pixel whose centre lies at or behind an edge of the mask's pixels.
  const edge = /** @param {number} offset @param {number} at */ (offset, at) => Math.ceil(offset + at * zoom - 0.5);
  const first = Math.max(0, edge(top, 0));
  const last = Math.min(pixels.height, edge(top, height));
  for (let y = first; y < last; y++) {
    const row = Math.min(height - 1, Math.max(0, Math.floor((y + 0.5 - top) / zoom)));
    for (const layer of layers) {
      const [color, stripe] = [colors[layer.class], stripes[layer.class]];
      layer.row(row, (start, end) => {
        const from = Math.max(0, edge(left, start));
        const to = Math.min(pixels.width, edge(left, end));
        if (to <= from) {
          return;
        }

        target.fill(color, y * pixels.width + from, y * pixels.width + to);
        if (stripe) {
          for (let x = from + ((HATCH_PERIOD - (from + y) % HATCH_PERIOD) % HATCH_PERIOD) - HATCH_WIDTH; x < to; x += HATCH_PERIOD) {
            for (let at = Math.max(from, x); at < Math.min(to, x + HATCH_WIDTH); at++) {
              target[y * pixels.width + at] = stripe;
            }
          }
        }
      });
    }
  }
}

/**
 * Draws the layers' edges, one pixel wide: what has a pixel of another layer, or of none, beside, above or below it.
 * @param {ImageData} pixels Of the mask's size.
 * @param {Layer[]} layers
 * @param {AnnotationClass[]} classes
 */
export function outline(pixels, layers, classes) {
  const { width, height } = pixels;
  const target = new Uint32Array(pixels.data.buffer);
  const colors = classes.map(c => packed(c.color, 255));

  // The layer of each pixel, from 1, in three rows.
  const rows = [new Uint8Array(width), new Uint8Array(width), new Uint8Array(width)];
  const read = /** @param {number} y */ y => {
    const row = rows[(y + 3) % 3].fill(0);
    if (y >= 0 && y < height) {
      layers.forEach((layer, place) => layer.row(y, (start, end) => row.fill(place + 1, start, end)));
    }
  };
  read(-1);
  read(0);
  for (let y = 0; y < height; y++) {
    read(y + 1);
    const [above, here, below] = [rows[(y + 2) % 3], rows[y % 3], rows[(y + 1) % 3]];
    for (let x = 0; x < width; x++) {
      const label = here[x];
      if (label !== 0 && (above[x] !== label || below[x] !== label || here[x - 1] !== label || here[x + 1] !== label)) {
        target[y * width + x] = colors[layers[label - 1].class];
      }
    }
  }
}
