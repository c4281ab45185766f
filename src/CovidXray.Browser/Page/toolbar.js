/** The controls above the grid, and those of the look that grid and image have in common. */

/** @import { Levels, State } from "./types.js" */
/** @import { Table } from "./table.js" */
import { byId, element } from "./dom.js";
import { remember, remembered } from "./memory.js";
import { sortKeys } from "./orders.js";

/** The sliders of the filling: the grid's, and the image's. */
const OPACITIES = ["opacity", "opacity-in-image"];

/**
 * @typedef {object} ToolbarActions
 * @property {() => State} state
 * @property {(change: Partial<State>) => void} onChoice Changes which images are shown, or their order.
 * @property {(change: Partial<State>) => void} onLook Changes how they are shown.
 * @property {(size: number) => void} onTileSize
 */

export class Toolbar {
  /** @param {ToolbarActions} actions */
  constructor(actions) {
    this.#actions = actions;
    byId("sort").addEventListener("change", event => actions.onChoice({ sort: /** @type {HTMLSelectElement} */ (event.target).value }));
    byId("direction").addEventListener("click", () => actions.onChoice({ descending: !actions.state().descending }));
    byId("patients").addEventListener("click", () => actions.onChoice({ patients: !actions.state().patients }));
    byId("size").addEventListener("input", event => actions.onTileSize(/** @type {HTMLInputElement} */ (event.target).valueAsNumber));
    for (const id of OPACITIES) {
      byId(id).addEventListener("input", event => actions.onLook({ opacity: /** @type {HTMLInputElement} */ (event.target).valueAsNumber }));
    }

    document.querySelectorAll("[data-levels]").forEach(button => button.addEventListener("click", () => this.setLevels(button.getAttribute("data-levels") ?? "")));
    byId("menu").addEventListener("click", toggleSidebar);
    addEventListener("pointerdown", closeLook);
    takeTheme();
  }

  #actions;

  /**
   * Makes what depends on the dataset.
   * @param {Table} table
   */
  build(table) {
    byId("sort").replaceChildren(...sortKeys(table).map(([key, text]) => element("option", { value: key, text })));
    byId("classes").replaceChildren(...table.data.classes.map(({ name, color, hatched }) => {
      const box = element("input", { type: "checkbox", "data-class": name, onchange: () => this.#showClass(name, box.checked) });
      const swatch = element("span", { class: `swatch${hatched ? " is-hatched" : ""}` });
      swatch.style.setProperty("--color", color);
      return element("label", {}, box, swatch, element("span", { text: name }));
    }));
  }

  /** @param {State} state */
  show(state) {
    /** @type {HTMLSelectElement} */ (byId("sort")).value = state.sort;
    byId("direction").textContent = state.descending ? "↓" : "↑";
    byId("direction").setAttribute("aria-label", state.descending ? "Descending; press for ascending" : "Ascending; press for descending");
    byId("patients").setAttribute("aria-pressed", String(state.patients));
    for (const id of OPACITIES) {
      /** @type {HTMLInputElement} */ (byId(id)).valueAsNumber = state.opacity;
    }

    byId("classes").querySelectorAll("input").forEach(box => box.checked = !state.hidden.includes(box.dataset.class ?? ""));
    press("auto", state.levels.kind === "auto");
    press("invert", state.levels.inverted);
  }

  /**
   * @param {string} how `auto` and `invert` are switches, `reset` is neither.
   */
  setLevels(how) {
    const { levels } = this.#actions.state();
    /** @type {Levels} */
    const all = { kind: "all", low: 0, high: 1, inverted: levels.inverted };
    this.#actions.onLook({
      levels: how === "auto" ? { ...all, kind: levels.kind === "auto" ? "all" : "auto" }
        : how === "invert" ? { ...levels, inverted: !levels.inverted }
        : { ...all, inverted: false },
    });
  }

  /**
   * Changes the filling's opacity.
   * @param {number} step In percent.
   */
  changeOpacity(step) {
    this.#actions.onLook({ opacity: Math.min(100, Math.max(0, this.#actions.state().opacity + step)) });
  }

  /**
   * @param {string} name
   * @param {boolean} isShown
   */
  #showClass(name, isShown) {
    const { hidden } = this.#actions.state();
    this.#actions.onLook({ hidden: isShown ? hidden.filter(other => other !== name) : [...hidden, name] });
  }
}

/**
 * @param {string} kind
 * @param {boolean} isPressed
 */
function press(kind, isPressed) {
  document.querySelectorAll(`[data-levels="${kind}"]`).forEach(button => button.setAttribute("aria-pressed", String(isPressed)));
}

function toggleSidebar() {
  const isOpen = byId("browser").classList.toggle("has-drawer");
  byId("menu").setAttribute("aria-expanded", String(isOpen));

  // It covers the films: as long as it is open, it is what the page is about.
  byId("sidebar").setAttribute("role", isOpen ? "main" : "complementary");
}

/**
 * Closes the menu when something else is pressed.
 * @param {Event} event
 */
function closeLook(event) {
  const look = byId("look");
  if (look.hasAttribute("open") && !look.contains(/** @type {Node} */ (event.target))) {
    look.removeAttribute("open");
  }
}

function takeTheme() {
  const theme = /** @type {HTMLSelectElement} */ (byId("theme"));
  theme.value = remembered("theme", "");
  document.documentElement.style.colorScheme = theme.value;
  theme.addEventListener("change", () => {
    document.documentElement.style.colorScheme = theme.value;
    remember("theme", theme.value);
  });
}
