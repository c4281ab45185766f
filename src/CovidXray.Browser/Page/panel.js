/** What is known of the image that is looked at: its annotations, findings, tags, source, the patient's other films, its duplicates. */

/** @import { ImageDetail } from "./types.js" */
/** @import { Table } from "./table.js" */
import { counted, element } from "./dom.js";
import { diceText, PREDICTION_COLOR } from "./prediction.js";

/**
 * @typedef {object} PanelActions
 * @property {(place: number, isShown: boolean) => void} onAnnotation
 * @property {boolean} showsPrediction
 * @property {(isShown: boolean) => void} onPrediction
 * @property {(image: number) => string} addressOf
 * @property {(image: number) => string} thumbnail
 * @property {boolean} isThumbnail Whether the thumbnail is shown for want of the film.
 */

/**
 * The sections of an image.
 * @param {Table} table
 * @param {ImageDetail} detail
 * @param {Set<number>} hidden Annotations that are not drawn.
 * @param {PanelActions} actions
 * @returns {HTMLElement[]}
 */
export function panelOf(table, detail, hidden, actions) {
  const sections = [
    annotations(table, detail, hidden, actions),
    prediction(table, detail, actions),
    findings(table, detail, actions),
    film(detail, actions.isThumbnail),
    fields(detail),
    tags(detail),
    source(detail),
    films("The patient's other films", table.othersOfPatient(detail.image).map(image => ({ image, note: dayOf(table, image) })), table, actions),
    films("The same picture", detail.duplicates.map(d => ({ image: d.image, note: d.kind })), table, actions),
    explanation(detail),
  ];
  return sections.filter(section => section !== null);
}

/**
 * @param {string} title
 * @param {(Node | null)[]} children
 */
function section(title, ...children) {
  return element("section", {}, element("h3", { text: title }), ...children);
}

/** @param {[string, string, string | null][]} rows Name, value, what stands in the data. */
function list(rows) {
  return element("dl", {}, ...rows.map(([name, value, text]) => element("div", {},
    element("dt", { text: name }),
    element("dd", {}, element("span", { text: value }), text === null ? null : element("span", { class: "original", text })))));
}

/**
 * @param {Table} table
 * @param {ImageDetail} detail
 * @param {Set<number>} hidden
 * @param {PanelActions} actions
 */
function annotations(table, detail, hidden, actions) {
  if (detail.annotations.length === 0) {
    return section("Annotations", element("p", { class: "hint", text: "none" }));
  }

  return section("Annotations", element("ul", { class: "annotations" }, ...detail.annotations.map((annotation, place) => {
    const { color, hatched } = table.data.classes[annotation.class];
    const box = element("input", { type: "checkbox", checked: !hidden.has(place), onchange: () => actions.onAnnotation(place, box.checked) });
    const swatch = element("span", { class: `swatch${hatched ? " is-hatched" : ""}` });
    swatch.style.setProperty("--color", color);
    return element("li", {}, element("label", {}, box, swatch, element("span", { class: "name", text: annotation.name }),
      element("span", { class: "count", text: `${counted(annotation.area, "pixel")}${annotation.points > 0 ? `, ${counted(annotation.points, "point")}` : ""}` })));
  })));
}

/**
 * @param {Table} table
 * @param {ImageDetail} detail
 * @param {PanelActions} actions
 */
function prediction(table, { prediction: predicted }, actions) {
  if (!predicted) {
    return table.data.hasPredictions ? section("Prediction", element("p", { class: "hint", text: "none" })) : null;
  }

  if (predicted.problem !== undefined) {
    return section("Prediction", element("p", { class: "is-wrong", text: predicted.problem }));
  }

  const box = element("input", { id: "show-prediction", type: "checkbox", checked: actions.showsPrediction, onchange: () => actions.onPrediction(box.checked) });
  const swatch = element("span", { class: "swatch is-dashed" });
  swatch.style.setProperty("--color", PREDICTION_COLOR);
  return section("Prediction",
    element("ul", { class: "annotations" }, element("li", {}, element("label", { title: "Show or hide it (D)" }, box, swatch, element("span", { class: "name", text: "predicted lungs" }),
      element("span", { class: "count", text: counted(predicted.area ?? 0, "pixel") })))),
    list([["Dice", diceText(predicted.dice), null], ["file", predicted.file ?? "", null]]));
}

/**
 * @param {Table} table
 * @param {ImageDetail} detail
 * @param {PanelActions} actions
 */
