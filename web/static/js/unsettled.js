// Topics without one answer yet: what they wait for, and what may come out.

import { button, icon, make } from "./dom.js";
import { openEditor } from "./editor.js";
import { definition, labelOf, showCondition, topicTitle } from "./vocabulary.js";
import { doseWords } from "./wording.js";

const NEEDS_AT_ONCE = 4;

/** The open topics as cards of their own, folded while nothing is asked; null when every topic is settled. */
export function openTopics(unsettled, asking) {
  if (!unsettled.length) return null;
  const cards = unsettled.map(openTopic);
  if (!asking) return make("details", { class: "open-topics" }, make("summary", {}, `Not settled (${cards.length})`), cards);
  return make("section", { class: "open-topics", "aria-labelledby": "open-title" },
    make("h3", { id: "open-title" }, "Still open"), cards);
}

function openTopic({ topic, needs, possible = [] }) {
  return make("article", { class: "card open", "data-topic": topic },
    make("h4", { class: "open-headline" }, topicTitle(topic)),
    make("ul", { class: "marks" },
      make("li", {}, make("span", { class: "status open" }, icon("open"), needs.length ? "Open, needs" : "Open")),
      needs.slice(0, NEEDS_AT_ONCE).map(needItem),
      needs.length > NEEDS_AT_ONCE ? make("li", { class: "and-more" }, `and ${needs.length - NEEDS_AT_ONCE} more`) : null),
    outcomes(possible));
}

function needItem(id) {
  if (definition(id).derived) return make("li", {}, make("span", { class: "chip" }, labelOf(id)));
  return make("li", {}, button([icon("open"), labelOf(id)], () => openEditor(id), { class: "chip need" }));
}

function outcomes(possible) {
  if (!possible.length) return null;
  return make("details", { class: "more" },
    make("summary", {}, `What may come out (${possible.length})`),
    make("ul", { class: "outcomes" }, possible.map((outcome) => make("li", {},
      make("strong", {}, outcome.headline ?? outcomeWords(outcome)),
      outcome.if ? ` if ${showCondition(outcome.if)}` : null))));
}

function outcomeWords({ action, dose }) {
  const words = action.replaceAll("_", " ");
  return dose ? `${words}: ${dose.drug} ${doseWords(dose)}` : words;
}
