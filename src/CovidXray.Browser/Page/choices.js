/** Which images are shown, and how many there would be of each value: counts of a field follow the choices in all other fields. */

/** @import { Choice, State } from "./types.js" */
/** @import { Column, Table } from "./table.js" */

/** @returns {Choice} */
export function noChoice() {
  return { include: [], exclude: [], low: null, high: null };
}

/** @param {Choice} choice */
export function isEmpty(choice) {
  return choice.include.length === 0 && choice.exclude.length === 0 && choice.low === null && choice.high === null;
}

/**
 * What a choice does to an image.
 * @param {Column} column
 * @param {Choice} choice
 * @returns {(image: number) => boolean} Whether the image stays.
 */
export function keeper(column, choice) {
  if (column.numbers) {
    return numberKeeper(column.numbers, choice);
  }

  // The first place is that of missing values.
  const places = /** @param {(string | null)[]} values */ values => values.map(value => value === null ? 0 : (column.placeOf(value) ?? -2) + 1).filter(place => place >= 0);
  const included = new Uint8Array(column.values.length + 1).fill(choice.include.length === 0 ? 1 : 0);
  const excluded = new Uint8Array(column.values.length + 1);
  places(choice.include).forEach(place => included[place] = 1);
  places(choice.exclude).forEach(place => excluded[place] = 1);
  const { codes, starts, items } = column;
  if (codes) {
    return image => included[codes[image] + 1] === 1 && excluded[codes[image] + 1] === 0;
  }

  return image => {
    const [start, end] = [/** @type {Int32Array} */ (starts)[image], /** @type {Int32Array} */ (starts)[image + 1]];
    if (start === end) {
      return included[0] === 1 && excluded[0] === 0;
    }

    let keeps = choice.include.length === 0;
    for (let at = start; at < end; at++) {
      if (excluded[items[at] + 1] === 1) {
        return false;
      }

      keeps ||= included[items[at] + 1] === 1;
    }

    return keeps;
  };
}

/**
 * Of numbers, single ones and those of the range are included.
 * @param {Float64Array} numbers
 * @param {Choice} choice
 * @returns {(image: number) => boolean}
 */
function numberKeeper(numbers, { include, exclude, low, high }) {
  const hasRange = low !== null || high !== null;
  const [least, most] = [low ?? -Infinity, high ?? Infinity];
  const single = /** @param {(string | null)[]} values */ values => new Set(values.map(value => value === null ? NaN : Number(value)));
  const [included, excluded] = [single(include), single(exclude)];
  return image => {
    const number = numbers[image];
    return !excluded.has(number) && ((included.size === 0 && !hasRange) || included.has(number) || (hasRange && number >= least && number <= most));
  };
}

/** What is shown by a state. */
export class View {
  /**
   * @param {Table} table
   * @param {State} state
   * @param {Int32Array} order All images, as they are sorted.
   * @param {number[] | null} where Images for which the expression holds; null where there is none.
   */
  constructor(table, state, order, where) {
    this.#table = table;
    this.#byPatients = state.patients;
    this.#dropped = new Uint8Array(table.count);
    this.#dropper = new Uint16Array(table.count);
    this.#takeOut(table.data.unmatched);
    if (!state.all) {
      this.#takeOut(table.data.unselected);
    }

    if (where) {
      const kept = new Uint8Array(table.count);
      where.forEach(image => kept[image] = 1);
      this.#apply(image => kept[image] === 1, 0);
    }

    for (const [name, choice] of state.choices) {
      const column = table.column(name);
      if (column) {
        this.#fields.push(name);
        this.#apply(keeper(column, choice), this.#fields.length);
      }
    }

    const chosen = order.filter(image => this.#dropped[image] === 0);

    /** How many images are chosen. */
    this.imageCount = chosen.length;

    /** How many patients they are of. */
    this.patientCount = new Set(chosen.map(image => table.patients[image])).size;

    /** The images that are shown, in their order. */
    this.images = state.patients ? this.#firstOfPatients(chosen) : chosen;
  }

  #table;
  #byPatients;

  /** By how many rules each image is dropped. */
  #dropped;

  /** The field that dropped it last, by its place from 1; 0 for what is no field's. */
  #dropper;

  /** @type {string[]} */
  #fields = [];

  /**
   * How many images, or patients, there are of each value, the last for missing values.
   * @param {Column} column
   */
  countValues(column) {
    const counts = new Int32Array(column.values.length + 1);
    const last = new Int32Array(counts.length).fill(-1);
    const { codes, starts, items } = column;
    const add = /** @param {number} place @param {number} image */ (place, image) => {
      if (!this.#byPatients) {
        counts[place]++;
      } else if (last[place] !== this.#table.patients[image]) {
        last[place] = this.#table.patients[image];
        counts[place]++;
      }
    };
    this.#visit(column, image => {
      if (codes) {
        add(codes[image] < 0 ? column.values.length : codes[image], image);
      } else if (starts && starts[image] === starts[image + 1]) {
        add(column.values.length, image);
      } else if (starts) {
        for (let at = starts[image]; at < starts[image + 1]; at++) {
          add(items[at], image);
        }
      } else {
        add(0, image);
      }
    });
    return counts;
  }

  /**
   * How many images, or patients, there are between edges, and without a number.
   * @param {Column} column
   * @param {number} low
   * @param {number} high
   * @param {number} bins
   */
  countBins(column, low, high, bins) {
    const counts = new Int32Array(bins + 1);
    const last = new Int32Array(bins + 1).fill(-1);
    const numbers = /** @type {Float64Array} */ (column.numbers);
    this.#visit(column, image => {
      const number = numbers[image];
      const bin = Number.isNaN(number) ? bins : Math.min(bins - 1, Math.floor((number - low) / (high - low || 1) * bins));
      if (this.#byPatients && last[bin] === this.#table.patients[image]) {
        return;
      }

      last[bin] = this.#table.patients[image];
      counts[bin]++;
    });
    return counts;
  }

  /**
   * Visits the images that no other field drops, those of a patient one after the other.
   * @param {Column} column
   * @param {(image: number) => void} act
   */
  #visit(column, act) {
    const own = this.#fields.indexOf(column.name) + 1;
    for (const image of this.#table.byPatient) {
      if (this.#dropped[image] === 0 || (this.#dropped[image] === 1 && own > 0 && this.#dropper[image] === own)) {
        act(image);
      }
    }
  }

  /** @param {number[]} images */
  #takeOut(images) {
    images.forEach(image => this.#drop(image, 0));
  }

  /**
   * @param {(image: number) => boolean} keeps
   * @param {number} dropper
   */
  #apply(keeps, dropper) {
    for (let image = 0; image < this.#table.count; image++) {
      if (!keeps(image)) {
        this.#drop(image, dropper);
      }
    }
  }

  /**
   * @param {number} image
   * @param {number} dropper
   */
  #drop(image, dropper) {
    if (this.#dropped[image] < 255) {
      this.#dropped[image]++;
    }

    this.#dropper[image] = dropper;
  }

  /** @param {Int32Array} chosen */
  #firstOfPatients(chosen) {
    /** @type {Map<number, number>} */
    const first = new Map();
    for (const image of chosen) {
      const patient = this.#table.patients[image];
      const known = first.get(patient);
      if (known === undefined || this.#table.compareDays(image, known) < 0) {
        first.set(patient, image);
      }
    }

    return chosen.filter(image => first.get(this.#table.patients[image]) === image);
  }
}
