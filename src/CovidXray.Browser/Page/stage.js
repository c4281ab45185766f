/** The place where a film is looked at: zoomed, moved, with its mask and outlines above it. */

/** @import { AnnotationClass, ImageDetail } from "./types.js" */
import { svgElement } from "./dom.js";
import { greyFilter } from "./levels.js";
import { edgesOf, PREDICTION_COLOR } from "./prediction.js";
import { fill, Layer } from "./runs.js";

/** Pixels of the screen for one of the film: the most, and where film pixels are seen as squares. */
const [MOST_ZOOM, SQUARES_FROM] = [40, 3];

/** @typedef {{ x: number, y: number, names: string[] } | null} Pointed */

export class Stage {
  /**
   * @param {HTMLElement} node
   * @param {{ onPoint: (pointed: Pointed) => void, onZoom: (zoom: number) => void }} given
   */
  constructor(node, given) {
    this.node = node;
    this.#given = given;
    this.#film = document.createElement("img");
    this.#film.alt = "";
    this.#film.draggable = false;
    this.#film.addEventListener("load", () => this.node.classList.remove("is-missing"));
    this.#film.addEventListener("error", () => this.node.classList.add("is-missing"));
    this.#sheet = document.createElement("div");
    this.#sheet.className = "film";
    this.#sheet.append(this.#film);
    this.#blank = document.createElement("div");
    this.#blank.className = "blank";
    this.#canvas = document.createElement("canvas");
    this.#canvas.className = "overlay";
    this.#outlines = svgElement("g");
    this.#drawing = svgElement("svg", { class: "overlay outlines", "aria-hidden": "true" }, this.#outlines);
    node.append(this.#blank, this.#sheet, this.#canvas, this.#drawing);
    new ResizeObserver(() => this.#resize()).observe(node);
    this.#listen();
  }

  #given;
  #film;
  #sheet;
  #blank;
  #canvas;
  #drawing;
  #outlines;

  /** @type {ImageDetail | null} */
  #detail = null;

  /** @type {AnnotationClass[]} */
  #classes = [];

  /** @type {Layer[]} */
  #layers = [];

  /** Annotations that are not drawn, by their place. @type {Set<number>} */
  #hidden = new Set();

  /** The outline of what is predicted. @type {SVGElement | null} */
  #predicted = null;

  #showsPrediction = true;
  #opacity = 25;
  #showsPoints = false;
  #zoom = 1;
  #left = 0;
  #top = 0;
  #isFitted = true;
  #frame = 0;

  /** Pixels of the screen for one of the film. */
  get zoom() {
    return this.#zoom;
  }

  /**
   * Shows an image. The view stays where it is for images of the same size, else all of the image is shown.
   * @param {ImageDetail} detail
   * @param {AnnotationClass[]} classes
   * @param {string | null} film The film's address.
   */
  show(detail, classes, film) {
    const isSameSize = this.#detail?.width === detail.width && this.#detail.height === detail.height;
    this.#detail = detail;
    this.#classes = classes;
    this.#layers = detail.annotations.map(annotation => new Layer(annotation, detail.width, detail.height));
    this.#predicted = predictionOf(detail);
    this.#hidden = new Set();
    this.node.classList.toggle("is-missing", film === null);
    this.setFilm(film);
    this.#drawOutlines();
    if (!isSameSize || this.#isFitted) {
      this.fit();
    } else {
      this.#redraw();
    }
  }

  /** @param {string | null} film */
  setFilm(film) {
    if (film === null) {
      this.#film.removeAttribute("src");
    } else if (this.#film.getAttribute("src") !== film) {
      this.#film.src = film;
    }
  }

  /** Takes the film away, so that the next one does not stand under a wrong mask. */
  clear() {
    this.#detail = null;
    this.#layers = [];
    this.#predicted = null;
    this.setFilm(null);
    this.#outlines.replaceChildren();
    this.#redraw();
  }

  /**
   * @param {[number, number]} range
   * @param {boolean} inverted
   */
  setLevels(range, inverted) {
    this.#sheet.style.filter = greyFilter(range, inverted);
  }

  /**
   * @param {Set<number>} hidden Annotations by their place.
   * @param {number} opacity
   * @param {boolean} showsPoints
   * @param {boolean} showsPrediction
   */
  setOverlay(hidden, opacity, showsPoints, showsPrediction) {
    this.#showsPrediction = showsPrediction;
    this.#hidden = hidden;
    this.#opacity = opacity;
    this.#showsPoints = showsPoints;
    this.#drawOutlines();
    this.#redraw();
  }

  /** Shows all of the image. */
  fit() {
    if (this.#detail) {
      const { width, height } = this.#detail;
      this.#zoom = Math.min(this.node.clientWidth / width, this.node.clientHeight / height) || 1;
      this.#isFitted = true;
      this.#center();
    }
  }

  /** Shows a pixel of the film as one of the screen. */
  toActualSize() {
    this.zoomTo(1 / devicePixelRatio);
    this.#left = Math.round(this.#left);
    this.#top = Math.round(this.#top);
    this.#redraw();
  }

  /**
   * @param {number} zoom
   * @param {number} [x] What stays in its place, in pixels of the stage; its middle, if it is not given.
   * @param {number} [y]
   */
  zoomTo(zoom, x = this.node.clientWidth / 2, y = this.node.clientHeight / 2) {
    if (!this.#detail) {
      return;
    }

    const least = Math.min(1, this.node.clientWidth / this.#detail.width, this.node.clientHeight / this.#detail.height) / 2;
    const next = Math.min(MOST_ZOOM, Math.max(least, zoom));
    this.#left = x - (x - this.#left) * next / this.#zoom;
    this.#top = y - (y - this.#top) * next / this.#zoom;
    this.#zoom = next;
    this.#isFitted = false;
    this.#redraw();
  }

  /**
   * Moves the film.
   * @param {number} x Pixels of the screen.
   * @param {number} y
   */
  pan(x, y) {
    this.#left += x;
    this.#top += y;
    this.#isFitted = false;
    this.#redraw();
  }

  #center() {
    if (this.#detail) {
      this.#left = (this.node.clientWidth - this.#detail.width * this.#zoom) / 2;
      this.#top = (this.node.clientHeight - this.#detail.height * this.#zoom) / 2;
      this.#redraw();
    }
  }

  #resize() {
    this.#canvas.width = Math.round(this.node.clientWidth * devicePixelRatio);
    this.#canvas.height = Math.round(this.node.clientHeight * devicePixelRatio);
    if (this.#isFitted) {
      this.fit();
    } else {
      this.#draw();
    }
  }

  #redraw() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw() {
    const { width, height } = this.#detail ?? { width: 0, height: 0 };
    const place = `translate(${this.#left}px, ${this.#top}px) scale(${this.#zoom})`;
    for (const node of [this.#film, this.#blank]) {
      node.style.width = `${width}px`;
      node.style.height = `${height}px`;
      node.style.transform = place;
    }

    this.#film.classList.toggle("is-pixelated", this.#zoom * devicePixelRatio >= SQUARES_FROM);

    // A pixel's middle is where its coordinates say, by the pixel rule.
    this.#outlines.setAttribute("transform", `translate(${this.#left} ${this.#top}) scale(${this.#zoom}) translate(0.5 0.5)`);
    this.#outlines.style.setProperty("--dot", `${3 / this.#zoom}px`);
    this.#fill(height);
    this.#given.onZoom(this.#zoom);
  }

  /** @param {number} height */
  #fill(height) {
    const context = this.#canvas.getContext("2d");
    if (!context || this.#canvas.width === 0 || this.#canvas.height === 0) {
      return;
    }

    const pixels = context.createImageData(this.#canvas.width, this.#canvas.height);
    const layers = this.#layers.filter((_, place) => !this.#hidden.has(place));
    const ratio = devicePixelRatio;
    fill(pixels, layers, this.#classes, { left: this.#left * ratio, top: this.#top * ratio, zoom: this.#zoom * ratio, height }, this.#opacity);
    context.putImageData(pixels, 0, 0);
  }

  #drawOutlines() {
    const annotations = (this.#detail?.annotations ?? []).map((annotation, place) => ({ annotation, place })).filter(a => !this.#hidden.has(a.place));
    this.#outlines.replaceChildren(...annotations.map(({ annotation }) => {
      const color = this.#classes[annotation.class].color;
      const path = svgElement("path", { d: annotation.rings.map(pathOf).join(""), fill: "none", stroke: color, "vector-effect": "non-scaling-stroke" });
      return svgElement("g", {}, path, ...(this.#showsPoints ? [pointsOf(annotation.rings, color)] : []));
    }), ...(this.#predicted && this.#showsPrediction ? [this.#predicted] : []));
  }

  #listen() {
    /** @type {Map<number, { x: number, y: number }>} */
    const pressed = new Map();
    this.node.addEventListener("wheel", event => {
      event.preventDefault();
      const box = this.node.getBoundingClientRect();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
      this.zoomTo(this.#zoom * Math.exp(-event.deltaY * lines / 500), event.clientX - box.left, event.clientY - box.top);
    }, { passive: false });
    this.node.addEventListener("pointerdown", event => {
      this.node.setPointerCapture(event.pointerId);
      pressed.set(event.pointerId, { x: event.clientX, y: event.clientY });
    });
    this.node.addEventListener("pointermove", event => {
      this.#point(event);
      const before = pressed.get(event.pointerId);
      if (!before) {
        return;
      }

      const other = [...pressed].find(([id]) => id !== event.pointerId)?.[1];
      pressed.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (other) {
        const box = this.node.getBoundingClientRect();
        const distance = /** @param {number} x @param {number} y */ (x, y) => Math.hypot(x - other.x, y - other.y) || 1;
        this.zoomTo(this.#zoom * distance(event.clientX, event.clientY) / distance(before.x, before.y), other.x - box.left, other.y - box.top);
      } else {
        this.pan(event.clientX - before.x, event.clientY - before.y);
      }
    });
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
      this.node.addEventListener(end, event => pressed.delete(event.pointerId));
    }

    this.node.addEventListener("pointerleave", () => this.#given.onPoint(null));
    this.node.addEventListener("dblclick", event => {
      const box = this.node.getBoundingClientRect();
      this.zoomTo(this.#zoom * 2, event.clientX - box.left, event.clientY - box.top);
    });
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const box = this.node.getBoundingClientRect();
    const x = Math.floor((event.clientX - box.left - this.#left) / this.#zoom);
    const y = Math.floor((event.clientY - box.top - this.#top) / this.#zoom);
    const detail = this.#detail;
    if (!detail || x < 0 || y < 0 || x >= detail.width || y >= detail.height) {
      this.#given.onPoint(null);
      return;
    }

    // What lies above stands first: that is the mask's label.
    const names = this.#layers.flatMap((layer, place) => layer.has(x, y) ? [detail.annotations[place].name] : []).reverse();
    this.#given.onPoint({ x, y, names });
  }
}

/**
 * Pixels' edges lie half a pixel from their middles, where coordinates are.
 * @param {ImageDetail} detail
 */
function predictionOf({ prediction, width, height }) {
  return !prediction?.runs ? null
    : svgElement("path", { d: edgesOf(prediction.runs, width, height), class: "predicted", fill: "none", stroke: PREDICTION_COLOR, transform: "translate(-0.5 -0.5)", "vector-effect": "non-scaling-stroke" });
}

/** @param {number[]} ring */
function pathOf(ring) {
  let path = "";
  for (let at = 0; at + 1 < ring.length; at += 2) {
    path += `${at === 0 ? "M" : "L"}${ring[at]} ${ring[at + 1]}`;
  }

  return path === "" ? "" : `${path}Z`;
}

/**
 * @param {number[][]} rings
 * @param {string} color
 */
function pointsOf(rings, color) {
  const dots = rings.map(ring => {
    let path = "";
    for (let at = 0; at + 1 < ring.length; at += 2) {
      path += `M${ring[at]} ${ring[at + 1]}h0`;
    }

    return path;
  });
  return svgElement("path", { d: dots.join(""), class: "points", fill: "none", stroke: color, "vector-effect": "non-scaling-stroke" });
}
