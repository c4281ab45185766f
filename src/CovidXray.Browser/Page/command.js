/** What is shown, as a command that one can run. */

/** @import { Choice, State } from "./types.js" */
/** @import { Column, Table } from "./table.js" */

/** Measures that `filter` has no rule for. */
const WITHOUT_RULE = ["lung_area", "lung_share", "ignore_area", "ignore_share", "dice", "duplicates", "findings", "film"];

/** Words of the grammar, which a bare value must not be. */
const KEYWORDS = ["and", "or", "not", "in", "like"];

/**
 * @typedef {object} FilterCommand
 * @property {string} text The command line, quoted for the user's shell.
 * @property {string[]} where The rules of the page alone.
 * @property {string[]} leftOut What it does not say.
 */

/**
 * @param {Table} table
 * @param {State} state
 * @param {boolean} isWrong Whether the expression is wrong.
 * @returns {FilterCommand}
 */
export function filterCommand(table, state, isWrong) {
  const { data } = table;
  const quote = data.shell === "posix" ? "\"" : "'";
  const chosen = [...state.choices].flatMap(([name, choice]) => table.column(name) ? [{ column: /** @type {Column} */ (table.column(name)), choice }] : []);
  const where = chosen.filter(c => !WITHOUT_RULE.includes(c.column.name)).flatMap(c => expressions(c.column, c.choice, quote));
  if (state.where.trim() !== "" && !isWrong) {
    where.push(state.where.trim());
  }

  const rules = data.saved && !state.all ? data.saved.rules : data.rules;
  const words = [...data.command, ...rules, ...where.flatMap(expression => ["--where", expression])];
  const shown = /** @param {string} name */ name => name.replaceAll("_", " ");
  const leftOut = [
    ...chosen.filter(c => WITHOUT_RULE.includes(c.column.name)).map(c => `the choice of ${shown(c.column.name)}, which filter has no rule for`),
    ...(isWrong ? ["the expression, which is wrong"] : []),
    ...(state.patients ? ["that one film of each patient is shown"] : []),
    ...(state.sort !== "dataset" || state.descending ? [`the order (${shown(state.sort)})`] : []),
  ];
  return { text: words.map(word => shellWord(word, data.shell)).join(" "), where, leftOut };
}

/**
 * A choice as expressions, all of which hold.
 * @param {Column} column
 * @param {Choice} choice
 * @param {string} quote
 * @returns {string[]}
 */
function expressions(column, choice, quote) {
  const { name } = column;
  const wanted = [];
  const values = choice.include.filter(value => value !== null);
  if (values.length > 0) {
    wanted.push(oneOf(name, values, quote));
  }

  const range = [...(choice.low !== null ? [`${name} >= ${choice.low}`] : []), ...(choice.high !== null ? [`${name} <= ${choice.high}`] : [])];
  if (range.length > 0) {
    wanted.push(range.join(" and "));
  }

  if (choice.include.includes(null)) {
    wanted.push(`not has(${name})`);
  }

  const unwanted = choice.exclude.filter(value => value !== null);
  return [
    ...(wanted.length > 0 ? [wanted.join(" or ")] : []),
    ...(unwanted.length > 0 ? [`not ${oneOf(name, unwanted, quote)}`] : []),
    ...(choice.exclude.includes(null) ? [`has(${name})`] : []),
  ];
}

/**
 * @param {string} name
 * @param {string[]} values
 * @param {string} quote
 */
function oneOf(name, values, quote) {
  const written = values.map(value => bareOrQuoted(value, quote));
  return written.length === 1 ? `${name} = ${written[0]}` : `${name} in (${written.join(", ")})`;
}

/**
 * @param {string} value
 * @param {string} quote
 */
function bareOrQuoted(value, quote) {
  return /^[A-Za-z0-9_.+/:-]+$/.test(value) && !KEYWORDS.includes(value.toLowerCase()) ? value : quote + value.replaceAll(quote, quote + quote) + quote;
}

/**
 * A word as a shell takes it.
 * @param {string} word
 * @param {"posix" | "powershell" | "cmd"} shell
 */
export function shellWord(word, shell) {
  if (/^[A-Za-z0-9_./:=-]+$/.test(word)) {
    return word;
  }

  switch (shell) {
    case "posix":
      return `'${word.replaceAll("'", "'\\''")}'`;
    case "powershell":
      // Printers' quotes are quotes there.
      return `'${word.replaceAll(/['‘’‚‛]/g, "$&$&")}'`;
    default:
      return cmdWord(word);
  }
}

/**
 * A word as cmd takes it and hands it on: backslashes before a quote are doubled for the program. Where the word has quotes, cmd
 * does not know which of them end, so everything that means something to it is escaped. It has no way to write a line break.
 * @param {string} word
 */
function cmdWord(word) {
  const text = `"${word.replaceAll(/[\r\n]+/g, " ").replaceAll(/(\\*)("|$)/g, (_, slashes, quote) => slashes + slashes + (quote ? "\\\"" : ""))}"`;
  return /["%]/.test(word) ? text.replaceAll(/[()%!^"<>&|]/g, "^$&") : text;
}
