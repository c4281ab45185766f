/** The dataset as the server gives it. */

/** @import { DatasetData, FieldData, ImageDetail, Overlay, SaveAnswer, Source, WhereAnswer } from "./types.js" */

/** An answer that is no success, in words for people. */
export class SourceError extends Error {}

/** @implements {Source} */
export class ServerSource {
  isLive = true;

  /** @type {string | null} */
  #version = null;

  /** @type {() => void} */
  #changed = () => {};

  /** @returns {Promise<DatasetData>} */
  async data() {
    const answer = await this.#get("/data");
    const data = await answer.json();
    this.#version = data.version;
    return data;
  }

  /** @returns {Promise<{ fields: FieldData[] }>} */
  async measures() {
    return (await this.#get("/measures")).json();
  }

  /**
   * @param {number[]} images
   * @returns {Promise<Overlay[]>}
   */
  async overlays(images) {
    return (await (await this.#get(`/overlays?images=${images.join(",")}`)).json()).images;
  }

  /**
   * @param {number} image
   * @returns {Promise<ImageDetail>}
   */
  async image(image) {
    return (await this.#get(`/images/${image}`)).json();
  }

  /** @param {number} image */
  thumbnail(image) {
    return `/thumbnails/${image}`;
  }

  /**
   * @param {number} image
   * @param {[number, number]} [window]
   */
  film(image, window) {
    return window ? `/films/${image}?low=${window[0]}&high=${window[1]}` : `/films/${image}`;
  }

  /**
   * @param {string} text
   * @returns {Promise<WhereAnswer>}
   */
  async where(text) {
    return (await this.#get(`/where?text=${encodeURIComponent(text)}`)).json();
  }

  /**
   * @param {{ all: boolean, where: string[] }} rules
   * @returns {Promise<SaveAnswer>}
   */
  async save(rules) {
    const answer = await this.#fetch("/selection", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(rules) });
    return answer.json();
  }

  /** @param {() => void} changed */
  onChange(changed) {
    this.#changed = changed;
  }

  /** @param {string} address */
  async #get(address) {
    const answer = await this.#fetch(address);
    if (!answer.ok && answer.status !== 400) {
      throw new SourceError(answer.status === 403
        ? "This page has lost its permission: open the address that covidxr browse printed once more."
        : `The server answers ${answer.status} to ${address}.`);
    }

    return answer;
  }

  /**
   * @param {string} address
   * @param {RequestInit} [request]
   */
  async #fetch(address, request) {
    let answer;
    try {
      answer = await fetch(address, request);
    } catch {
      throw new SourceError("covidxr browse does not answer: it may have been stopped. Start it again and open the address that it prints.");
    }

    const version = answer.headers.get("X-Covidxr-Version");
    if (version !== null && this.#version !== null && version !== this.#version) {
      this.#version = version;
      this.#changed();
    }

    return answer;
  }
}
