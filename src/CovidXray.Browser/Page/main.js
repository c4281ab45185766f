/** Puts the page together: the state in the address, what it shows, and what changes it. */

/** @import { Choice, Source, State, WhereAnswer } from "./types.js" */
import { firstState, fromAddress, toAddress } from "./address.js";
import { chipsOf } from "./chips.js";
import { isEmpty, noChoice, View } from "./choices.js";
import { CommandDialog, openKeys } from "./dialogs.js";
import { byId, counted, element } from "./dom.js";
import { FolderSource } from "./folder-source.js";
import { Grid } from "./grid.js";
import { listenToKeys } from "./keys.js";
import { sorted } from "./orders.js";
import { Overlays } from "./overlays.js";
import { Sidebar } from "./sidebar.js";
import { ServerSource } from "./source.js";
import { Table } from "./table.js";
import { Toolbar } from "./toolbar.js";
import { Viewer } from "./viewer.js";

/** How long the areas of all images wait for the first films, in milliseconds. */
const PATIENCE = 150;

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
    this.#toolbar = new Toolbar({
      state: () => this.#state,
      onChoice: change => this.#change(change),
      onLook: change => this.#change(change, { isStep: false }),
      onTileSize: size => this.#grid.tileSize = size,
    });
    this.#listen();
  }

  #source;
  #overlays;
  #grid;
  #sidebar;
  #viewer;
  #command;
  #toolbar;

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
    await this.#addMeasures();
  }

  async #load() {
    const data = await this.#source.data();
    this.#table = new Table(data);
    this.#where = { text: "", answer: null };
    byId("title").textContent = data.title;
    byId("version").textContent = `covidxr ${data.covidxr}`;
    byId("attribution").replaceChildren(...data.attribution.map(line => element("p", { text: line })));
    this.#build();
  }

  /** Adds what takes longer to know, once the first films have had their turn. */
  async #addMeasures() {
    await new Promise(done => setTimeout(done, PATIENCE));
    const { fields } = await this.#source.measures();
    this.#table?.add(fields);
    this.#build();
    await this.#show();
  }

  async #reload() {
    this.#overlays.clear();
    this.#viewer.clear();
    await this.#load();
    byId("said").textContent = "The dataset has changed: it is read anew.";
    await this.#show();
    await this.#addMeasures();
  }

  /** Makes what depends on the dataset alone. */
  #build() {
    const table = /** @type {Table} */ (this.#table);
    this.#viewKey = null;
    this.#order = null;
    this.#sidebar.build(table);
    this.#toolbar.build(table);
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

    this.#toolbar.show(state);
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
    const { answer } = this.#where;
    byId("chips").replaceChildren(...chipsOf(table, state, answer !== null && "images" in answer, {
      onDrop: name => this.#choose(name, noChoice()),
      onDropWhere: () => this.#change({ where: "" }),
      onAll: all => this.#change({ all }),
      onClear: () => this.#clear(),
    }));
  }

  #clear() {
    this.#change({ choices: new Map(), where: "" });
  }

  #listen() {
    addEventListener("popstate", () => {
      this.#state = fromAddress(location.hash.slice(1));
      void this.#show();
    });
    document.querySelectorAll("[data-open='command']").forEach(button => button.addEventListener("click", () => this.#openCommand()));
    document.querySelectorAll("dialog button[data-close]").forEach(button => button.addEventListener("click", () => button.closest("dialog")?.close()));
    byId("keys").addEventListener("click", openKeys);
    byId("clear").addEventListener("click", () => this.#clear());
    byId("close").addEventListener("click", event => {
      event.preventDefault();
      this.#closeImage();
    });
    listenToKeys({
      isImage: () => this.#state.image !== null,
      onLevels: how => this.#toolbar.setLevels(how),
      onOpacity: step => this.#toolbar.changeOpacity(step),
      onCommand: () => this.#openCommand(),
      onWhere: () => this.#state.image === null && this.#sidebar.focusWhere(),
      onClose: () => this.#closeImage(),
      onImageKey: key => this.#viewer.onKey(key),
    });
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
}

/** @param {unknown} error */
function fail(error) {
  byId("message").hidden = false;
  byId("message").textContent = error instanceof Error ? error.message : String(error);
}

addEventListener("unhandledrejection", event => fail(event.reason));
new Page(document.documentElement.dataset.source === "folder" ? new FolderSource() : new ServerSource()).start().catch(fail);
