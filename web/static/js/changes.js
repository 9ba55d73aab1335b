// What changed in the advice from one turn to the next, so that nothing replaced looks current.

import { headline, restriction, statusWord, toneOf } from "./wording.js";

const keyOf = (row) => `${row.topic}/${row.rule}`;

/** Everything of a row that a reader acts on, as one comparable text. */
const signature = (row) =>
  JSON.stringify([row.status, row.action, row.headline, row.text, row.dose ?? null, row.provided ?? []]);

/**
 * Compare two lists of advice; `before` is null at the first turn, when nothing is marked.
 * Returns `marks` (key of a row to "new" or "changed") and `replaced` (rows of before that no longer stand).
 */
export function compareAdvice(before, now) {
  const marks = new Map();
  if (before === null) return { marks, replaced: [] };
  const old = new Map(before.map((row) => [keyOf(row), row]));
  for (const row of now) {
    const earlier = old.get(keyOf(row));
    if (!earlier) marks.set(keyOf(row), "new");
    else if (signature(earlier) !== signature(row)) marks.set(keyOf(row), "changed");
  }
  const current = new Set(now.map((row) => `${row.headline}|${row.status}`));
  const replaced = before.filter((row) => !standsStill(row, now) && !current.has(`${row.headline}|${row.status}`));
  return { marks, replaced };
}

const standsStill = (row, now) => now.some((other) => signature(other) === signature(row));

/** The mark of a row, "new", "changed" or undefined. */
export const markOf = (marks, row) => marks.get(keyOf(row));

/** Whether two turns gave the same advice. */
export function sameAdvice(first, second) {
  const sorted = (rows) => rows.map(signature).sort().join("\n");
  return sorted(first) === sorted(second);
}

const REFERRING = ["eligibility", "renal_dosing", "myelosuppression", "other_toxicity"];
const SERIOUS = ["emergency", "contraindicated", "out_of_scope", "do_not_start", "stop", "interrupt"];

/** The order of the cards: emergencies, what forbids, who decides first, the dose, then as the rules list them. */
export function inOrder(advice) {
  const rank = (row) => {
    const place = SERIOUS.indexOf(row.action);
    if (place >= 0) return place;
    if (row.action === "refer" && REFERRING.includes(row.topic)) return SERIOUS.length;
    return SERIOUS.length + (row.dose?.drug === "lenalidomide" ? 1 : 2);
  };
  return advice.map((row, n) => [rank(row), n, row]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((part) => part[2]);
}

/** Whether a referral stands beside a dose, so that the dose is never read without it. */
const referred = (advice) => advice.some((row) => row.action === "refer");

/**
 * The one line that counts: a restriction first, then the lenalidomide dose, then what is missing.
 * Returns `{tone, word, headline, also}`; tone is one of `toneOf`, or open.
 */
export function bottomLine(advice, unsettled, needed) {
  const first = inOrder(advice)[0];
  if (!first) return { tone: "open", word: "No advice yet", headline: openWords(unsettled, needed) };
  if (SERIOUS.includes(first.action) && first.status !== "withheld") {
    return { tone: first.action === "emergency" ? "emergency" : "restrict", word: restriction(first), headline: first.headline };
  }
  return doseLine(advice) ?? mainLine(advice, unsettled) ?? { tone: "open", word: "No dose yet", headline: openWords(unsettled, needed) };
}

/** With every topic settled and no dose to name, the first piece of advice is what counts. */
function mainLine(advice, unsettled) {
  if (unsettled.length) return null;
  const row = inOrder(advice)[0];
  return { tone: toneOf(row), word: statusWord(row), headline: headline(row) };
}

const DOSING = ["start", "continue", "resume"];

/** The dose that stands; a dose that may be raised later is no headline. */
function doseLine(advice) {
  const dosed = advice.filter((row) => row.dose?.drug === "lenalidomide" && DOSING.includes(row.action));
  for (const status of ["firm", "provisional"]) {
    const row = dosed.find((candidate) => candidate.status === status);
    if (row) return { tone: status, word: statusWord(row), headline: headline(row), also: also(advice) };
  }
  const withheld = advice.find((row) => row.status === "withheld");
  if (withheld) return { tone: "withheld", word: "Withheld", headline: "no dose shown" };
  const refer = advice.find((row) => row.action === "refer" && REFERRING.includes(row.topic));
  return refer ? { tone: "restrict", word: restriction(refer), headline: refer.headline } : null;
}

function also(advice) {
  return referred(advice) ? "but see the referrals first" : "";
}

function openWords(unsettled, needed) {
  if (needed) return `${needed} ${needed === 1 ? "fact" : "facts"} still needed`;
  return unsettled.length ? "Open questions remain" : "Say something about the patient";
}
