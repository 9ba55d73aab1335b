// The words of an advice row: status, source, reasons and doses, the same on the card and in the copied note.

import { labelOf, showCondition, showNumber, showValue, topicTitle } from "./vocabulary.js";

const STATUS = { firm: "Firm", provisional: "Provisional", withheld: "Withheld" };
const GIVING = ["start", "escalate_option", "continue", "resume", "reduce", "aspirin", "lmwh_or_warfarin"];
const RESTRICTING = {
  emergency: "Emergency", contraindicated: "Contraindicated", out_of_scope: "Out of scope", do_not_start: "Do not start",
  stop: "Stop", interrupt: "Hold", refer: "Refer",
};
const SOURCES = {
  verified: "Verified",
  secondary: "Secondary: confirm against the current label",
  seed: "From the review of 2012",
  unverified: "Not opened: it only restricts or refers",
};
const FREQUENCY = { daily: "once daily", every_other_day: "every other day", weekly: "once a week" };

/**
 * How a row may look: "firm", the green light, only where a drug is given; what forbids, holds or refers is "restrict"
 * and all else "settled". What is provisional or withheld says so first.
 */
export function toneOf({ action, status }) {
  if (action === "emergency") return "emergency";
  if (status !== "firm") return status;
  if (GIVING.includes(action)) return "firm";
  return RESTRICTING[action] ? "restrict" : "settled";
}

/** What a row that forbids, holds or refers does, in a word or two; nothing for any other. */
export const restriction = ({ action }) => RESTRICTING[action];

/** The words of a status, as on the card and in the note: a firm restriction is called by what it does. */
export function statusWord(row) {
  const tone = toneOf(row);
  if (tone === "emergency" || tone === "restrict") return restriction(row);
  return tone === "settled" ? "Settled" : STATUS[row.status] ?? row.status;
}

/** The headline of a row; one that begins with a dose names its drug first. */
export function headline({ headline: words, dose }) {
  const named = !dose?.drug || !/^\d/.test(words) || words.toLowerCase().includes(dose.drug);
  return named ? words : `${dose.drug.charAt(0).toUpperCase()}${dose.drug.slice(1)} ${words}`;
}

/** The words of a source status and edition. */
export function sourceWords({ source_status: status, edition }) {
  return [SOURCES[status] ?? status, edition].filter(Boolean).join(" · ");
}

/** One reason in words: the condition, and the patient's value when it says more than the condition. */
export function reasonWords(reason) {
  const { fact, value, condition } = reason;
  const measured = typeof value === "number" || typeof value === "object" || reason.low !== undefined;
  if (!measured || value === null) return showCondition(condition);
  const shown = showValue(fact, typeof value === "object" ? value : reason);
  return `${labelOf(fact)} ${shown} (${showCondition(condition)})`;
}

/** The message of a turn in words: as typed, or the facts that were tapped, or the command. */
export function messageWords({ kind, said, understood }) {
  if (kind === "text" || said) return said;
  return capital(kind === "facts" ? factsInWords(understood) : kind.replaceAll("_", " "));
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Several facts as one sentence: answers to a checklist by what is present, absent and not known. */
function factsInWords(facts) {
  if (facts.length === 1) return `${labelOf(facts[0].fact)}: ${showValue(facts[0].fact, facts[0])}`;
  const named = (value) => facts.filter((fact) => fact.value === value).map((fact) => labelOf(fact.fact));
  const others = facts.filter(({ value }) => value !== true && value !== false && value !== "unknown");
  const parts = [["Present", named(true)], ["Not known", named("unknown")], ["Absent", named(false)]];
  const grouped = parts.filter(([, names]) => names.length).map(([word, names]) => `${word}: ${names.join(", ")}`);
  return [...others.map((fact) => `${labelOf(fact.fact)}: ${showValue(fact.fact, fact)}`), ...grouped].join(". ");
}

/** A dose as it is read aloud: "10 mg once daily, days 1–21 of 28". */
export function doseWords(dose) {
  const amount = dose.mg === undefined ? `${showNumber(dose.mg_low)}–${showNumber(dose.mg_high)} mg` : `${showNumber(dose.mg)} mg`;
  const often = FREQUENCY[dose.frequency] ?? dose.frequency ?? "";
  const days = dose.days ? `, days ${dose.days.replaceAll("-", "–").replaceAll(",", ", ")}${dose.cycle_days ? ` of ${dose.cycle_days}` : ""}` : "";
  const timing = dose.timing === "after_dialysis" ? ", on dialysis days after dialysis" : "";
  return `${amount} ${often}`.trim() + days + timing;
}

/** One card as plain text, with its status, reasons, sources and the version of the rules. */
export function cardText(row, headlineOf, ruleset) {
  const lines = [`${headline(row)} [${statusWord(row)}]`, topicTitle(row.topic), row.text];
  if (row.withheld_by) lines.push(`Withheld because: ${headlineOf(row.withheld_by)}`);
  if (row.provided?.length) lines.push(`Holds only if: ${row.provided.map(showCondition).join("; ")}`);
  if (row.because?.length) lines.push(`Because: ${row.because.map(reasonWords).join("; ")}`);
  lines.push(`Source: ${sourceWords(row)}`);
  for (const { citation, url } of row.evidence ?? []) lines.push(`- ${citation} (${url})`);
  lines.push(`Lendex, rules ${ruleset}.`);
  lines.push("Supports and does not replace clinical judgement; rules not signed off by a clinician.");
  return lines.filter(Boolean).join("\n");
}
