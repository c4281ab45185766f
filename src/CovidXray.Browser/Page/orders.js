/** In which orders images can stand. */

/** @import { Table } from "./table.js" */

/** Numbers that images are most often sorted by; they stand first. */
const FIRST = ["dice", "width", "height", "megapixels", "minside", "age", "lung_area", "ignore_area"];

/**
 * The sort keys that a dataset has: the name of each, and how it is shown.
 * @param {Table} table
 * @returns {[string, string][]}
 */
export function sortKeys(table) {
  const numbers = table.columns.filter(column => column.numbers).map(column => column.name);
  const known = [...FIRST.filter(name => numbers.includes(name)), ...numbers.filter(name => !FIRST.includes(name))];
  return [["dataset", "the dataset's order"], ["id", "id"], ["name", "name"], ...known.map(name => /** @type {[string, string]} */ ([name, shown(name)]))];
}

/**
 * All images in an order; those without a value come last, be it up or down.
 * @param {Table} table
 * @param {string} key
 * @param {boolean} descending
 * @returns {Int32Array}
 */
export function sorted(table, key, descending) {
  const order = Int32Array.from({ length: table.count }, (_, image) => image);
  const ranks = key === "id" ? textRanks(table.data.ids)
    : key === "name" ? textRanks(table.data.names)
    : table.column(key)?.numbers ?? null;
  if (!ranks) {
    return descending ? order.reverse() : order;
  }

  const sign = descending ? -1 : 1;
  return order.sort((a, b) => {
    const [first, second] = [ranks[a], ranks[b]];
    return first === second ? a - b
      : Number.isNaN(first) ? (Number.isNaN(second) ? a - b : 1)
      : Number.isNaN(second) ? -1
      : sign * (first - second);
  });
}

/** @param {string} name */
function shown(name) {
  return name === "minside" ? "shorter side" : name.replaceAll("_", " ");
}

/**
 * Where each text stands among all, 10 behind 9.
 * @param {string[]} texts
 */
function textRanks(texts) {
  const collator = new Intl.Collator("en", { numeric: true });
  const order = Array.from(texts.keys()).sort((a, b) => collator.compare(texts[a], texts[b]));
  const ranks = new Float64Array(texts.length);
  order.forEach((image, rank) => ranks[image] = rank > 0 && texts[order[rank - 1]] === texts[image] ? ranks[order[rank - 1]] : rank);
  return ranks;
}
