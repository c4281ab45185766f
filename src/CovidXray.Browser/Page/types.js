/**
 * What the modules give each other. Images are addressed by their number in the dataset's order, from 0.
 *
 * @typedef {object} FieldData What an image is asked for, as the server sends it.
 * @property {string} name
 * @property {string} description
 * @property {"text" | "yesno" | "number" | "list"} kind
 * @property {string[]} [values] The values that images have, in the order in which they first appear.
 * @property {(number | number[])[]} [codes] For each image its value's place in values, -1 where it is missing; a list of them for lists.
 * @property {(number | null)[]} [numbers] For each image its number, null where it is missing.
 *
 * @typedef {{ name: string, color: string, hatched: boolean }} AnnotationClass
 *
 * @typedef {object} Saved The dataset's saved selection.
 * @property {string} path
 * @property {number} chosen
 * @property {number} total
 * @property {string[]} rules Its rules and the typed ones, as options of `covidxr filter`.
 *
 * @typedef {object} DatasetData
 * @property {string} covidxr The version of covidxr.
 * @property {string} version Another one whenever the dataset has changed on disk.
 * @property {string} title
 * @property {string} location
 * @property {number} count
 * @property {"posix" | "powershell" | "cmd"} shell
 * @property {string[]} command `covidxr filter` and the options that say which data.
 * @property {string[]} rules The rules that `browse` was called with, as options of `covidxr filter`.
 * @property {Saved | null} saved
 * @property {boolean} canSave
 * @property {number[]} unmatched Images that the typed rules drop.
 * @property {number[]} unselected Images that the saved selection drops.
 * @property {string[]} attribution
 * @property {string[]} ids
 * @property {string[]} names
 * @property {FieldData[]} fields
 * @property {AnnotationClass[]} classes
 * @property {boolean} hasPredictions Whether predictions are shown.
 * @property {number[]} withoutFilm
 * @property {number[]} [withThumbnail] Images with a thumbnail that was pulled.
 * @property {Record<string, string>} [films] Of a folder: where the films lie, by image.
 * @property {number[][] | null} duplicates Groups of images that show the same picture.
 * @property {{ rule: string, images: number[] }[] | null} findings What `check` found and nobody accepted, by rule.
 *
 * @typedef {object} Painted An annotation's pixels.
 * @property {number} class Its place in the dataset's classes.
 * @property {number[]} runs Row by row: how many pixels are not painted, how many are, how many are not, ...
 *
 * @typedef {object} Overlay The mask of an image, in the size of its thumbnail; later annotations lie above earlier ones.
 * @property {number} image
 * @property {number} width
 * @property {number} height
 * @property {Painted[]} annotations
 * @property {[number, number] | null} [levels] The 1st and the 99th percentile of the thumbnail's grey, as shares of white.
 *
 * @typedef {Painted & { name: string, kind: string, points: number, area: number, rings: number[][] }} AnnotationDetail
 *
 * @typedef {object} Film
 * @property {string} name
 * @property {string} type
 * @property {number} bits
 * @property {number} width
 * @property {number} height
 * @property {number} bytes
 *
 * @typedef {object} FindingDetail What `check` found of an image.
 * @property {string} rule Its code and name.
 * @property {"error" | "warning" | "note"} level
 * @property {string | null} what What the rule finds; null of a rule that this version does not know.
 * @property {string} text
 * @property {string | null} place File, line and column.
 * @property {string | null} accepted Why it is accepted; null if it is not.
 * @property {number[]} others The other images that it is about.
 *
 * @typedef {object} Prediction The predicted lungs; or what is wrong with them, and nothing else.
 * @property {string} [problem]
 * @property {string} [file]
 * @property {number} [area] Pixels.
 * @property {number | null} [dice] Null where there are neither true nor predicted lungs.
 * @property {number[]} [runs] As those of annotations.
 *
 * @typedef {object} ImageDetail Everything about one image.
 * @property {number} image
 * @property {string} id
 * @property {string} [error] Why its document cannot be read; then nothing else is there.
 * @property {string} name
 * @property {string} file
 * @property {number} width
 * @property {number} height
 * @property {Film | null} film
 * @property {string | null} [filmProblem] Why the film cannot be shown.
 * @property {{ minimum: number, maximum: number, low: number, high: number } | null} levels
 * @property {AnnotationDetail[]} annotations
 * @property {Prediction | null} prediction Null where there is none.
 * @property {string[]} tags
 * @property {{ name: string, value: string, text: string | null }[]} fields
 * @property {Record<string, string | null> | null} metadata
 * @property {string | null} attribution
 * @property {{ selected: boolean, rules: { rule: string, keeps: boolean, why: string }[] }} explain
 * @property {{ image: number, kind: string, distance: number }[]} duplicates
 * @property {FindingDetail[]} findings
 *
 * @typedef {object} Choice What is chosen of a field's values; null stands for a missing value.
 * @property {(string | null)[]} include
 * @property {(string | null)[]} exclude
 * @property {number | null} low
 * @property {number | null} high
 *
 * @typedef {object} Levels How greys are shown: all as they are, each film by its own percentiles, or those between two shares of white.
 * @property {"all" | "auto" | "range"} kind
 * @property {number} low
 * @property {number} high
 * @property {boolean} inverted
 *
 * @typedef {object} State What the address holds.
 * @property {Map<string, Choice>} choices By the field's name.
 * @property {string} where
 * @property {boolean} all Whether the saved selection is left aside.
 * @property {boolean} patients Whether patients are counted, and one film of each is shown.
 * @property {string} sort A sort key's name.
 * @property {boolean} descending
 * @property {string | null} image The id of the image that is looked at.
 * @property {string[]} hidden Names of classes that are not drawn.
 * @property {number} opacity Of the filling, 0 to 100.
 * @property {Levels} levels
 *
 * @typedef {{ images: number[], notes?: string[] } | { error: string, column?: number }} WhereAnswer
 * @typedef {{ savedTo?: string, download?: string, kept: number, total: number } | { error: string }} SaveAnswer
 *
 * @typedef {object} Source Where the page has its data from.
 * @property {boolean} isLive Whether a server answers; of a folder of files there is no `--where`, and nothing is saved.
 * @property {() => Promise<DatasetData>} data
 * @property {() => Promise<{ fields: FieldData[] }>} measures
 * @property {(images: number[]) => Promise<Overlay[]>} overlays
 * @property {(image: number) => Promise<ImageDetail>} image
 * @property {(image: number) => string} thumbnail Its address.
 * @property {(image: number, window?: [number, number]) => string | null} film Its address; null where films are not there.
 * @property {(text: string) => Promise<WhereAnswer>} where
 * @property {(rules: { all: boolean, where: string[] }) => Promise<SaveAnswer>} save
 * @property {(changed: () => void) => void} onChange Calls when the dataset has changed on disk.
 */
export {};
