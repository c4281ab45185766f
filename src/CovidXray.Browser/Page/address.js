/** The state of the page as the fragment of its address, so that back, reload and a bookmark bring it again. */

/** @import { Choice, Levels, State } from "./types.js" */
import { isEmpty, noChoice } from "./choices.js";

const LEFT_OUT = "-";
const RANGE = "~";
const MISSING = "!";

/** @returns {State} */
export function firstState() {
  return {
    choices: new Map(),
    where: "",
    all: false,
    patients: false,
    sort: "dataset",
    descending: false,
    image: null,
    hidden: [],
    opacity: 25,
    levels: { kind: "all", low: 0, high: 1, inverted: false },
  };
}

/**
 * @param {State} state
 * @returns {string} Without the #; empty for the first state.
 */
export function toAddress(state) {
  const parts = new URLSearchParams();
  const add = /** @param {string} name @param {(string | null)[]} values */ (name, values) => values.forEach(value => parts.append(name, value === null ? MISSING : `=${value}`));
  for (const [name, choice] of state.choices) {
    add(`f.${name}`, choice.include);
    add(`f.${LEFT_OUT}${name}`, choice.exclude);
    if (choice.low !== null || choice.high !== null) {
      parts.append(`f.${RANGE}${name}`, `${choice.low ?? ""}..${choice.high ?? ""}`);
    }
  }

  const first = firstState();
  const set = /** @param {string} name @param {string | number} value @param {string | number} usual */ (name, value, usual) => value !== usual && parts.append(name, String(value));
  set("where", state.where, first.where);
  set("all", state.all ? 1 : 0, 0);
  set("patients", state.patients ? 1 : 0, 0);
  set("sort", (state.descending ? LEFT_OUT : "") + state.sort, first.sort);
  set("opacity", state.opacity, first.opacity);
  set("levels", levelsText(state.levels), "all");
  state.hidden.forEach(name => parts.append("hide", name));
  if (state.image !== null) {
    parts.append("image", state.image);
  }

  return parts.toString();
}

/**
 * Reads a fragment; what it does not understand is left out.
 * @param {string} address
 * @returns {State}
 */
export function fromAddress(address) {
  const parts = new URLSearchParams(address);
  const state = firstState();
  for (const [key, value] of parts) {
    if (key.startsWith("f.")) {
      readChoice(state.choices, key.slice(2), value);
    }
  }

  for (const [name, choice] of state.choices) {
    if (isEmpty(choice)) {
      state.choices.delete(name);
    }
  }

  const sort = parts.get("sort") ?? state.sort;
  state.descending = sort.startsWith(LEFT_OUT);
  state.sort = state.descending ? sort.slice(1) : sort;
  state.where = parts.get("where") ?? "";
  state.all = parts.get("all") === "1";
  state.patients = parts.get("patients") === "1";
  state.image = parts.get("image");
  state.hidden = parts.getAll("hide");
  const opacity = Number(parts.get("opacity") ?? state.opacity);
  state.opacity = Number.isFinite(opacity) ? Math.min(100, Math.max(0, opacity)) : state.opacity;
  state.levels = levelsOf(parts.get("levels") ?? "all");
  return state;
}

/**
 * @param {Map<string, Choice>} choices
 * @param {string} key
 * @param {string} value
 */
function readChoice(choices, key, value) {
  const kind = key.startsWith(LEFT_OUT) || key.startsWith(RANGE) ? key[0] : "";
  const name = key.slice(kind.length);
  const choice = choices.get(name) ?? noChoice();
  choices.set(name, choice);
  if (kind === RANGE) {
    const [low, high] = value.split("..").map(side => side === "" || !Number.isFinite(Number(side)) ? null : Number(side));
    [choice.low, choice.high] = [low ?? null, high ?? null];
  } else if (value === MISSING || value.startsWith("=")) {
    (kind === LEFT_OUT ? choice.exclude : choice.include).push(value === MISSING ? null : value.slice(1));
  }
}

/** @param {Levels} levels */
function levelsText(levels) {
  const range = levels.kind === "range" ? `${Number(levels.low.toFixed(4))}..${Number(levels.high.toFixed(4))}` : levels.kind;
  return levels.inverted ? `${LEFT_OUT}${range}` : range;
}

/**
 * @param {string} text
 * @returns {Levels}
 */
function levelsOf(text) {
  const inverted = text.startsWith(LEFT_OUT);
  const kind = inverted ? text.slice(1) : text;
  const [low, high] = kind.split("..").map(Number);
  return kind === "auto" ? { kind, low: 0, high: 1, inverted }
    : low < high ? { kind: "range", low, high, inverted }
    : { kind: "all", low: 0, high: 1, inverted };
}
