/** Numbers of a field as bars, from which a range is taken: by dragging, or by its two ends in fields. */

/** @import { Choice } from "./types.js" */
/** @import { View } from "./choices.js" */
/** @import { Column } from "./table.js" */
import { element, shortNumber, svgElement } from "./dom.js";

const BINS = 24;

/** Height of the bars, in units of the drawing; it is 100 wide. */
const HEIGHT = 40;

export class Histogram {
  /**
   * @param {Column} column
   * @param {(low: number | null, high: number | null) => void} onRange
   */
  constructor(column, onRange) {
    this.#column = column;
    this.#onRange = onRange;
    [this.#low, this.#high] = extent(/** @type {Float64Array} */ (column.numbers));
    this.#bars = svgElement("g");
    this.#band = svgElement("rect", { class: "band", y: 0, height: HEIGHT });
    this.#drawing = svgElement("svg", { viewBox: `0 0 100 ${HEIGHT}`, preserveAspectRatio: "none", class: "histogram", "aria-hidden": "true" }, this.#bars, this.#band);
    this.#from = this.#end("least", this.#low);
    this.#to = this.#end("most", this.#high);
    this.node = element("div", { class: "range" }, this.#drawing, element("div", { class: "ends" }, this.#from, element("span", { text: "to" }), this.#to));
    this.#drag();
  }

  #column;
  #onRange;
  #low;
  #high;
  #bars;
  #band;
  #drawing;

  /** @type {HTMLInputElement} */
  #from;

  /** @type {HTMLInputElement} */
  #to;

  /**
   * @param {string} name
   * @param {number} usual
   */
  #end(name, usual) {
    return element("input", {
      type: "number",
      step: "any",
      placeholder: shortNumber(usual),
      "data-key": name,
      "aria-label": `${this.#column.name}: at ${name}`,
      onchange: () => this.#onRange(numberIn(this.#from), numberIn(this.#to)),
    });
  }

  /**
   * @param {View} view
   * @param {Choice} choice
   * @returns {number} How many have no number.
   */
  show(view, choice) {
    const counts = view.countBins(this.#column, this.#low, this.#high, BINS);
    const bars = [...counts.subarray(0, BINS)];
    const most = Math.max(1, ...bars);
    this.#bars.replaceChildren(...bars.map((count, bin) => {
      const height = count === 0 ? 0 : Math.max(1, HEIGHT * count / most);
      return svgElement("rect", { x: bin * 100 / BINS + 0.3, width: 100 / BINS - 0.6, y: HEIGHT - height, height });
    }));
    this.#from.value = choice.low === null ? "" : String(choice.low);
    this.#to.value = choice.high === null ? "" : String(choice.high);
    this.#showBand(choice.low, choice.high);
    return counts[BINS];
  }

  /**
   * @param {number | null} low
   * @param {number | null} high
   */
  #showBand(low, high) {
    const [from, to] = [this.#shareOf(low ?? this.#low), this.#shareOf(high ?? this.#high)];
    this.#band.setAttribute("x", String(100 * from));
    this.#band.setAttribute("width", String(low === null && high === null ? 0 : Math.max(0, 100 * (to - from))));
  }

  /** @param {number} number */
  #shareOf(number) {
    return Math.min(1, Math.max(0, (number - this.#low) / (this.#high - this.#low || 1)));
  }

  #drag() {
    let start = 0;
    const at = /** @param {PointerEvent} event */ event => {
      const box = this.#drawing.getBoundingClientRect();
      return this.#rounded(this.#low + (this.#high - this.#low) * Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
    };
    const range = /** @param {number} end @returns {[number, number]} */ end => [Math.min(start, end), Math.max(start, end)];
    this.#drawing.addEventListener("pointerdown", event => {
      const press = /** @type {PointerEvent} */ (event);
      start = at(press);
      this.#drawing.setPointerCapture(press.pointerId);
    });
    this.#drawing.addEventListener("pointermove", event => {
      if (this.#drawing.hasPointerCapture(/** @type {PointerEvent} */ (event).pointerId)) {
        this.#showBand(...range(at(/** @type {PointerEvent} */ (event))));
      }
    });
    this.#drawing.addEventListener("pointerup", event => {
      const [low, high] = range(at(/** @type {PointerEvent} */ (event)));
      this.#onRange(low === high ? null : low, low === high ? null : high);
    });
  }

  /**
   * As many digits as a bar's width needs.
   * @param {number} number
   */
  #rounded(number) {
    const digits = Math.max(0, Math.ceil(-Math.log10((this.#high - this.#low || 1) / 100)));
    return Number(number.toFixed(Math.min(digits, 6)));
  }
}

/** @param {Float64Array} numbers */
function extent(numbers) {
  let [low, high] = [Infinity, -Infinity];
  for (const number of numbers) {
    low = number < low ? number : low;
    high = number > high ? number : high;
  }

  return low <= high ? [low, high] : [0, 0];
}

/** @param {HTMLInputElement} input */
function numberIn(input) {
  return input.value.trim() === "" || !Number.isFinite(input.valueAsNumber) ? null : input.valueAsNumber;
}