function findings(table, detail, actions) {
  return detail.findings.length === 0 ? null : section("Findings", element("ul", { class: "findings" }, ...detail.findings.map(finding => element("li", { class: finding.accepted === null ? finding.level : "accepted" },
    element("span", { class: "rule", title: finding.what ?? "" }, element("b", { text: finding.accepted === null ? finding.level : "accepted" }), ` ${finding.rule}`),
    element("span", { class: "text", text: finding.text }),
    ...finding.others.flatMap(other => [" ", element("a", { href: actions.addressOf(other), text: table.data.ids[other] })]),
    finding.place === null ? null : element("span", { class: "place", text: finding.place }),
    finding.accepted === null ? null : element("span", { class: "reason", text: finding.accepted })))));
}

/**
 * @param {ImageDetail} detail
 * @param {boolean} isThumbnail
 */
function film(detail, isThumbnail) {
  /** @type {[string, string, string | null][]} */
  const rows = [["size", `${detail.width} × ${detail.height}`, null]];
  if (detail.film) {
    rows.push(["film", detail.film.name, null], ["kind", `${detail.film.type.replace("image/", "").toUpperCase()}, ${detail.film.bits} bit, ${Math.ceil(detail.film.bytes / 1024).toLocaleString("en")} KB`, null]);
    if (detail.film.width !== detail.width || detail.film.height !== detail.height) {
      rows.push(["film's size", `${detail.film.width} × ${detail.film.height}: not the annotations'`, null]);
    }
  } else {
    rows.push(["film", `missing (${detail.name})`, null]);
  }

  if (isThumbnail) {
    rows.push(["shown", "its thumbnail, for want of the film", null]);
  }

  if (detail.filmProblem) {
    rows.push(["problem", detail.filmProblem, null]);
  }

  return section("Image", list([...rows, ["document", detail.file, null]]));
}

/** @param {ImageDetail} detail */
function fields(detail) {
  return detail.fields.length === 0 ? null
    : section("Fields", list(detail.fields.map(field => [field.name.replaceAll("_", " "), field.value, field.text === field.value ? null : field.text])));
}

/** @param {ImageDetail} detail */
function tags(detail) {
  return detail.tags.length === 0 ? null
    : section("Tags as they stand", element("ul", { class: "tags" }, ...detail.tags.map(tag => element("li", { text: tag }))));
}

/** @param {ImageDetail} detail */
function source(detail) {
  const known = Object.entries(detail.metadata ?? {}).flatMap(([name, value]) => value === null ? [] : [{ name, value }]);
  if (known.length === 0 && !detail.attribution) {
    return null;
  }

  return section("Source",
    known.length === 0 ? null : element("dl", {}, ...known.map(({ name, value }) => element("div", {},
      element("dt", { text: name.replaceAll("_", " ") }),
      element("dd", {}, /^https?:\/\//.test(value) ? element("a", { href: value, target: "_blank", rel: "noopener noreferrer", text: value }) : element("span", { text: value }))))),
    detail.attribution ? element("p", { class: "hint", text: detail.attribution }) : null);
}

/**
 * @param {string} title
 * @param {{ image: number, note: string }[]} others
 * @param {Table} table
 * @param {PanelActions} actions
 */
function films(title, others, table, actions) {
  return others.length === 0 ? null : section(title, element("ul", { class: "films" }, ...others.map(({ image, note }) => element("li", {},
    element("a", { href: actions.addressOf(image) },
      table.withoutPicture.has(image) ? element("span", { class: "no-film" }) : element("img", { src: actions.thumbnail(image), alt: "", loading: "lazy" }),
      element("span", { class: "id", text: table.data.ids[image] }),
      element("span", { class: "value", text: note }))))));
}

/**
 * @param {Table} table
 * @param {number} image
 */
function dayOf(table, image) {
  const day = table.column("offset")?.numbers?.[image];
  return day === undefined || Number.isNaN(day) ? "" : `day ${day}`;
}

/** @param {ImageDetail} detail */
function explanation({ explain }) {
  return explain.rules.length === 0 ? null : section(explain.selected ? "Why it is selected" : "Why it is not selected",
    element("ul", { class: "rules" }, ...explain.rules.map(rule => element("li", { class: rule.keeps ? "keeps" : "drops" },
      element("code", { text: rule.rule }), element("span", { text: ` ${rule.keeps ? "keeps" : "drops"}: ${rule.why}` })))));
}
