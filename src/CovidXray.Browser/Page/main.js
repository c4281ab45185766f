/** Puts the page together: the state in the address, what it shows, and what changes it. */

/** @import { Choice, DatasetData, FieldData, Levels, Source, State, WhereAnswer } from "./types.js" */
import { firstState, fromAddress, toAddress } from "./address.js";
import { isEmpty, noChoice, View } from "./choices.js";
import { CommandDialog, openKeys } from "./dialogs.js";
import { byId, counted, element } from "./dom.js";
import { FolderSource } from "./folder-source.js";
import { Grid } from "./grid.js";
import { sorted, sortKeys } from "./orders.js";
import { remember, remembered } from "./memory.js";
import { Overlays } from "./overlays.js";
import { Sidebar } from "./sidebar.js";
import { ServerSource } from "./source.js";
import { Table } from "./table.js";
import { Viewer } from "./viewer.js";

class Page {
  /** @param {Source} source */
  constructor(source) {
    this.#source = source;
    this.#overlays = new Overlays(source);
    const addressOf = /** @param {number} image */ image => this.#addressOf(image);
    this.#grid = new Grid(byId("scroller"), byId("grid"), { source, overlays: this.#overlays, addressOf, onOpen: image => location.assign(addressOf(image)) });
    this.#sidebar = new Sidebar({ onChoice: (name, choice) => this.#choose(name, choice), onWhere: text => text !== this.#state.where && this.#change({ where: text }) });
    this.#viewer = new Viewer(source, { addressOf, onState: change => this.#change(change, { isStep: false }) });
    this.#command = new CommandDialog(source);
    this.#listen();
  }

  #source;
  #overlays;
  #grid;
  #sidebar;
  #viewer;
  #command;

  /** @type {Table | null} */
  #table = null;

  #state = firstState();

  /** @type {View | null} */
  #view = null;

  /** What the view was made for; null if it has to be made anew. @type {string | null} */
  #viewKey = null;

  /** @type {{ key: string, order: Int32Array } | null} */
  #order = null;

  /** What the expression came to. @type {{ text: string, answer: WhereAnswer | null }} */
  #where = { text: "", answer: null };

  async start() {
    this.#state = fromAddress(location.hash.slice(1));
    await this.#load();
    byId("page").hidden = false;
    byId("where-box").hidden = !this.#source.isLive;
    byId("message").hidden = true;
    await this.#show();
    this.#source.onChange(() => void this.#reload());
    const { fields } = await this.#source.measures();
    this.#table?.add(fields);
    this.#build();
    await this.#show();
  }

  async #load() {
    const data = await this.#source.data();
    this.#table = new Table(data);
    this.#table.add(fieldsOfFiles(data));

