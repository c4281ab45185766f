/** The dialogs: the command, and the keys. */

/** @import { Source, State } from "./types.js" */
/** @import { Table } from "./table.js" */
import { byId, counted, element } from "./dom.js";
import { filterCommand } from "./command.js";

export class CommandDialog {
  /** @param {Source} source */
  constructor(source) {
    this.#source = source;
    this.#dialog = /** @type {HTMLDialogElement} */ (byId("command-dialog"));
    this.#text = /** @type {HTMLTextAreaElement} */ (byId("command-text"));
    byId("command-copy").addEventListener("click", () => void this.#copy());
    byId("command-save").addEventListener("click", () => void this.#save());
  }

  #source;
  #dialog;
  #text;

  /** @type {{ all: boolean, where: string[] }} */
  #rules = { all: false, where: [] };

  /**
   * @param {Table} table
   * @param {State} state
   * @param {ArrayLike<number>} images Those that are shown.
   * @param {boolean} isWrong Whether the expression is wrong: then it chooses nothing.
   */
  open(table, state, images, isWrong) {
    const command = filterCommand(table, state, isWrong);
    this.#rules = { all: state.all, where: command.where };
    this.#text.value = command.text;
    /** @type {HTMLTextAreaElement} */ (byId("command-ids")).value = Array.from(images, image => table.data.ids[image]).join("\n");
    byId("command-left-out").replaceChildren(...command.leftOut.map(what => element("li", { text: what })));
    byId("command-left-out-title").hidden = command.leftOut.length === 0;
    byId("command-save").hidden = !this.#source.isLive;
    byId("command-save").textContent = table.data.canSave ? "Save as selection" : "Download as selection";
    byId("command-says").textContent = "";
    this.#dialog.showModal();
    this.#text.focus();
    this.#text.select();
  }

  async #copy() {
    const says = byId("command-says");
    try {
      await navigator.clipboard.writeText(this.#text.value);
      says.textContent = "Copied.";
    } catch {
      this.#text.select();
      says.textContent = "The browser does not let a page copy: the command is marked, press Ctrl+C.";
    }
  }

  async #save() {
    const says = byId("command-says");
    says.textContent = "Saving …";
    const answer = await this.#source.save(this.#rules).catch(error => ({ error: String(error.message ?? error) }));
    says.textContent = "error" in answer ? answer.error
      : answer.savedTo ? `${counted(answer.kept, "image")} of ${answer.total.toLocaleString("en")}: saved to ${answer.savedTo}, which other commands use now.`
      : `${counted(answer.kept, "image")}: use the file with --selection FILE.`;
    if ("download" in answer && answer.download !== undefined) {
      download(answer.download, "selection.json");
    }
  }
}

/**
 * @param {string} text
 * @param {string} name
 */
function download(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  element("a", { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}

/** All keys, for `?`. */
const KEYS = /** @type {const} */ ([
  ["Everywhere", [
    ["H (hold)", "hide every overlay"],
    ["A", "automatic window: 1st to 99th percentile"],
    ["I", "invert"],
    ["R", "reset the window"],
    ["[ ]", "less, more opacity"],
    ["C", "the command that yields what is shown"],
    ["/", "write an expression"],
    ["?", "these keys"],
  ]],
  ["In the grid", [
    ["← → ↑ ↓", "move, also Page Up, Page Down, Home, End"],
    ["Enter, Space", "look at the image"],
  ]],
  ["In an image", [
    ["← →", "the image before, the next"],
    ["Escape, Space", "back to the grid"],
    ["F", "fit"],
    ["1", "one pixel of the film for one of the screen"],
    ["+ −", "zoom; the wheel zooms to the pointer"],
    ["P", "show the polygons' points"],
    ["D", "show or hide the predicted outline"],
  ]],
]);

export function openKeys() {
  byId("keys-list").replaceChildren(...KEYS.map(([title, keys]) => element("section", {}, element("h3", { text: title }),
    element("dl", {}, ...keys.map(([key, what]) => element("div", {}, element("dt", {}, element("kbd", { text: key })), element("dd", { text: what })))))));
  /** @type {HTMLDialogElement} */ (byId("keys-dialog")).showModal();
}
