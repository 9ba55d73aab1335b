// One question about several yes-or-no facts: tick what is present, mark what nobody knows, the rest is absent.

import { button, make } from "./dom.js";
import { definition, labelOf } from "./vocabulary.js";

/** The checklist for these facts; `answer(values)` gets a value for every one of them. */
export function checklist(ids, answer) {
  const rows = new Map(ids.map((id) => [id, { present: box(`Present: ${labelOf(id)}`), unsure: box(`Not known: ${labelOf(id)}`) }]));
  const save = button("None of these", () => give(rows, answer), { class: "primary", "data-key": "save" });
  const none = button("Not known", () => giveAll(ids, answer), { class: "quiet", title: "Answer all of them with “not known”" });
  const refresh = () => { save.textContent = saveWords(rows); };
  const list = make("ul", { class: "checklist" }, ids.map((id) => row(id, rows.get(id), refresh)));
  return make("div", { class: "checklist-field" }, list, make("div", { class: "checklist-save" }, save, none));
}

const box = (label) => make("input", { type: "checkbox", "aria-label": label });

function row(id, { present, unsure }, refresh) {
  const only = (chosen, other) => () => {
    if (chosen.checked) other.checked = false;
    refresh();
  };
  present.addEventListener("change", only(present, unsure));
  unsure.addEventListener("change", only(unsure, present));
  return make("li", {},
    make("label", { class: "present" }, present, make("span", {}, capital(labelOf(id)))),
    make("label", { class: "unsure", title: definition(id).question || null }, unsure, make("span", { "aria-hidden": "true" }, "not known")));
}

function saveWords(rows) {
  const { present, unsure } = tally(rows);
  if (!present.length && !unsure.length) return "None of these";
  const parts = [];
  if (present.length) parts.push(`${present.length} present`);
  if (unsure.length) parts.push(`${unsure.length} not known`);
  if (present.length + unsure.length < rows.size) parts.push("the others absent");
  return `Save: ${parts.join(", ")}`;
}

function tally(rows) {
  const ids = [...rows.keys()];
  return {
    present: ids.filter((id) => rows.get(id).present.checked),
    unsure: ids.filter((id) => rows.get(id).unsure.checked),
  };
}

function give(rows, answer) {
  const { present, unsure } = tally(rows);
  const values = {};
  for (const id of rows.keys()) values[id] = present.includes(id) ? true : unsure.includes(id) ? "unknown" : false;
  answer(values);
}

function giveAll(ids, answer) {
  answer(Object.fromEntries(ids.map((id) => [id, "unknown"])));
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
