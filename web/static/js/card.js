// One piece of advice as a card: headline first, status by word and shape, reasons, source, citations.

import { citationChips } from "./citations.js";
import { icon, make, unbroken } from "./dom.js";
import { copyButton } from "./note.js";
import { state } from "./state.js";
import { showCondition, topicTitle } from "./vocabulary.js";
import { cardText, headline, reasonWords, sourceWords, statusWord, toneOf } from "./wording.js";

const QUIET_ACTIONS = ["eligible", "inform", "schedule", "support"];
const REASONS_AT_ONCE = 5;

/** Whether a row informs without asking for anything, so that its card may stay folded. */
export const isBackground = (row) => QUIET_ACTIONS.includes(row.action) && row.status === "firm";

/** The card of one advice row; `mark` is "new", "changed" or nothing; `number` gives each finding its number. */
export function adviceCard(row, { mark, number, headlineOf }) {
  const tone = toneOf(row);
  const quiet = isBackground(row);
  return make("article", { class: `card ${tone}${quiet ? " quiet-card" : ""}`, "data-rule": row.rule, "data-topic": row.topic, "data-status": row.status },
    make("h3", { class: "headline" }, unbroken(headline(row))),
    make("p", { class: "meta" }, quiet ? null : statusBadge(row, tone), changeTag(mark), make("span", { class: "topic" }, topicTitle(row.topic))),
    quiet ? make("details", { class: "more" }, make("summary", {}, "Details"), body(row, number, headlineOf)) : body(row, number, headlineOf));
}

function statusBadge(row, tone) {
  return make("span", { class: `status ${tone}` }, icon(tone), statusWord(row));
}

function changeTag(mark) {
  return mark ? make("span", { class: "tag tag-changed" }, icon("changed"), mark === "new" ? "New" : "Changed") : null;
}

function body(row, number, headlineOf) {
  return [
    row.status === "withheld" && row.withheld_by ? make("p", { class: "withheld-why" }, unbroken(`Withheld because: ${headlineOf(row.withheld_by)}`)) : null,
    row.text ? make("p", { class: "text" }, unbroken(row.text)) : null,
    provided(row.provided),
    because(row.because),
    make("div", { class: "card-foot" },
      make("p", { class: "source" }, icon(row.source_status === "verified" ? "verified" : "source"), make("span", {}, sourceWords(row))),
      citationChips(row.evidence ?? [], number),
      copyButton(() => cardText(row, headlineOf, state.ruleset))),
  ];
}

function provided(conditions) {
  if (!conditions?.length) return null;
  return make("div", { class: "provided" }, make("p", { class: "small-title" }, "Holds only if"),
    make("ul", {}, conditions.map((condition) => make("li", {}, unbroken(showCondition(condition))))));
}

function because(reasons) {
  if (!reasons?.length) return null;
  const items = telling(reasons).map((reason) => make("li", {}, unbroken(reasonWords(reason))));
  const rest = items.slice(REASONS_AT_ONCE);
  return make("div", { class: "because" }, make("p", { class: "small-title" }, "Because"),
    make("ul", {}, items.slice(0, REASONS_AT_ONCE)),
    rest.length ? make("details", {}, make("summary", {}, `and ${rest.length} more`), make("ul", {}, rest)) : null);
}

/**
 * The reasons with the measured values first. Of several conditions on one choice, such as its scope and its row,
 * the narrowest comes last and says it all.
 */
function telling(reasons) {
  const kept = reasons.filter((reason, n) =>
    typeof reason.value !== "string" || !reasons.slice(n + 1).some((later) => later.fact === reason.fact));
  const measured = ({ value }) => typeof value === "number" || typeof value === "object";
  return [...kept.filter(measured), ...kept.filter((reason) => !measured(reason))];
}
