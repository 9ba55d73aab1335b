// The text field that always works: Enter sends, Shift+Enter breaks the line, Up brings the last message back.

import { byId, show } from "./dom.js";
import { answerNotKnown, askedFacts, pressDigit } from "./question.js";
import { attempt, busy, send, takeBack } from "./sending.js";
import { state, subscribe } from "./state.js";
import * as storage from "./storage.js";

const form = byId("answer");
const field = byId("text");

/** Fill the field with what was typed before, and listen. */
export function startComposer() {
  field.value = storage.readDraft();
  field.addEventListener("input", () => storage.keepDraft(field.value));
  field.addEventListener("keydown", onKey);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendText();
  });
  byId("skip").addEventListener("click", () => send({ command: "skip" }));
  byId("not-known").addEventListener("click", answerNotKnown);
  byId("undo").addEventListener("click", () => send({ command: "undo" }));
  byId("redo").addEventListener("click", () => send({ command: "redo" }));
  byId("why").addEventListener("click", showWhy);
  byId("try-now").addEventListener("click", attempt);
  byId("take-back").addEventListener("click", () => {
    takeBack();
    field.focus();
  });
  subscribe(refresh);
  refresh(new Set(["sending", "trouble", "turns", "question"]));
}

function onKey(event) {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    sendText();
  } else if (event.key === "ArrowUp" && field.value === "") {
    const last = state.turns.findLast((turn) => turn.kind === "text");
    if (!last) return;
    event.preventDefault();
    field.value = last.said;
    storage.keepDraft(field.value);
  }
}

/** Send what stands in the field; it stays there until the answer has come. */
async function sendText() {
  const text = field.value.trim();
  if (!text || busy()) return;
  if (/^[0-9]$/.test(text) && pressDigit(text)) return empty();
  if (await send({ text })) empty();
}

/** Empty the field: its message has been answered. */
export function empty() {
  field.value = "";
  storage.keepDraft("");
}

function showWhy() {
  const why = byId("why-text");
  const open = byId("why").getAttribute("aria-expanded") !== "true";
  byId("why").setAttribute("aria-expanded", String(open));
  why.textContent = state.question?.why ?? "";
  show(why, open);
}

function refresh(names) {
  if (names.has("sending")) showSending();
  if (names.has("trouble")) showTrouble();
  if (names.has("question") || names.has("turns")) showSteps();
}

function showSending() {
  const { status, reason } = state.sending;
  field.readOnly = busy();
  form.classList.toggle("busy", busy());
  byId("send").setAttribute("aria-disabled", String(busy()));
  for (const button of byId("steps").querySelectorAll("button:not(#why)")) button.disabled = busy();
  show(byId("waiting"), status === "waiting");
  if (status === "waiting") {
    byId("waiting-text").textContent = `${reason} Your message is kept and will be sent once, as soon as it gets through.`;
  }
}

function showTrouble() {
  const { trouble } = state;
  show(byId("trouble"), Boolean(trouble));
  byId("trouble-text").textContent = trouble ? `${trouble.message} ${trouble.hint ?? ""}`.trim() : "";
  show(byId("trouble-new"), Boolean(trouble?.gone));
}

function showSteps() {
  const asked = askedFacts().length > 0;
  show(byId("skip"), asked);
  // A checklist has a button of its own for "not known".
  show(byId("not-known"), askedFacts().length === 1);
  show(byId("why"), Boolean(state.question?.why));
  show(byId("undo"), state.turns.length > 0);
  show(byId("redo"), ["undo", "redo"].includes(state.turns.at(-1)?.kind));
  byId("why").setAttribute("aria-expanded", "false");
  show(byId("why-text"), false);
}
