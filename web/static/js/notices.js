// Remarks beside the advice, each with a word for what kind it is.

import { icon, make, unbroken } from "./dom.js";

const KINDS = {
  near_boundary: ["near", "Near a cut-off"],
  label_conflict: ["conflict", "Other label"],
  label_unset: ["label", "Label not chosen"],
  source_conflict: ["conflict", "Conflict"],
  second_opinion: ["score", "Scores"],
  score_discordance: ["score", "Score disagrees"],
  out_of_scope: ["stop", "Out of scope"],
  outside_rules: ["stop", "Outside the rules"],
  stale_source: ["old", "Old edition"],
  stale_value: ["old", "Old value"],
  engine_disagreement: ["stop", "Rule check failed: no dose"],
  no_estimate: ["near", "No estimate"],
  inputs_disagree: ["near", "Inputs disagree"],
  egfr_not_used: ["near", "eGFR not used"],
  escalate: ["stop", "Escalate"],
  evidence: ["note", "From the evidence"],
  masked: ["masked", "Hidden before storing"],
  identifier_masked: ["masked", "Hidden before storing"],
};
const SERIOUS = ["engine_disagreement", "out_of_scope", "outside_rules", "escalate", "label_unset"];

/** The serious notices, or all the others, as a list; null when there are none. */
export function noticeList(notices, serious) {
  const chosen = notices.filter(({ code }) => SERIOUS.includes(code) === serious);
  if (!chosen.length) return null;
  return make("ul", { class: "notices", "aria-label": serious ? "Warnings" : "Notices" }, chosen.map(notice));
}

function notice({ code, text, evidence = [] }) {
  const [drawing, word] = KINDS[code] ?? ["note", capital(String(code).replaceAll("_", " "))];
  const serious = SERIOUS.includes(code) ? " serious" : "";
  return make("li", { class: `notice${serious}`, "data-code": code },
    icon(drawing), make("p", {}, make("strong", {}, `${word}. `), unbroken(text), evidence.map(sourceLink)));
}

function sourceLink(id, n) {
  return [" ", make("a", { class: "notice-source", href: `/evidence/${encodeURIComponent(id)}` }, `Source ${n + 1}`)];
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
