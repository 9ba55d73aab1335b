// What the reader took from the resident's words, fact by fact, each open to correction.

import { button, icon, make } from "./dom.js";
import { openEditor } from "./editor.js";
import { labelOf, prettyUnit, showNumber, showValue } from "./vocabulary.js";

const REASONS = {
  family: "about a relative",
  negated: "said not to be so",
  hypothetical: "not said as a fact",
  planned: "planned, not present",
  prophylaxis: "given as prophylaxis",
  historical: "from the past",
  ambiguous: "could mean more than one thing",
  out_of_range: "not plausible",
  unit_missing: "the unit is missing",
};

/** The facts of one turn, and the words that were not taken; null when there is neither. */
export function understoodList({ understood, notTaken }) {
  if (!understood.length && !notTaken.length) return null;
  return make("div", { class: "understood" },
    make("p", { class: "understood-title" }, understood.length ? "Understood" : "Not taken as facts"),
    make("ul", {}, understood.map(takenItem), notTaken.map(leftItem)));
}

function takenItem(item) {
  const value = showValue(item.fact, item);
  const chip = button([
    item.words ? make("span", { class: "words" }, `“${item.words}”`) : null,
    item.words ? icon("arrow") : null,
    make("span", {}, `${labelOf(item.fact)}: `, make("strong", {}, value), converted(item)),
    make("span", { class: "unseen" }, ", correct"),
  ], () => openEditor(item.fact), { class: "chip taken", title: "Correct or remove" });
  return make("li", {}, chip);
}

function converted({ said, unit }) {
  if (said?.unit === undefined || said.unit === unit) return null;
  return make("span", { class: "from" }, ` (from ${showNumber(said.value)} ${prettyUnit(said.unit)})`);
}

function leftItem({ words, about, reason }) {
  const subject = about ? `${labelOf(about)}: ` : "";
  return make("li", {}, make("span", { class: "chip left" },
    icon("left"),
    make("span", { class: "words" }, `“${words}”`),
    ` not taken; ${subject}${REASONS[reason] ?? String(reason).replaceAll("_", " ")}`));
}
