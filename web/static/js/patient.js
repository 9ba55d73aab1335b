// The patient: every fact so far with its value and origin, and what is still needed.

import { button, byId, icon, make, refill, show } from "./dom.js";
import { openEditor, openFactList } from "./editor.js";
import { askedFacts } from "./question.js";
import { state, subscribe } from "./state.js";
import { definition, groups, inOrder, labelOf, prettyUnit, showValue, topicTitle } from "./vocabulary.js";

const NEEDS_AT_ONCE = 6;

/** Show the patient whenever a fact or a need changes. */
export function startPatient() {
  byId("add-fact").addEventListener("click", openFactList);
  subscribe((names) => {
    if (names.has("facts")) showPatient();
  });
  showPatient();
}

/** The facts that open topics wait for, each with the titles of those topics; none while nothing is asked. */
export function stillNeeded() {
  const needs = new Map();
  if (!state.question) return needs;
  for (const id of askedFacts()) needs.set(id, new Set());
  for (const { topic, needs: ids } of state.unsettled) {
    for (const id of ids) needs.set(id, (needs.get(id) ?? new Set()).add(topicTitle(topic)));
  }
  for (const id of needs.keys()) if (definition(id).derived || state.facts[id]?.value === "unknown") needs.delete(id);
  return needs;
}

function showPatient() {
  const ids = Object.keys(state.facts).filter((id) => id !== "label");
  show(byId("patient-empty"), ids.length === 0);
  const open = byId("facts").querySelector("details")?.open;
  refill(byId("facts"), shownGroups(ids));
  if (open) byId("facts").querySelector("details")?.setAttribute("open", "");
  showNeeds(stillNeeded());
}

function showNeeds(needs) {
  show(byId("needs"), needs.size > 0);
  const items = [...needs].map(([id, topics]) => needItem(id, topics));
  const rest = items.slice(NEEDS_AT_ONCE);
  refill(byId("needs-list"),
    make("ul", { class: "marks" }, items.slice(0, NEEDS_AT_ONCE)),
    rest.length ? make("details", {}, make("summary", {}, `${rest.length} more`), make("ul", { class: "marks" }, rest)) : null);
  byId("needs-count").textContent = needs.size;
}

function needItem(id, topics) {
  const title = topics.size ? `For: ${[...topics].join("; ")}` : null;
  return make("li", {}, button([icon("open"), make("span", {}, labelOf(id))], () => openEditor(id),
    { class: "chip need", "data-key": `need-${id}`, title }));
}

function shownGroups(ids) {
  const sorted = inOrder(ids);
  return groups().map(([group, title]) => {
    const members = sorted.filter((id) => definition(id).group === group);
    return members.length ? (group === "derived" ? workings(title, members) : section(title, members)) : null;
  });
}

const section = (title, ids) => make("section", { class: "group" }, make("h3", {}, title), members(ids));

/** What Lendex computed on the way stands folded, so that what the resident said stays in view. */
const workings = (title, ids) => make("details", { class: "group" }, make("summary", { "data-key": "workings" }, title), members(ids));

const members = (ids) => [
  values(ids.filter((id) => definition(id).type !== "boolean")),
  findings(ids.filter((id) => definition(id).type === "boolean")),
];

function values(ids) {
  if (!ids.length) return null;
  return make("ul", { class: "values" }, ids.map((id) => make("li", {}, valueButton(id, state.facts[id]))));
}

function valueButton(id, fact) {
  return button([
    make("span", { class: "name" }, labelOf(id)),
    make("span", { class: "value" }, showValue(id, fact)),
    originMark(fact),
  ], () => openEditor(id), { class: `fact ${stateOf(fact)} ${fact.origin ?? "given"}`, "data-key": id, title: fact.how ?? null });
}

function originMark(fact) {
  const parts = [];
  if (inAnotherUnit(fact)) parts.push(`given as ${saidWords(fact.said)}`);
  if (fact.at) parts.push(`from ${fact.at}`);
  if (fact.origin && fact.origin !== "given") parts.push(originWords(fact));
  return make("span", { class: parts.length ? "origin" : "unseen" }, parts.join(", ") || fact.origin || "given");
}

/** Where a value that was not simply given comes from, and what to do about one that was assumed while reading. */
function originWords({ origin, how }) {
  if (how) return `${origin}: ${how}`;
  return origin === "assumed" ? "as read; correct it if wrong" : origin;
}

/** Whether a value was given in another unit than it is kept in; `said` is a number and its unit. */
function inAnotherUnit({ said, unit }) {
  return Boolean(said) && said.split(" ").slice(1).join(" ") !== unit;
}

function saidWords(said) {
  const [number, ...unit] = said.split(" ");
  return `${number} ${prettyUnit(unit.join(" "))}`.trim();
}

const WORDS = { present: "yes", absent: "no", unknown: "not known" };

function stateOf(fact) {
  if (fact.value === "unknown") return "unknown";
  return fact.value === false ? "absent" : "present";
}

/** Yes-or-no facts as short marks: what is there first, then what is absent, then what nobody knows. */
function findings(ids) {
  if (!ids.length) return null;
  const order = ["present", "absent", "unknown"];
  const sorted = [...ids].sort((a, b) => order.indexOf(stateOf(state.facts[a])) - order.indexOf(stateOf(state.facts[b])));
  return make("ul", { class: "marks" }, sorted.map((id) => make("li", {}, markButton(id, state.facts[id]))));
}

function markButton(id, fact) {
  const standing = stateOf(fact);
  return button([
    icon(standing),
    make("span", {}, `${labelOf(id)}: ${WORDS[standing]}`),
    fact.origin && fact.origin !== "given" ? make("span", { class: "origin" }, originWords({ origin: fact.origin })) : null,
  ], () => openEditor(id), { class: `chip mark ${standing}`, "data-key": id, title: fact.how ?? null });
}
