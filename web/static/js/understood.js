// What the reader took from the resident's words, fact by fact, each open to correction.

import { button, icon, make, narrow } from "./dom.js";
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

/**
 * The facts of one turn, and the words that were not taken; null when there is neither. What was only supposed stands
 * apart from what was taken. On a phone the list is folded, because the reply reads it back.
 */
export function understoodList({ understood, notTaken, facts }) {
  if (!understood.length && !notTaken.length) return null;
  const supposed = understood.length > 0 && !understood.some((item) => stands(item, facts[item.fact]));
  const title = understood.length ? (supposed ? "Supposed, not recorded" : "Understood") : "Not taken as facts";
  return make("details", { class: "understood", open: !narrow() || !understood.length },
    make("summary", { class: "understood-title" }, title, make("span", { class: "count" }, ` ${understood.length + notTaken.length}`)),
    make("ul", {}, understood.map(supposed ? supposedItem : takenItem), notTaken.map(leftItem)));
}

/** Whether what was understood is what the record says after the turn. */
function stands(item, fact) {
  return fact !== undefined && ["value", "low", "high"].every((part) => item[part] === fact[part]);
}

function supposedItem(item) {
  return make("li", {}, make("span", { class: "chip not-taken" }, content(item)));
}

function takenItem(item) {
  const chip = button([content(item), make("span", { class: "unseen" }, ", correct")], () => openEditor(item.fact),
    { class: "chip taken", title: "Correct or remove" });
  return make("li", {}, chip);
}

function content(item) {
  return [
    item.words ? make("span", { class: "words" }, `“${item.words}”`) : null,
    item.words ? icon("arrow") : null,
    make("span", {}, `${labelOf(item.fact)}: `, make("strong", {}, showValue(item.fact, item)), converted(item)),
  ];
}

function converted({ said, unit }) {
  if (said?.unit === undefined || said.unit === unit) return null;
  return make("span", { class: "from" }, ` (from ${showNumber(said.value)} ${prettyUnit(said.unit)})`);
}

function leftItem({ words, about, reason }) {
  const subject = about ? `${labelOf(about)}: ` : "";
  return make("li", {}, make("span", { class: "chip not-taken" },
    icon("left"),
    make("span", { class: "words" }, `“${words}”`),
    ` not taken; ${subject}${REASONS[reason] ?? String(reason).replaceAll("_", " ")}`));
}
