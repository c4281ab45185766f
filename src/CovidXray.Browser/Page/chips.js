/** What holds at the moment, as chips above the films: a press drops one. */

/** @import { Choice, State } from "./types.js" */
/** @import { Table } from "./table.js" */
import { element } from "./dom.js";

/**
 * @typedef {object} ChipActions
 * @property {(name: string) => void} onDrop Drops the choice of a field.
 * @property {() => void} onDropWhere
 * @property {(all: boolean) => void} onAll Leaves the saved selection aside, or takes it again.
 * @property {() => void} onClear
 */

/**
 * @param {Table} table
 * @param {State} state
 * @param {boolean} hasWhere Whether the expression chooses images: a wrong one does not.
 * @param {ChipActions} actions
 * @returns {HTMLElement[]}
 */
export function chipsOf(table, state, hasWhere, actions) {
  const { saved, rules } = table.data;
  const chips = [...state.choices].map(([name, choice]) => chip(`${name.replaceAll("_", " ")}: ${choiceText(choice)}`, `Drop the choice of ${name}`, () => actions.onDrop(name)));
  if (hasWhere) {
    chips.push(chip(state.where.trim(), "Drop the expression", actions.onDropWhere));
  }

  return [
    ...(rules.length > 0 ? [element("span", { class: "chip is-fixed", title: "The rules that browse was called with", text: rules.join(" ") })] : []),
    ...(saved ? [element("label", { class: "chip is-fixed", title: saved.path },
      element("input", { type: "checkbox", checked: !state.all, onchange: event => actions.onAll(!event.target.checked) }),
      element("span", { text: `saved selection: ${saved.chosen.toLocaleString("en")} of ${saved.total.toLocaleString("en")}` }))] : []),
    ...chips,
    ...(chips.length > 0 ? [element("button", { type: "button", class: "quiet", text: "clear all", onclick: actions.onClear })] : []),
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