    this.#viewKey = null;
    this.#order = null;
    this.#where = { text: "", answer: null };
    document.title = `${data.title} – covidxr`;
    byId("title").textContent = data.title;
    byId("version").textContent = `covidxr ${data.covidxr}`;
    byId("attribution").replaceChildren(...data.attribution.map(line => element("p", { text: line })));
    this.#build();
  }

  async #reload() {
    this.#overlays.clear();
    this.#viewer.clear();
    await this.#load();
    const { fields } = await this.#source.measures();
    this.#table?.add(fields);
    this.#build();
    byId("said").textContent = "The dataset has changed: it is read anew.";
    await this.#show();
  }

  /** Makes what depends on the dataset alone. */
  #build() {
    const table = /** @type {Table} */ (this.#table);
    this.#viewKey = null;
    this.#sidebar.build(table);
    byId("sort").replaceChildren(...sortKeys(table).map(([key, text]) => element("option", { value: key, text })));
    byId("classes").replaceChildren(...table.data.classes.map(({ name, color, hatched }) => {
      const box = element("input", { type: "checkbox", "data-class": name, onchange: () => this.#change({
        hidden: box.checked ? this.#state.hidden.filter(other => other !== name) : [...this.#state.hidden, name],
      }, { isStep: false }) });
      const swatch = element("span", { class: `swatch${hatched ? " is-hatched" : ""}` });
      swatch.style.setProperty("--color", color);
      return element("label", {}, box, swatch, element("span", { text: name }));
    }));
  }

  /**
   * Changes the state, its address and what is shown.
   * @param {Partial<State>} change
   * @param {{ isStep: boolean }} [how] Whether "back" leads to what was before.
   */
  #change(change, { isStep } = { isStep: true }) {
    this.#state = { ...this.#state, ...change };
    const address = `#${toAddress(this.#state)}`;
    if (address !== (location.hash || "#")) {
      if (isStep) {
        history.pushState(null, "", address);
      } else {
        history.replaceState(null, "", address);
      }
    }

    void this.#show();
  }

  /**
   * @param {string} name
   * @param {Choice} choice
   */
  #choose(name, choice) {
    const choices = new Map(this.#state.choices);
    if (isEmpty(choice)) {
      choices.delete(name);
    } else {
      choices.set(name, choice);
    }

    this.#change({ choices });
  }

  /** @param {number | null} image */
  #addressOf(image) {
    return `#${toAddress({ ...this.#state, image: image === null || !this.#table ? null : this.#table.data.ids[image] })}`;
  }

  async #show() {
    const table = /** @type {Table} */ (this.#table);
    await this.#evaluate();
    const state = this.#state;
    const isOther = this.#updateView(table, state);
    const view = /** @type {View} */ (this.#view);
    if (isOther) {
      this.#sidebar.show(view, state);
      this.#showChosen(table, view);
    }

    this.#showControls(state);
    const image = state.image === null ? undefined : table.numberOf(state.image);
    const wasOpen = !byId("viewer").hidden;
    byId("viewer").hidden = image === undefined;
    byId("browser").inert = image !== undefined;
    if (image !== undefined) {
      document.title = `${state.image} – ${table.data.title} – covidxr`;
      await this.#viewer.show(table, state, image, view.images);
      if (!wasOpen) {
        byId("stage").focus();
      }
    } else {
      document.title = `${table.data.title} – covidxr`;
      this.#grid.show(table, state, view.images);
      if (wasOpen && this.#lastImage !== undefined) {
        this.#grid.reveal(this.#lastImage, true);
      }
    }

    this.#lastImage = image;
  }

  /** @type {number | undefined} */
  #lastImage;

  /** Asks for the images for which the expression holds. */
  async #evaluate() {
    const text = this.#state.where.trim();
    if (text === this.#where.text) {
      return;
    }

    const answer = text === "" ? null : await this.#source.where(text).catch(error => ({ error: String(error.message ?? error) }));
    if (text === this.#state.where.trim()) {
      this.#where = { text, answer };
      this.#sidebar.showWhere(answer);
    }
  }

  /**
   * @param {Table} table
   * @param {State} state
   * @returns {boolean} Whether there is another view now.
   */
  #updateView(table, state) {
    const orderKey = `${state.sort} ${state.descending}`;
    if (this.#order?.key !== orderKey) {
      this.#order = { key: orderKey, order: sorted(table, state.sort, state.descending) };
    }

    const key = toAddress({ ...firstState(), choices: state.choices, where: this.#where.text, all: state.all, patients: state.patients, sort: state.sort, descending: state.descending });
    if (this.#view && key === this.#viewKey) {
      return false;
    }

    const isFirst = this.#viewKey === null;
    this.#viewKey = key;
    const { answer } = this.#where;

    // A wrong expression changes nothing: what was right before it stays.
    this.#view = new View(table, state, this.#order.order, answer && "images" in answer ? answer.images : null);
    if (!isFirst) {
      this.#grid.toTop();
    }

    return true;
  }

  /**
   * @param {Table} table
   * @param {View} view
   */
  #showChosen(table, view) {
    const state = this.#state;
    byId("count").textContent = state.patients
      ? `${counted(view.patientCount, "patient")} in ${counted(view.imageCount, "image")} of ${table.count.toLocaleString("en")}`
      : `${view.imageCount.toLocaleString("en")} of ${counted(table.count, "image")}, ${counted(view.patientCount, "patient")}`;
    byId("nothing").hidden = view.images.length > 0;
    const chips = [...state.choices].map(([name, choice]) => chip(`${name.replaceAll("_", " ")}: ${choiceText(choice)}`, `Drop the choice of ${name}`, () => this.#choose(name, noChoice())));
    if (this.#where.answer && "images" in this.#where.answer) {
      chips.push(chip(state.where.trim(), "Drop the expression", () => this.#change({ where: "" })));
    }

    const { saved, rules } = table.data;
    const fixed = rules.length > 0 ? [element("span", { class: "chip is-fixed", title: "The rules that browse was called with", text: rules.join(" ") })] : [];
    if (saved) {
      fixed.push(element("label", { class: "chip is-fixed", title: saved.path }, element("input", {
        type: "checkbox",
        checked: !state.all,
        onchange: event => this.#change({ all: !event.target.checked }),
      }), element("span", { text: `saved selection: ${saved.chosen.toLocaleString("en")} of ${saved.total.toLocaleString("en")}` })));
    }

    const clear = chips.length > 0 ? [element("button", { type: "button", class: "quiet", text: "clear all", onclick: () => this.#clear() })] : [];
    byId("chips").replaceChildren(...fixed, ...chips, ...clear);
  }

  #clear() {
    this.#change({ choices: new Map(), where: "" });
  }

  /** @param {State} state */
  #showControls(state) {
    const sort = /** @type {HTMLSelectElement} */ (byId("sort"));
    sort.value = state.sort;
    byId("direction").textContent = state.descending ? "↓" : "↑";
    byId("direction").setAttribute("aria-label", state.descending ? "Descending; press for ascending" : "Ascending; press for descending");
    byId("patients").setAttribute("aria-pressed", String(state.patients));
    /** @type {HTMLInputElement} */ (byId("opacity")).valueAsNumber = state.opacity;
    /** @type {HTMLInputElement} */ (byId("opacity-in-image")).valueAsNumber = state.opacity;
    byId("classes").querySelectorAll("input").forEach(box => box.checked = !state.hidden.includes(box.dataset.class ?? ""));
    for (const [kind, pressed] of /** @type {[string, boolean][]} */ ([["auto", state.levels.kind === "auto"], ["invert", state.levels.inverted]])) {
      document.querySelectorAll(`[data-levels="${kind}"]`).forEach(button => button.setAttribute("aria-pressed", String(pressed)));
    }
  }

  #listen() {
    addEventListener("popstate", () => {
      this.#state = fromAddress(location.hash.slice(1));
      void this.#show();
    });
    byId("sort").addEventListener("change", event => this.#change({ sort: /** @type {HTMLSelectElement} */ (event.target).value }));
    byId("direction").addEventListener("click", () => this.#change({ descending: !this.#state.descending }));
    byId("patients").addEventListener("click", () => this.#change({ patients: !this.#state.patients }));
    for (const id of ["opacity", "opacity-in-image"]) {
      byId(id).addEventListener("input", event => this.#change({ opacity: /** @type {HTMLInputElement} */ (event.target).valueAsNumber }, { isStep: false }));
    }

    byId("size").addEventListener("input", event => this.#grid.tileSize = /** @type {HTMLInputElement} */ (event.target).valueAsNumber);
    document.querySelectorAll("[data-levels]").forEach(button => button.addEventListener("click", () => this.#setLevels(button.getAttribute("data-levels") ?? "")));
    document.querySelectorAll("[data-open='command']").forEach(button => button.addEventListener("click", () => this.#openCommand()));
    byId("keys").addEventListener("click", openKeys);
    byId("clear").addEventListener("click", () => this.#clear());
    byId("close").addEventListener("click", event => {
      event.preventDefault();
      this.#closeImage();
    });
    addEventListener("pointerdown", event => {
      const look = byId("look");
      if (look.hasAttribute("open") && !look.contains(/** @type {Node} */ (event.target))) {
        look.removeAttribute("open");
      }
    });
    const theme = /** @type {HTMLSelectElement} */ (byId("theme"));
    theme.value = remembered("theme", "");
    document.documentElement.style.colorScheme = theme.value;
    theme.addEventListener("change", () => {
      document.documentElement.style.colorScheme = theme.value;
      remember("theme", theme.value);
    });
    byId("menu").addEventListener("click", () => this.#toggleSidebar());
    document.querySelectorAll("dialog button[data-close]").forEach(button => button.addEventListener("click", () => button.closest("dialog")?.close()));
    addEventListener("keydown", event => this.#onKey(event));
    addEventListener("keyup", event => event.key.toLowerCase() === "h" && document.body.classList.remove("hides-overlays"));
    addEventListener("blur", () => document.body.classList.remove("hides-overlays"));
  }

  #toggleSidebar() {
    const isOpen = byId("browser").classList.toggle("has-drawer");
    byId("menu").setAttribute("aria-expanded", String(isOpen));

    // It covers the films: as long as it is open, it is what the page is about.
    byId("sidebar").setAttribute("role", isOpen ? "main" : "complementary");
  }

  #openCommand() {
    const { answer } = this.#where;
    if (this.#table && this.#view) {
      this.#command.open(this.#table, this.#state, this.#view.images, answer !== null && "error" in answer);
    }
  }

  #closeImage() {
    this.#change({ image: null });
  }

  /** @param {string} how */
  #setLevels(how) {
    const { levels } = this.#state;
    /** @type {Levels} */
    const all = { kind: "all", low: 0, high: 1, inverted: levels.inverted };
    this.#change({
      levels: how === "auto" ? { ...all, kind: levels.kind === "auto" ? "all" : "auto" }
        : how === "invert" ? { ...levels, inverted: !levels.inverted }
        : { ...all, inverted: false },
    }, { isStep: false });
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) {
      return;
    }

    const isText = target instanceof HTMLInputElement && ["text", "search", "number"].includes(target.type) || target instanceof HTMLTextAreaElement;
    if (isText) {
      if (event.key === "Escape") {
        target.blur();
      }

      return;
    }

    const isImage = this.#state.image !== null;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (this.#onCommonKey(key) || (isImage && this.#onImageKey(key, target))) {
      event.preventDefault();
    }
  }

  /** @param {string} key */
  #onCommonKey(key) {
    switch (key) {
      case "h":
        document.body.classList.add("hides-overlays");
        return true;
      case "a":
        this.#setLevels("auto");
        return true;
      case "i":
        this.#setLevels("invert");
        return true;
      case "r":
        this.#setLevels("reset");
        return true;
      case "[":
      case "]":
        this.#change({ opacity: Math.min(100, Math.max(0, this.#state.opacity + (key === "[" ? -10 : 10))) }, { isStep: false });
        return true;
      case "c":
        this.#openCommand();
        return true;
      case "/":
        if (this.#state.image === null) {
          this.#sidebar.focusWhere();
        }

        return true;
      case "?":
        openKeys();
        return true;
      default:
        return false;
    }
  }

  /**
   * @param {string} key
   * @param {HTMLElement} target
   */
  #onImageKey(key, target) {
    const isControl = target instanceof HTMLInputElement || target instanceof HTMLButtonElement || target instanceof HTMLSelectElement;
    if (key === "Escape" || (key === " " && !isControl)) {
      this.#closeImage();
      return true;
    }

    if ((key === "ArrowLeft" || key === "ArrowRight") && !(target instanceof HTMLInputElement && target.type === "range")) {
      /** @type {HTMLAnchorElement} */ (byId(key === "ArrowLeft" ? "previous" : "next")).click();
      return true;
    }

    return this.#viewer.onKey(key);
  }
}

/**
 * What is known of the films' files rather than of the annotations: whether they are there, and whether others show the same.
 * @param {DatasetData} data
 * @returns {FieldData[]}
 */
function fieldsOfFiles(data) {
  const field = /** @param {string} name @param {string} description @param {string[]} values @param {number[]} images @returns {FieldData} */ (name, description, values, images) => {
    const codes = new Array(data.count).fill(1);
    images.forEach(image => codes[image] = 0);
    return { name, description, kind: "text", values, codes };
  };
  return [
    ...(data.withoutFilm.length > 0 ? [field("film", "whether the film is there", ["not there", "there"], data.withoutFilm)] : []),
    ...(data.duplicates ? [field("duplicates", "whether another film shows the same picture", ["has duplicates", "none"], data.duplicates.flat())] : []),
  ];
}

/** @param {Choice} choice */
function choiceText(choice) {
  const said = /** @param {(string | null)[]} values */ values => values.map(value => value ?? "missing").join(", ");
  return [
    ...(choice.include.length > 0 ? [said(choice.include)] : []),
    ...(choice.low !== null || choice.high !== null ? [`${choice.low ?? ""} to ${choice.high ?? ""}`] : []),
    ...(choice.exclude.length > 0 ? [`not ${said(choice.exclude)}`] : []),
  ].join("; ");
}

/**
 * @param {string} text
 * @param {string} label
 * @param {() => void} drop
 */
function chip(text, label, drop) {
  return element("button", { type: "button", class: "chip", "aria-label": `${text}, press to drop`, title: label, onclick: drop }, element("span", { text }), element("span", { class: "cross", "aria-hidden": "true" }));
}

/** @param {unknown} error */
function fail(error) {
  byId("message").hidden = false;
  byId("message").textContent = error instanceof Error ? error.message : String(error);
}

addEventListener("unhandledrejection", event => fail(event.reason));
new Page(document.documentElement.dataset.source === "folder" ? new FolderSource() : new ServerSource()).start().catch(fail);
