/** The masks of thumbnails: asked for together, kept for a while. */

/** @import { Overlay, Source } from "./types.js" */
import { Layer } from "./runs.js";
import { settled } from "./dom.js";

/** How many are kept, and asked for at once. */
const [MOST_KEPT, MOST_ASKED] = [2000, 100];

/** How long requests are collected, in milliseconds. */
const PATIENCE = 20;

/** @typedef {{ overlay: Overlay, layers: Layer[] }} TileMask */

export class Overlays {
  /** @param {Source} source */
  constructor(source) {
    this.#source = source;
  }

  #source;

  /** The last asked for stand last. @type {Map<number, Promise<TileMask | null>>} */
  #kept = new Map();

  /** @type {Map<number, (mask: TileMask | null) => void>} */
  #wanted = new Map();

  /** Forgets all: the dataset has changed. */
  clear() {
    this.#kept.clear();
  }

  /**
   * The mask of an image; null if it cannot be had.
   * @param {number} image
   * @returns {Promise<TileMask | null>}
   */
  get(image) {
    const known = this.#kept.get(image) ?? new Promise(resolve => {
      this.#wanted.set(image, resolve);
      this.#askSoon();
    });
    this.#kept.delete(image);
    this.#kept.set(image, known);
    if (this.#kept.size > MOST_KEPT) {
      this.#kept.delete(/** @type {number} */ (this.#kept.keys().next().value));
    }

    return known;
  }

  #askSoon = settled(PATIENCE, () => {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    for (let at = 0; at < wanted.length; at += MOST_ASKED) {
      void this.#ask(wanted.slice(at, at + MOST_ASKED));
    }
  });

  /** @param {[number, (mask: TileMask | null) => void][]} wanted */
  async #ask(wanted) {
    /** @type {Map<number, Overlay>} */
    let found = new Map();
    try {
      found = new Map((await this.#source.overlays(wanted.map(([image]) => image))).map(overlay => [overlay.image, overlay]));
    } catch {
      wanted.forEach(([image]) => this.#kept.delete(image));
    }

    for (const [image, resolve] of wanted) {
      const overlay = found.get(image);

      // Of a document that cannot be read there are no annotations.
      resolve(overlay?.annotations ? { overlay, layers: overlay.annotations.map(painted => new Layer(painted, overlay.width, overlay.height)) } : null);
    }
  }
}
