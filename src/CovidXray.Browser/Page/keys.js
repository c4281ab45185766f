/** The keys that mean something wherever the focus is. */

import { byId } from "./dom.js";
import { openKeys } from "./dialogs.js";

/**
 * @typedef {object} KeyActions
 * @property {() => boolean} isImage Whether an image is looked at, not the grid.
 * @property {(how: string) => void} onLevels
 * @property {(step: number) => void} onOpacity
 * @property {() => void} onCommand
 * @property {() => void} onWhere
 * @property {() => void} onClose
 * @property {(key: string) => boolean} onImageKey What the view of an image does with a key; whether it does anything.
 */

/** How much a key changes the filling's opacity, in percent. */
const OPACITY_STEP = 10;

/** @param {KeyActions} actions */
export function listenToKeys(actions) {
  addEventListener("keydown", event => onKey(event, actions));
  addEventListener("keyup", event => event.key.toLowerCase() === "h" && showOverlays());
  addEventListener("blur", showOverlays);
}

function showOverlays() {
  document.body.classList.remove("hides-overlays");
}

/**
 * @param {KeyboardEvent} event
 * @param {KeyActions} actions
 */
function onKey(event, actions) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) {
    return;
  }

  if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement && ["text", "search", "number"].includes(target.type)) {
    if (event.key === "Escape") {
      target.blur();
    }

    return;
  }

  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (onCommonKey(key, actions) || (actions.isImage() && onImageKey(key, target, actions))) {
    event.preventDefault();
  }
}

/**
 * @param {string} key
 * @param {KeyActions} actions
 */
function onCommonKey(key, actions) {
  /** @type {Record<string, () => void>} */
  const meanings = {
    h: () => document.body.classList.add("hides-overlays"),
    a: () => actions.onLevels("auto"),
    i: () => actions.onLevels("invert"),
    r: () => actions.onLevels("reset"),
    "[": () => actions.onOpacity(-OPACITY_STEP),
    "]": () => actions.onOpacity(OPACITY_STEP),
    c: actions.onCommand,
    "/": actions.onWhere,
    "?": openKeys,
  };
  const act = Object.hasOwn(meanings, key) ? meanings[key] : null;
  act?.();
  return act !== null;
}

/**
 * @param {string} key
 * @param {HTMLElement} target
 * @param {KeyActions} actions
 */
function onImageKey(key, target, actions) {
  // On a control, space is its own.
  const isControl = target instanceof HTMLInputElement || target instanceof HTMLButtonElement || target instanceof HTMLSelectElement;
  if (key === "Escape" || (key === " " && !isControl)) {
    actions.onClose();
    return true;
  }

  if ((key === "ArrowLeft" || key === "ArrowRight") && !(target instanceof HTMLInputElement && target.type === "range")) {
    byId(key === "ArrowLeft" ? "previous" : "next").click();
    return true;
  }

  return actions.onImageKey(key);
}
