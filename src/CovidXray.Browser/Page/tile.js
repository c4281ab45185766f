/** One place of the grid: a thumbnail, the mask above it, the id below. */

/** @import { Source, State } from "./types.js" */
/** @import { Table } from "./table.js" */
/** @import { Overlays, TileMask } from "./overlays.js" */
import { element } from "./dom.js";
import { greyFilter, percentilesOf, rangeOf } from "./levels.js";
import { paintSoon } from "./painting.js";
import { diceText } from "./prediction.js";
import { fill, outline } from "./runs.js";

/** From this side on, in pixels of the screen, outlines are two pixels wide. */
const THICK_FROM = 140;

export class Tile {
  /** @param {{ source: Source, overlays: Overlays, addressOf: (image: number) => string }} given */
  constructor(given) {
    this.#given = given;
    this.#film = element("img", { alt: "", draggable: "false", onload: () => this.#onFilm(), onerror: () => this.#lack("film cannot be read") });
    this.#canvas = element("canvas", { class: "overlay" });
    this.#frame = element("div", { class: "frame" }, this.#film, this.#canvas);
    this.#id = element("span", { class: "id" });
    this.#value = element("span", { class: "value" });
    this.#link = element("a", { class: "tile", draggable: "false" }, this.#frame, element("span", { class: "caption" }, this.#id, this.#value));
    this.node = element("div", { role: "gridcell" }, this.#link);
  }

  #given;
  #film;
  #canvas;
  #frame;
  #id;
  #value;
  #link;

  /** @type {State | null} */
  #state = null;

  /** @type {Table | null} */
  #table = null;

  /** @type {TileMask | null} */
  #mask = null;

  #image = -1;
  #isLoaded = false;
  #side = 0;

  /** Which of the shown images it has, from 0; -1 for none. */
  place = -1;

  /** Whether keys start from here. @param {boolean} is */
  set isActive(is) {
    this.#link.tabIndex = is ? 0 : -1;
  }

  focus() {
    this.#link.focus({ preventScroll: true });
  }

  hide() {
    this.node.hidden = true;
    this.place = -1;
    this.#image = -1;
  }

  /**
   * @param {Table} table
   * @param {State} state
   * @param {number} image
   * @param {number} place
   * @param {number} side Its width and height, in pixels of the page.
   */
  show(table, state, image, place, side) {
    this.node.hidden = false;
    this.#side = side;
    this.place = place;
    this.#table = table;
    this.#state = state;
    if (this.#image !== image) {
      this.#image = image;
      this.#isLoaded = false;
      this.#mask = null;
      this.#film.removeAttribute("src");
      this.#film.classList.remove("is-there");
      this.#lack(table.withoutPicture.has(image) ? "no film" : null);
      this.#canvas.hidden = true;
      this.#id.textContent = table.data.ids[image];
      this.#link.title = table.data.names[image];
    }

    this.#link.href = this.#given.addressOf(image);
    this.#value.textContent = this.#sortValue();
  }

  /**
   * Says why there is no picture; null if there is one.
   * @param {string | null} problem
   */
  #lack(problem) {
    this.#frame.classList.toggle("is-missing", problem !== null);
    this.#frame.dataset.problem = problem ?? "";
  }

  /** Asks for the film and the mask. */
  load() {
    if (this.#image < 0 || this.#isLoaded || !this.#table) {
      return;
    }

    this.#isLoaded = true;
    if (!this.#table.withoutPicture.has(this.#image)) {
      this.#film.src = this.#given.source.thumbnail(this.#image);
    }

    const image = this.#image;
    void this.#given.overlays.get(image).then(mask => {
      if (image === this.#image) {
        this.#mask = mask;
        paintSoon(this, () => this.#paint());
      }
    });
  }

  #onFilm() {
    this.#film.classList.add("is-there");
    if (this.#state?.levels.kind === "auto") {
      paintSoon(this, () => this.#paint());
    }
  }

  /**
   * Paints by another state.
   * @param {State} state
   */
  repaint(state) {
    this.#state = state;
    if (this.#image >= 0) {
      this.#link.href = this.#given.addressOf(this.#image);
      this.#value.textContent = this.#sortValue();
      paintSoon(this, () => this.#paint());
    }
  }

  #paint() {
    const [state, table, mask] = [this.#state, this.#table, this.#mask];
    if (!state || !table || !mask) {
      return;
    }

    const { width, height } = mask.overlay;
    const own = state.levels.kind === "auto" ? mask.overlay.levels ?? percentilesOf(this.#film) : null;
    this.#film.style.filter = greyFilter(rangeOf(state.levels, own), state.levels.inverted);
    const layers = mask.layers.filter(layer => !state.hidden.includes(table.data.classes[layer.class].name));
    const side = Math.round(this.#side * devicePixelRatio);
    const context = this.#canvas.getContext("2d");
    if (context && side > 0) {
      [this.#canvas.width, this.#canvas.height] = [side, side];
      const pixels = context.createImageData(side, side);
      const zoom = side / Math.max(width, height);
      const placement = { left: (side - width * zoom) / 2, top: (side - height * zoom) / 2, zoom, height };
      fill(pixels, layers, table.data.classes, placement, state.opacity);
      outline(pixels, layers, table.data.classes, placement, side < THICK_FROM ? 1 : 2);
      context.putImageData(pixels, 0, 0);
      this.#canvas.hidden = false;
    }
  }

  /** What the grid is sorted by, and how good the prediction is. */
  #sortValue() {
    const sort = this.#state?.sort ?? "";
    const number = sort === "dice" ? undefined : this.#table?.column(sort)?.numbers?.[this.#image];
    const dice = this.#table?.column("dice")?.numbers?.[this.#image];
    return [
      ...(number === undefined ? [] : [Number.isNaN(number) ? "–" : number.toLocaleString("en", { maximumSignificantDigits: 6 })]),
      ...(dice === undefined ? [] : [`Dice ${diceText(dice)}`]),
    ].join(", ");
  }
}
