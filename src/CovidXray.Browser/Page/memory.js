/** What the browser keeps for the next time, where it keeps anything. */

/**
 * @template T
 * @param {string} name
 * @param {T} usual
 * @returns {T} What was kept; what is usual, if it is of another kind.
 */
export function remembered(name, usual) {
  try {
    const kept = JSON.parse(localStorage.getItem(`covidxr.${name}`) ?? "null");
    return typeof kept === typeof usual && Array.isArray(kept) === Array.isArray(usual) && kept !== null ? kept : usual;
  } catch {
    return usual;
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 */
export function remember(name, value) {
  try {
    localStorage.setItem(`covidxr.${name}`, JSON.stringify(value));
  } catch {
    // It is as ever the next time.
  }
}
