/** The dataset as columns: what filters, counts and sorts run over. */

/** @import { DatasetData, FieldData } from "./types.js" */

/** Numbers with at most so many values are listed one by one; of others there is a histogram. */
const MOST_LISTED_NUMBERS = 12;

/** A field's values, one for each image. */
export class Column {
  /** @param {FieldData} field */
  constructor(field) {
    this.name = field.name;
    this.description = field.description;
    this.type = field.kind;

    /** @type {string[]} */
    this.values = field.values ?? [];

    /** For each image its value's place, -1 where it is missing. @type {Int32Array | null} */
    this.codes = null;

    /** For each image its number, NaN where it is missing. @type {Float64Array | null} */
    this.numbers = null;

    /** Of lists: where each image's items begin, one more for the end. @type {Int32Array | null} */
    this.starts = null;

    /** @type {Int32Array} */
    this.items = new Int32Array(0);

    if (field.kind === "list") {
      this.#takeLists(/** @type {number[][]} */ (field.codes));
    } else if (field.kind === "number") {
      this.#takeNumbers(field.numbers ?? []);
    } else {
      this.codes = Int32Array.from(/** @type {number[]} */ (field.codes));
    }

    this.#places = new Map(this.values.map((value, place) => [value, place]));
  }

  /** @type {Map<string, number>} */
  #places;

  /** Whether its numbers are chosen by a range. */
  get isRange() {
    return this.numbers !== null && this.codes === null;
  }

  /**
   * The place of a value; undefined where no image has it.
   * @param {string} value
   */
  placeOf(value) {
    return this.#places.get(value);
  }

  /**
   * Whether an image has no value.
   * @param {number} image
   */
  isMissing(image) {
    return this.starts ? this.starts[image] === this.starts[image + 1]
      : this.codes ? this.codes[image] < 0
      : Number.isNaN(/** @type {Float64Array} */ (this.numbers)[image]);
  }

  /** @param {number[][]} lists */
  #takeLists(lists) {
    this.starts = new Int32Array(lists.length + 1);
    lists.forEach((list, image) => /** @type {Int32Array} */ (this.starts)[image + 1] = /** @type {Int32Array} */ (this.starts)[image] + list.length);
    this.items = new Int32Array(this.starts[lists.length]);
    lists.forEach((list, image) => this.items.set(list, /** @type {Int32Array} */ (this.starts)[image]));
  }

  /** @param {(number | null)[]} numbers */
  #takeNumbers(numbers) {
    this.numbers = Float64Array.from(numbers, number => number ?? NaN);
    const distinct = new Set();
    for (const number of this.numbers) {
      if (!Number.isNaN(number)) {
        distinct.add(number);
        if (distinct.size > MOST_LISTED_NUMBERS) {
          return;
        }
      }
    }

    const listed = [...distinct].sort((a, b) => a - b);
    this.values = listed.map(String);
    const places = new Map(listed.map((number, place) => [number, place]));
    this.codes = Int32Array.from(this.numbers, number => places.get(number) ?? -1);
  }
}

/** All columns, and whose films they are. */
export class Table {
  /** @param {DatasetData} data */
  constructor(data) {
    this.data = data;
    this.count = data.count;
    this.columns = [...data.fields, ...fieldsOfFiles(data)].map(field => new Column(field));

    /** Images that there is not even a thumbnail of. */
    this.withoutPicture = new Set(data.withoutFilm);
    data.withThumbnail?.forEach(image => this.withoutPicture.delete(image));
    this.#numbers = new Map(data.ids.map((id, image) => [id, image]));

    /** For each image its patient: films of nobody known are of a person each. */
    this.patients = this.#patients();

    /** The images, those of a patient one after the other. */
    this.byPatient = Int32Array.from(this.patients.keys()).sort((a, b) => this.patients[a] - this.patients[b] || a - b);
  }

  /** @type {Map<string, number>} */
  #numbers;

  /** @param {string} name */
  column(name) {
    return this.columns.find(column => column.name === name) ?? null;
  }

  /** @param {FieldData[]} fields */
  add(fields) {
    this.columns.push(...fields.filter(field => !this.column(field.name)).map(field => new Column(field)));
  }

  /**
   * The number of an image; undefined if there is none of that id.
   * @param {string} id
   */
  numberOf(id) {
    return this.#numbers.get(id);
  }

  /** Other films of an image's patient, in order of day. @param {number} image */
  othersOfPatient(image) {
    const patient = this.patients[image];
    return [...this.byPatient.filter(other => this.patients[other] === patient && other !== image)].sort((a, b) => this.compareDays(a, b));
  }

  /**
   * Orders films by day, those of no known day last.
   * @param {number} a
   * @param {number} b
   */
  compareDays(a, b) {
    const days = this.column("offset")?.numbers;
    const day = /** @param {number} image */ image => days && !Number.isNaN(days[image]) ? days[image] : Infinity;
    return day(a) === day(b) ? a - b : day(a) - day(b);
  }

  #patients() {
    const known = this.column("patient");
    const codes = known?.codes;
    let next = known?.values.length ?? 0;
    return Int32Array.from({ length: this.count }, (_, image) => codes && codes[image] >= 0 ? codes[image] : next++);
  }
}

/**
 * What is known of the films' files rather than of the annotations: whether they are there, and whether others show the same.
 * @param {DatasetData} data
 * @returns {FieldData[]}
 */
function fieldsOfFiles(data) {
  const field = /** @param {string} name @param {string} description @param {string[]} values @param {number[]} images @returns {FieldData} */ (name, description, values, images) => {
    const codes = new Array(data.count).fill(1);
    images.forEach(image => codes[image] = 0);
    return { name, description, kind: "text", values, codes };
  };
  return [
    ...(data.withoutFilm.length > 0 ? [field("film", "whether the film is there", ["not there", "there"], data.withoutFilm)] : []),
    ...(data.duplicates ? [field("duplicates", "whether another film shows the same picture", ["has duplicates", "none"], data.duplicates.flat())] : []),
    ...(data.findings && data.findings.length > 0 ? [fieldOfFindings(data.count, data.findings)] : []),
  ];
}

/**
 * The rules of `check` that found something, as a list of each image.
 * @param {number} count
 * @param {{ rule: string, images: number[] }[]} findings
 * @returns {FieldData}
 */
function fieldOfFindings(count, findings) {
  /** @type {number[][]} */
  const codes = Array.from({ length: count }, () => []);
  findings.forEach(({ images }, place) => images.forEach(image => codes[image].push(place)));
  codes.filter(rules => rules.length === 0).forEach(rules => rules.push(findings.length));
  return { name: "findings", description: "what check found, by rule", kind: "list", values: [...findings.map(({ rule }) => rule), "none"], codes };
}
