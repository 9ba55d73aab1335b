// What the page knows now, and who wants to hear when it changes.

import { compareAdvice } from "./changes.js";

const listeners = [];
const EMPTY = {
  turns: [], facts: {}, advice: [], unsettled: [], notices: [], question: null, ruleset: "",
  marks: new Map(), replaced: [],
};

export const state = {
  conversation: null,
  // idle, sending, or waiting for the connection; `reason` says why it waits
  sending: { status: "idle", reason: "" },
  // a refusal to show beside the answer field: { message, hint, gone }
  trouble: null,
  // the label the site has set; a label given in the conversation outranks it
  siteLabel: document.body.dataset.label ?? "",
  ...EMPTY,
};

/** Call `listener` after every change, with the names of what changed. */
export function subscribe(listener) {
  listeners.push(listener);
}

/** Change some of the state and tell the listeners. */
export function update(changes) {
  Object.assign(state, changes);
  const names = new Set(Object.keys(changes));
  for (const listener of listeners) listener(names);
}

/** Take the answer to one message: the turn joins the conversation, and what stands is what it says. */
export function takeAnswer(answer, body) {
  const turn = readTurn({ kind: kindOf(body), said: body.text, ...answer });
  const { marks, replaced } = compareAdvice(state.turns.length ? state.advice : null, turn.advice);
  update({ turns: [...state.turns, turn], ...standing(turn), marks, replaced, trouble: null });
}

/** Take a whole conversation, as after a reload. */
export function takeHistory(turns) {
  const last = turns.at(-1);
  if (!last) return update({ ...EMPTY, trouble: null });
  const before = turns.at(-2);
  const { marks, replaced } = compareAdvice(before ? before.advice : null, last.advice);
  return update({ turns, ...standing(last), marks, replaced });
}

const kindOf = (body) => (body.text ? "text" : body.facts ? "facts" : body.command);

/** One turn as the page keeps it, from an answer of the API or a row of its history. */
export function readTurn(answer) {
  const reply = answer.reply;
  return {
    number: answer.turn,
    kind: answer.kind,
    said: answer.said ?? "",
    understood: answer.understood ?? [],
    notTaken: answer.not_taken ?? reply.not_taken ?? [],
    text: reply.text,
    citations: reply.citations ?? [],
    question: reply.question ?? null,
    advice: reply.advice ?? [],
    unsettled: reply.unsettled ?? [],
    notices: reply.notices ?? [],
    facts: answer.facts,
    ruleset: versionOf(answer.ruleset ?? reply.ruleset),
  };
}

const versionOf = (ruleset) => ruleset?.version ?? ruleset ?? "";

function standing({ facts, advice, unsettled, notices, question, ruleset }) {
  return { facts, advice, unsettled, notices, question, ruleset: ruleset || state.ruleset };
}

/** The label that holds, `us`, `eu` or empty, and whether the site or the resident chose it. */
export function labelInForce() {
  const fact = state.facts.label;
  if (fact && fact.value !== "unknown") {
    return { label: fact.value, chosenBy: fact.origin === "given" ? "resident" : "site" };
  }
  return { label: fact ? "" : state.siteLabel, chosenBy: "site" };
}
