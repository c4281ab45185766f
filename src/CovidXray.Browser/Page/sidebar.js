/** What images are chosen by: the expression, and a section for every field. */

/** @import { Choice, State, WhereAnswer } from "./types.js" */
/** @import { View } from "./choices.js" */
/** @import { Table } from "./table.js" */
import { byId, element, settled } from "./dom.js";
import { Facet } from "./facet.js";
import { remember, remembered } from "./memory.js";

/** The sections that are open when one comes for the first time. */
const FIRST_OPEN = ["view", "sex", "age", "part", "class", "duplicates", "findings"];

/** Fields that stand first: the others follow in the order in which `filter --names` lists them. */
const FIRST = ["view", "modality", "class", "tag", "part", "fold", "duplicates", "findings"];

export class Sidebar {
  /**
   * @param {{ onChoice: (name: string, choice: Choice) => void, onWhere: (text: string) => void }} given
   */
  constructor(given) {
    this.#given = given;
    this.#where = /** @type {HTMLInputElement} */ (byId("where"));
    this.#where.addEventListener("input", settled(300, () => given.onWhere(this.#where.value)));
    this.#where.addEventListener("keydown", event => {
      if (event.key === "Enter") {
        given.onWhere(this.#where.value);
      }
    });
    const search = /** @type {HTMLInputElement} */ (byId("field-search"));
    search.addEventListener("input", () => this.#seek(search.value));
  }

  #given;
  #where;

  /** @type {Facet[]} */
  #facets = [];

  /** @param {Table} table */
  build(table) {
    const rank = /** @param {string} name */ name => FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length;
    const open = remembered("open", FIRST_OPEN);
    this.#facets = [...table.columns].sort((a, b) => rank(a.name) - rank(b.name)).map(column => {
      const facet = new Facet(column, { onChange: this.#given.onChoice, onToggle: () => remember("open", this.#facets.filter(f => f.isOpen).map(f => f.column.name)) });
      facet.isOpen = open.includes(column.name);
      return facet;
    });
    byId("facets").replaceChildren(...this.#facets.map(facet => facet.node));
  }

  /**
   * @param {View} view
   * @param {State} state
   */
  show(view, state) {
    if (document.activeElement !== this.#where) {
      this.#where.value = state.where;
    }

    this.#facets.forEach(facet => facet.show(view, state));
  }

  /**
   * What the expression came to.
   * @param {WhereAnswer | null} answer
   */
  showWhere(answer) {
    const message = byId("where-message");
    const isWrong = answer !== null && "error" in answer;
    this.#where.setAttribute("aria-invalid", String(isWrong));
    message.classList.toggle("is-wrong", isWrong);
    if (answer === null) {
      message.replaceChildren();
    } else if ("error" in answer) {
      const column = answer.column ?? 0;
      message.replaceChildren(
        ...(column > 0 ? [element("code", { class: "pointer", "aria-hidden": "true", text: `${this.#where.value.slice(Math.max(0, column - 25), column - 1)}▸${this.#where.value.slice(column - 1, column + 15)}` })] : []),
        element("span", { text: answer.error }));
    } else {
      message.replaceChildren(...(answer.notes ?? []).map(note => element("span", { text: note })));
    }
  }

  focusWhere() {
    this.#where.focus();
    this.#where.select();
  }

  /** @param {string} text */
  #seek(text) {
    const sought = text.trim().toLowerCase();
    for (const { column, node } of this.#facets) {
      node.hidden = sought !== "" && !`${column.name.replaceAll("_", " ")} ${column.name} ${column.description}`.toLowerCase().includes(sought);
    }
  }
}
