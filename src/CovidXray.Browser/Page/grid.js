/** The grid of thumbnails: only rows in sight have nodes, which are used again as the page scrolls. */

/** @import { State } from "./types.js" */
/** @import { Table } from "./table.js" */
/** @import { Overlays } from "./overlays.js" */
/** @import { Source } from "./types.js" */
import { element } from "./dom.js";
import { Tile } from "./tile.js";

/** The gap between tiles and the height of a caption, in pixels. */
const [GAP, CAPTION] = [8, 22];

/** Rows beyond the visible ones that have nodes, on each side. */
const OVERSCAN = 2;

/** After so many milliseconds without scrolling, thumbnails are asked for. */
const REST = 60;

export class Grid {
  /**
   * @param {HTMLElement} scroller
   * @param {HTMLElement} body
   * @param {{ source: Source, overlays: Overlays, onOpen: (image: number) => void, addressOf: (image: number) => string }} given
   */
  constructor(scroller, body, given) {
    this.#scroller = scroller;
    this.#body = body;
    this.#given = given;
    scroller.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    body.addEventListener("keydown", event => this.#onKey(event));
    body.addEventListener("focusin", event => this.#onFocus(event));
    new ResizeObserver(([{ contentRect }]) => this.#onResize(contentRect.width, contentRect.height)).observe(scroller);
  }

  #scroller;
  #body;
  #given;

  /** @type {Table | null} */
  #table = null;

  /** @type {State | null} */
  #state = null;

  /** @type {ArrayLike<number>} */
  #images = [];

  /** Rows by their place. @type {Map<number, { node: HTMLElement, tiles: Tile[] }>} */
  #rows = new Map();

  /** @type {{ node: HTMLElement, tiles: Tile[] }[]} */
  #free = [];

  #columns = 1;
  #side = 160;

  /** Of the scroller, as it was last told: to ask for them would have the page laid out at once. */
  #width = 0;
  #height = 0;
  #top = 0;

  #tileSize = 160;
  #active = 0;
  #frame = 0;
  #rest = 0;

  /** The width of a tile at which the grid aims, in pixels. */
  get tileSize() {
    return this.#tileSize;
  }

  set tileSize(size) {
    this.#tileSize = size;
    this.#layOut();
  }

  /**
   * Shows images.
   * @param {Table} table
   * @param {State} state
   * @param {ArrayLike<number>} images
   */
  show(table, state, images) {
    const isOther = this.#table !== table || this.#images !== images;
    this.#table = table;
    this.#state = state;
    if (isOther) {
      this.#images = images;
      this.#active = Math.min(this.#active, Math.max(0, images.length - 1));
      this.#layOut();
    } else {
      this.#tiles().forEach(tile => tile.repaint(state));
    }
  }

  /** Goes to the top. */
  toTop() {
    this.#active = 0;
    this.#top = 0;
    this.#scroller.scrollTop = 0;
  }

  /**
   * Makes an image the one that keys start from.
   * @param {number} image
   * @param {boolean} focuses
   */
  reveal(image, focuses) {
    const place = Array.prototype.indexOf.call(this.#images, image);
    if (place >= 0) {
      this.#goTo(place, focuses);
    }
  }

  #rowHeight() {
    return this.#side + CAPTION + GAP;
  }

  #layOut() {
    if (!this.#table || this.#width === 0) {
      return;
    }

    const width = this.#width - GAP;
    const columns = Math.max(1, Math.round(width / (this.#tileSize + GAP)));
    const side = Math.floor(width / columns) - GAP;
    const isSame = columns === this.#columns && side === this.#side;
    [this.#columns, this.#side] = [columns, side];
    const rows = Math.ceil(this.#images.length / columns);
    this.#body.style.height = `${rows * this.#rowHeight() + GAP}px`;
    this.#body.setAttribute("aria-rowcount", String(rows));
    this.#body.setAttribute("aria-colcount", String(columns));
    if (isSame) {
      this.#refill(rows);
    } else {
      this.#body.style.setProperty("--side", `${this.#side}px`);
      this.#rows.forEach(row => row.node.remove());
      this.#rows.clear();
      this.#free = [];
    }

    this.#render();
    this.#load();
  }

  /**
   * Shows other images in the rows that are there.
   * @param {number} count How many rows there are now.
   */
  #refill(count) {
    for (const [place, row] of this.#rows) {
      if (place < count) {
        this.#fillRow(place, row);
      } else {
        this.#rows.delete(place);
        this.#free.push(row);
      }
    }
  }

  /**
   * @param {number} width
   * @param {number} height
   */
  #onResize(width, height) {
    [this.#width, this.#height] = [width, height];
    this.#layOut();
  }

  #onScroll() {
    this.#top = this.#scroller.scrollTop;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#render();
    });
    clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => this.#load(), REST);
  }

  #render() {
    const height = this.#rowHeight();
    const count = Math.ceil(this.#images.length / this.#columns);
    const first = Math.max(0, Math.floor(this.#top / height) - OVERSCAN);
    const end = Math.min(count, Math.ceil((this.#top + this.#height) / height) + OVERSCAN);
    for (const [place, row] of this.#rows) {
      if (place < first || place >= end) {
        this.#rows.delete(place);
        this.#free.push(row);
      }
    }

    // From below, so that each new row comes before its follower: nodes stand in the order in which they are read.
    /** @type {HTMLElement | null} */
    let follower = null;
    for (let place = end - 1; place >= first; place--) {
      let row = this.#rows.get(place);
      if (!row) {
        row = this.#fillRow(place, this.#free.pop() ?? this.#makeRow());
        this.#rows.set(place, row);
        this.#body.insertBefore(row.node, follower);
      }

      follower = row.node;
    }

    for (const row of this.#free) {
      row.node.remove();
    }
  }

  #makeRow() {
    const tiles = Array.from({ length: this.#columns }, () => new Tile(this.#given));
    return { node: element("div", { role: "row", class: "row" }, ...tiles.map(tile => tile.node)), tiles };
  }

  /**
   * @param {number} place
   * @param {{ node: HTMLElement, tiles: Tile[] }} row
   */
  #fillRow(place, row) {
    row.node.style.transform = `translateY(${place * this.#rowHeight() + GAP}px)`;
    row.node.setAttribute("aria-rowindex", String(place + 1));
    row.tiles.forEach((tile, column) => {
      const at = place * this.#columns + column;
      if (at < this.#images.length) {
        tile.show(/** @type {Table} */ (this.#table), /** @type {State} */ (this.#state), this.#images[at], at, this.#side);
        tile.isActive = at === this.#active;
      } else {
        tile.hide();
      }
    });
    return row;
  }

  /** Asks for the pictures of the rows that are there. */
  #load() {
    for (const place of [...this.#rows.keys()].sort((a, b) => a - b)) {
      this.#rows.get(place)?.tiles.forEach(tile => tile.load());
    }
  }

  #tiles() {
    return [...this.#rows.values()].flatMap(row => row.tiles);
  }

  /** @param {FocusEvent} event */
  #onFocus(event) {
    const tile = this.#tiles().find(t => t.node.contains(/** @type {Node} */ (event.target)));
    if (tile && tile.place !== this.#active) {
      this.#active = tile.place;
      this.#tiles().forEach(t => t.isActive = t.place === this.#active);
    }
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }

    const page = Math.max(1, Math.floor(this.#height / this.#rowHeight())) * this.#columns;
    /** @type {Record<string, number>} */
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -this.#columns, ArrowDown: this.#columns, PageUp: -page, PageDown: page, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const target = this.#active + step;
      if (Math.abs(step) !== this.#columns || (target >= 0 && target < this.#images.length)) {
        this.#goTo(Math.min(this.#images.length - 1, Math.max(0, target)), true);
      }
    } else if (event.key === " " && this.#images.length > 0) {
      event.preventDefault();
      this.#given.onOpen(this.#images[this.#active]);
    }
  }

  /**
   * @param {number} place
   * @param {boolean} focuses
   */
  #goTo(place, focuses) {
    this.#active = place;
    const height = this.#rowHeight();
    const top = Math.floor(place / this.#columns) * height;
    if (top < this.#top) {
      this.#scroller.scrollTop = top;
    } else if (top + height + GAP > this.#top + this.#height) {
      this.#scroller.scrollTop = top + height + GAP - this.#height;
    }

    this.#top = this.#scroller.scrollTop;
    this.#render();
    for (const tile of this.#tiles()) {
      tile.isActive = tile.place === place;
      if (tile.place === place && focuses) {
        tile.focus();
      }
    }

    this.#load();
  }
}
