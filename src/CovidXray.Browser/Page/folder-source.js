/** The dataset as it lies in a folder of files, each a script: a browser that opens a page from disk reads no other data. */

/** @import { DatasetData, FieldData, ImageDetail, Overlay, SaveAnswer, Source, WhereAnswer } from "./types.js" */

/** How many images' overlays a file holds. */
const OVERLAYS_PER_FILE = 100;

/** @implements {Source} */
export class FolderSource {
  isLive = false;

  constructor() {
    // Each data file calls this with its name and what it holds.
    Object.assign(globalThis, { covidxr: (/** @type {string} */ name, /** @type {unknown} */ held) => this.#arrived.set(name, held) });
  }

  /** @type {Map<string, unknown>} */
  #arrived = new Map();

  /** @type {Map<string, Promise<any>>} */
  #asked = new Map();

  /** Where the films are, by image; empty where the folder has none. @type {Record<string, string>} */
  #films = {};

  /** @returns {Promise<DatasetData>} */
  async data() {
    const data = await this.#load("data");
    this.#films = data.films ?? {};
    return data;
  }

  /** @returns {Promise<{ fields: FieldData[] }>} */
  measures() {
    return this.#load("measures");
  }

  /**
   * @param {number[]} images
   * @returns {Promise<Overlay[]>}
   */
  async overlays(images) {
    const files = [...new Set(images.map(image => Math.floor(image / OVERLAYS_PER_FILE)))];
    const held = await Promise.all(files.map(file => this.#load(`overlays/${file}`)));
    const wanted = new Set(images);
    return held.flatMap(file => file.images).filter(overlay => wanted.has(overlay.image));
  }

  /**
   * @param {number} image
   * @returns {Promise<ImageDetail>}
   */
  image(image) {
    const name = `images/${image}`;
    const held = this.#load(name);
    this.#asked.delete(name);
    return held;
  }

  /** @param {number} image */
  thumbnail(image) {
    return `thumbnails/${image}.jpg`;
  }

  /** @param {number} image */
  film(image) {
    return this.#films[image] ?? null;
  }

  /** @returns {Promise<WhereAnswer>} */
  async where() {
    return { error: "Expressions need the server: run covidxr browse." };
  }

  /** @returns {Promise<SaveAnswer>} */
  async save() {
    return { error: "Saving needs the server: run covidxr browse." };
  }

  onChange() {}

  /**
   * @param {string} name
   * @returns {Promise<any>}
   */
  #load(name) {
    let asked = this.#asked.get(name);
    if (!asked) {
      asked = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `data/${name}.js`;
        script.addEventListener("load", () => {
          script.remove();
          resolve(this.#arrived.get(name));
          this.#arrived.delete(name);
        });
        script.addEventListener("error", () => {
          script.remove();
          this.#asked.delete(name);
          reject(new Error(`data/${name}.js is not there: copy the whole folder.`));
        });
        document.head.append(script);
      });
      this.#asked.set(name, asked);
    }

    return asked;
  }
}
