/** One section of the sidebar: a field's values with counts, or its histogram. */

/** @import { Choice, State } from "./types.js" */
/** @import { View } from "./choices.js" */
/** @import { Column } from "./table.js" */
import { noChoice } from "./choices.js";
import { element } from "./dom.js";
import { Histogram } from "./histogram.js";

/** How many values are listed before one asks for all; beyond the most, a search is needed. */
const [FEW, MOST] = [8, 200];

/** How many values a search lists. */
const MOST_FOUND = 50;

/** What stands for a missing value. */
const MISSING = "missing";

/** @typedef {{ value: string | null, count: number, shown: string }} Row */

export class Facet {
  /**
   * @param {Column} column
   * @param {{ onChange: (name: string, choice: Choice) => void, onToggle: () => void }} given
   */
  constructor(column, given) {
    this.column = column;
    this.#given = given;
    const id = `facet-${column.name}`;
    this.#mark = element("span", { class: "mark" });
    this.#head = element("button", { type: "button", "aria-expanded": "false", "aria-controls": id, title: column.description, onclick: () => this.#toggle() },
      element("span", { class: "name", text: column.name.replaceAll("_", " ") }), this.#mark);
    this.#body = element("div", { id, class: "facet-body", hidden: true });
    this.node = element("section", { class: "facet" }, element("h2", {}, this.#head), this.#body);
  }

  #given;
  #mark;
  #head;
  #body;

  /** @type {Histogram | null} */
  #histogram = null;

  #choice = noChoice();
  #isByName = false;
  #showsAll = false;
  #search = "";

  /** @type {View | null} */
  #view = null;

  #isPatients = false;

  get isOpen() {
    return !this.#body.hidden;
  }

  set isOpen(is) {
    this.#body.hidden = !is;
    this.#head.setAttribute("aria-expanded", String(is));
    this.#update();
  }

  /**
   * @param {View} view
   * @param {State} state
   */
  show(view, state) {
    this.#view = view;
    this.#isPatients = state.patients;
    this.#choice = state.choices.get(this.column.name) ?? noChoice();
    const chosen = this.#choice.include.length + this.#choice.exclude.length + (this.#choice.low !== null || this.#choice.high !== null ? 1 : 0);
    this.#mark.textContent = chosen > 0 ? String(chosen) : "";
    this.#mark.setAttribute("aria-label", chosen > 0 ? `${chosen} chosen` : "");
    this.#update();
  }

  #toggle() {
    this.isOpen = !this.isOpen;
    this.#given.onToggle();
  }

  #update() {
    if (!this.isOpen || !this.#view) {
      return;
    }

    // A redrawn list keeps the focus where it was.
    const focused = this.#body.contains(document.activeElement) ? document.activeElement?.getAttribute("data-key") : null;
    if (this.column.isRange) {
      this.#updateRange(this.#view);
    } else {
      this.#updateValues(this.#view);
    }

    if (focused && document.activeElement?.getAttribute("data-key") !== focused) {
      /** @type {HTMLElement | null} */ (this.#body.querySelector(`[data-key="${CSS.escape(focused)}"]`))?.focus();
    }
  }

  /** @param {View} view */
  #updateRange(view) {
    this.#histogram ??= new Histogram(this.column, (low, high) => this.#change({ ...this.#choice, low, high }));
    const missing = this.#histogram.show(view, this.#choice);
    const rows = missing > 0 || this.#choice.include.includes(null) || this.#choice.exclude.includes(null)
      ? [element("ul", { class: "values" }, this.#row({ value: null, count: missing, shown: MISSING }, missing))]
      : [];
    this.#body.replaceChildren(this.#histogram.node, ...rows);
  }

  /** @param {View} view */
  #updateValues(view) {
    const counts = view.countValues(this.column);
    const rows = this.column.values.map((value, place) => ({ value, count: counts[place], shown: value }));
    const isSearched = rows.length > MOST;
    const found = this.#found(rows, isSearched);
    const listed = isSearched ? found.slice(0, MOST_FOUND) : this.#showsAll || found.length <= FEW + 1 ? found : found.filter((row, place) => place < FEW || this.#isChosen(row));
    const missing = counts[this.column.values.length];
    if (missing > 0 || this.#choice.include.includes(null) || this.#choice.exclude.includes(null)) {
      listed.push({ value: null, count: missing, shown: MISSING });
    }

    const most = Math.max(1, ...listed.map(row => row.count));
    const list = element("ul", { class: "values" }, ...listed.map(row => this.#row(row, most)));
    this.#body.replaceChildren(...[this.#tools(rows.length, isSearched), list, this.#more(found.length, isSearched)].filter(node => node !== null));
  }

  /** @param {Row} row */
  #isChosen(row) {
    return this.#choice.include.includes(row.value) || this.#choice.exclude.includes(row.value);
  }

  /**
   * The values to list: chosen ones always, others as long as there are images of them, by count or by name.
   * @param {Row[]} rows
   * @param {boolean} isSearched
   */
  #found(rows, isSearched) {
    const sought = this.#search.trim().toLowerCase();
    const collator = new Intl.Collator("en", { numeric: true });
    const isNumeric = this.column.numbers !== null;
    return rows
      .filter(row => this.#isChosen(row) || (isSearched ? row.count > 0 && row.shown.toLowerCase().includes(sought) : true))
      .sort((a, b) => (isSearched ? Number(this.#isChosen(b)) - Number(this.#isChosen(a)) : 0)
        || (this.#isByName || isNumeric ? 0 : b.count - a.count)
        || collator.compare(a.shown, b.shown));
  }

  /**
   * @param {number} count
   * @param {boolean} isSearched
   */
  #tools(count, isSearched) {
    if (isSearched) {
      const search = element("input", {
        type: "search",
        class: "search",
        "data-key": "search",
        placeholder: `search ${count.toLocaleString("en")} values`,
        "aria-label": `Search the values of ${this.column.name}`,
        oninput: () => {
          this.#search = search.value;
          this.#update();
        },
      });
      search.value = this.#search;
      return search;
    }

    return count <= 3 || this.column.numbers ? null : element("button", {
      type: "button",
      class: "quiet order",
      "data-key": "order",
      text: this.#isByName ? "by name" : "by count",
      title: "Change the order of the values",
      onclick: () => {
        this.#isByName = !this.#isByName;
        this.#update();
      },
    });
  }

  /**
   * @param {number} count
   * @param {boolean} isSearched
   */
  #more(count, isSearched) {
    if (isSearched) {
      return count > MOST_FOUND ? element("p", { class: "hint", text: `${(count - MOST_FOUND).toLocaleString("en")} more` }) : null;
    }

    return count <= FEW + 1 ? null : element("button", {
      type: "button",
      class: "quiet",
      "data-key": "more",
      text: this.#showsAll ? "fewer" : `all ${count}`,
      "aria-label": `${this.#showsAll ? "List fewer values" : `List all ${count} values`} of ${this.column.name}`,
      onclick: () => {
        this.#showsAll = !this.#showsAll;
        this.#update();
      },
    });
  }

  /**
   * A value: a click shows it alone, another leaves it out, a third does neither.
   * @param {Row} row
   * @param {number} most
   */
  #row(row, most) {
    const state = this.#choice.include.includes(row.value) ? "included" : this.#choice.exclude.includes(row.value) ? "excluded" : "free";
    const said = { included: "shown only; press to leave out", excluded: "left out; press to show again", free: "press to show only these" }[state];
    const button = element("button", {
      type: "button",
      class: `value is-${state}${row.value === null ? " is-missing" : ""}${row.count === 0 ? " is-none" : ""}`,
      "data-key": row.value === null ? "missing" : `=${row.value}`,
      "aria-pressed": state === "included" ? "true" : state === "excluded" ? "mixed" : "false",
      "aria-label": `${row.shown} ${row.count.toLocaleString("en")} ${this.#isPatients ? "patients" : "images"}, ${said}`,
      title: row.shown,
      onclick: () => this.#press(row.value),
    },
    element("span", { class: "share" }),
    element("span", { class: "text", text: row.shown }),
    " ",
    element("span", { class: "count", text: row.count.toLocaleString("en") }));
    /** @type {HTMLElement} */ (button.firstElementChild).style.width = `${100 * row.count / most}%`;
    return element("li", {}, button);
  }

  /** @param {string | null} value */
  #press(value) {
    const { include, exclude } = this.#choice;
    const without = /** @param {(string | null)[]} values */ values => values.filter(other => other !== value);
    this.#change(include.includes(value) ? { ...this.#choice, include: without(include), exclude: [...exclude, value] }
      : exclude.includes(value) ? { ...this.#choice, exclude: without(exclude) }
      : { ...this.#choice, include: [...include, value] });
  }

  /** @param {Choice} choice */
  #change(choice) {
    this.#given.onChange(this.column.name, choice);
  }
}

