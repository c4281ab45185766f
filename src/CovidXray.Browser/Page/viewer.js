/** The view of one image: the stage, its tools, and the panel beside it. */

/** @import { ImageDetail, Source, State } from "./types.js" */
/** @import { Table } from "./table.js" */
import { byId, element, settled } from "./dom.js";
import { rangeOf } from "./levels.js";
import { panelOf } from "./panel.js";
import { isPredictionShown, showPrediction } from "./prediction.js";
import { Stage } from "./stage.js";

/**
 * @typedef {object} ViewerActions
 * @property {(image: number) => string} addressOf
 * @property {(change: Partial<State>) => void} onState
 */

export class Viewer {
  /**
   * @param {Source} source
   * @param {ViewerActions} actions
   */
  constructor(source, actions) {
    this.#source = source;
    this.#actions = actions;
    this.#stage = new Stage(byId("stage"), {
      onPoint: pointed => byId("pointed").textContent = pointed ? `${pointed.x}, ${pointed.y}${pointed.names.length > 0 ? ` ${pointed.names.join(" over ")}` : ""}` : "",
      onZoom: zoom => byId("zoom").textContent = `${Math.round(zoom * devicePixelRatio * 100)} %`,
    });
    byId("fit").addEventListener("click", () => this.#stage.fit());
    byId("actual-size").addEventListener("click", () => this.#stage.toActualSize());
    byId("points").addEventListener("click", () => this.togglePoints());
    this.#low = /** @type {HTMLInputElement} */ (byId("level-low"));
    this.#high = /** @type {HTMLInputElement} */ (byId("level-high"));
    for (const slider of [this.#low, this.#high]) {
      slider.addEventListener("input", () => this.#slideLevels(slider));
    }
  }

  #source;
  #actions;
  #stage;
  #low;
  #high;

  /** @type {Table | null} */
  #table = null;

  /** @type {State | null} */
  #state = null;

  /** @type {ImageDetail | null} */
  #detail = null;

  #image = -1;
  #showsPoints = false;

  /** Annotations that are not drawn though their class is. @type {Set<number>} */
  #hidden = new Set();

  /** @type {Map<number, Promise<ImageDetail>>} */
  #kept = new Map();

  /** Forgets what it knows: the dataset has changed. */
  clear() {
    this.#kept.clear();
    this.#image = -1;
  }

  /**
   * Shows an image.
   * @param {Table} table
   * @param {State} state
   * @param {number} image
   * @param {ArrayLike<number>} images Those that it stands among.
   */
  async show(table, state, image, images) {
    this.#table = table;
    this.#state = state;
    this.#place(image, images);
    if (image === this.#image) {
      this.#applyState();
      return;
    }

    this.#image = image;
    this.#hidden = new Set();
    this.#stage.node.classList.add("is-loading");
    byId("image-id").textContent = table.data.ids[image];
    byId("image-name").textContent = table.data.names[image];
    byId("panel").setAttribute("aria-busy", "true");
    const detail = await this.#detailOf(image).catch(error => ({ error: String(error.message ?? error) }));
    if (image !== this.#image) {
      return;
    }

    byId("panel").setAttribute("aria-busy", "false");
    if ("error" in detail && detail.error) {
      this.#detail = null;
      this.#stage.node.classList.remove("is-loading");
      this.#stage.clear();
      byId("panel").replaceChildren(element("p", { class: "is-wrong", text: detail.error }));
      return;
    }

    // Film and mask change together: no film stands under another one's mask.
    this.#detail = /** @type {ImageDetail} */ (detail);
    const film = this.#filmAddress();
    await preload(film);
    if (image !== this.#image) {
      return;
    }

    this.#stage.node.classList.remove("is-loading");
    this.#stage.show(this.#detail, table.data.classes, film);
    this.#applyState();
    for (const near of neighbours(image, images)) {
      void this.#detailOf(near).then(other => other.film?.bits === 8 ? preload(this.#source.film(near)) : undefined).catch(() => {});
    }
  }

  /** @param {string} key @returns {boolean} Whether the key means something here. */
  onKey(key) {
    switch (key) {
      case "f":
        this.#stage.fit();
        return true;
      case "1":
        this.#stage.toActualSize();
        return true;
      case "+":
      case "=":
        this.#stage.zoomTo(this.#stage.zoom * 1.25);
        return true;
      case "-":
        this.#stage.zoomTo(this.#stage.zoom / 1.25);
        return true;
      case "p":
        this.togglePoints();
        return true;
      case "d":
        return this.#togglePrediction();
      default:
        return false;
    }
  }

  togglePoints() {
    this.#showsPoints = !this.#showsPoints;
    byId("points").setAttribute("aria-pressed", String(this.#showsPoints));
    this.#applyState();
  }

  /** Shows or hides what is predicted; whether anything is. */
  #togglePrediction() {
    if (!this.#state || !this.#detail?.prediction?.runs) {
      return false;
    }

    this.#actions.onState({ hidden: showPrediction(this.#state, !isPredictionShown(this.#state)) });
    return true;
  }

  /** @param {number} image */
  #detailOf(image) {
    let known = this.#kept.get(image);
    if (!known) {
      known = this.#source.image(image);
      this.#kept.set(image, known);
      known.catch(() => this.#kept.delete(image));
      if (this.#kept.size > 20) {
        this.#kept.delete(/** @type {number} */ (this.#kept.keys().next().value));
      }
    }

    return known;
  }

  /**
   * @param {number} image
   * @param {ArrayLike<number>} images
   */
  #place(image, images) {
    const place = Array.prototype.indexOf.call(images, image);
    byId("image-place").textContent = place < 0 ? "not among the chosen" : `${(place + 1).toLocaleString("en")} of ${images.length.toLocaleString("en")}`;
    for (const [id, target] of /** @type {[string, number][]} */ ([["previous", place < 0 ? -1 : place - 1], ["next", place < 0 ? -1 : place + 1]])) {
      const link = byId(id);
      const other = images[target];
      link.toggleAttribute("aria-disabled", other === undefined);
      if (other === undefined) {
        link.removeAttribute("href");
        link.setAttribute("aria-disabled", "true");
      } else {
        link.setAttribute("href", this.#actions.addressOf(other));
      }
    }
  }

  #applyState() {
    const [table, state, detail] = [this.#table, this.#state, this.#detail];
    if (!table || !state || !detail) {
      return;
    }

    const hidden = new Set(detail.annotations.flatMap((annotation, place) => this.#hidden.has(place) || state.hidden.includes(annotation.name) ? [place] : []));
    this.#stage.setOverlay(hidden, state.opacity, this.#showsPoints, isPredictionShown(state));
    const range = this.#range(state);
    if (this.#isWindowedByServer()) {
      this.#stage.setLevels([0, 1], state.levels.inverted);
      this.#askWindow();
    } else {
      this.#stage.setLevels(range, state.levels.inverted);
    }

    [this.#low.value, this.#high.value] = range.map(share => String(Math.round(share * 1000)));
    const hasFocus = document.activeElement?.id === "show-prediction";
    byId("panel").replaceChildren(...panelOf(table, detail, hidden, {
      showsPrediction: isPredictionShown(state),
      onPrediction: isShown => this.#actions.onState({ hidden: showPrediction(state, isShown) }),
      onAnnotation: (place, isShown) => this.#toggleAnnotation(place, isShown),
      addressOf: this.#actions.addressOf,
      thumbnail: other => this.#source.thumbnail(other),
      isThumbnail: this.#filmAddress() === this.#source.thumbnail(detail.image),
    }));
    if (hasFocus) {
      byId("show-prediction").focus();
    }
  }

  /**
   * @param {number} place
   * @param {boolean} isShown
   */
  #toggleAnnotation(place, isShown) {
    const { detail, state } = { detail: this.#detail, state: this.#state };
    const name = detail?.annotations[place].name;
    if (!detail || !state || name === undefined) {
      return;
    }

    if (!isShown) {
      this.#hidden.add(place);
    } else {
      this.#hidden.delete(place);
      if (state.hidden.includes(name)) {
        // The class is drawn again, its other annotations stay away.
        detail.annotations.forEach((other, at) => other.name === name && at !== place && this.#hidden.add(at));
        this.#actions.onState({ hidden: state.hidden.filter(other => other !== name) });
      }
    }

    this.#applyState();
    /** @type {HTMLElement | undefined} */ (byId("panel").querySelectorAll("input")[place])?.focus();
  }

  #isWindowedByServer() {
    return (this.#detail?.film?.bits ?? 8) > 8 && this.#source.isLive;
  }

  /**
   * What becomes black and white: films of 16 bits are never shown as a whole, of which most is black.
   * @param {State} state
   */
  #range({ levels }) {
    return rangeOf(this.#isWindowedByServer() && levels.kind === "all" ? { ...levels, kind: "auto" } : levels, this.#percentiles());
  }

  /** @returns {[number, number] | null} */
  #percentiles() {
    const levels = this.#detail?.levels;

    // Of a folder, films of 16 bits are windowed already.
    return levels && (this.#source.isLive || this.#white() === 255) ? [levels.low / this.#white(), levels.high / this.#white()] : null;
  }

  /** The film's white. */
  #white() {
    return (this.#detail?.film?.bits ?? 8) > 8 ? 65535 : 255;
  }

  /** The film's address; its thumbnail's, where the film is not there, as in a folder without films; null where neither is. */
  #filmAddress() {
    const [detail, table] = [this.#detail, this.#table];
    if (!detail || !table || !this.#state) {
      return null;
    }

    const film = detail.film === null ? null : this.#source.film(detail.image, this.#window(this.#state, detail));
    return film ?? (table.withoutPicture.has(detail.image) ? null : this.#source.thumbnail(detail.image));
  }

  /**
   * What a film of 16 bits is asked for.
   * @param {State} state
   * @param {ImageDetail} detail
   * @returns {[number, number] | undefined}
   */
  #window(state, detail) {
    return this.#isWindowedByServer() && detail.levels ? /** @type {[number, number]} */ (this.#range(state).map(share => Math.round(share * this.#white()))) : undefined;
  }

  #askWindow = settled(150, () => this.#stage.setFilm(this.#filmAddress()));

  /** @param {HTMLInputElement} moved */
  #slideLevels(moved) {
    const [low, high] = [this.#low.valueAsNumber, this.#high.valueAsNumber];
    if (low >= high) {
      moved.valueAsNumber = moved === this.#low ? high - 1 : low + 1;
    }

    this.#actions.onState({ levels: { kind: "range", low: this.#low.valueAsNumber / 1000, high: this.#high.valueAsNumber / 1000, inverted: this.#state?.levels.inverted ?? false } });
  }
}

/**
 * Waits until a picture can be shown, be it that it cannot.
 * @param {string | null} address
 */
async function preload(address) {
  if (address !== null) {
    const picture = new Image();
    picture.src = address;
    await picture.decode().catch(() => {});
  }
}

/**
 * The images before and behind an image.
 * @param {number} image
 * @param {ArrayLike<number>} images
 */
function neighbours(image, images) {
  const place = Array.prototype.indexOf.call(images, image);
  return place < 0 ? [] : [images[place + 1], images[place - 1]].filter(near => near !== undefined);
}
