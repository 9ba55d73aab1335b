// The answer area above the text field: the question on the table, with the control that fits it.

import { checklist } from "./checklist.js";
import { controlFor } from "./controls.js";
import { byId, fill, make, show, typing, unbroken } from "./dom.js";
import { busy, send } from "./sending.js";
import { state, subscribe } from "./state.js";
import { definition } from "./vocabulary.js";

const area = byId("asked");

/** Show the question whenever it changes, and listen for the number keys. */
export function startQuestion() {
  subscribe((names) => {
    if (names.has("question")) showQuestion();
    if (names.has("sending")) area.setAttribute("aria-busy", String(busy()));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
    if (/^[0-9]$/.test(event.key) && pressDigit(event.key)) event.preventDefault();
  });
  showQuestion();
}

/** Press the button with this digit; false when the question has none. */
export function pressDigit(digit) {
  const choice = busy() ? null : area.querySelector(`.choice[data-digit="${digit}"]`);
  choice?.click();
  return Boolean(choice);
}

/** The facts the question is about. */
export function askedFacts() {
  const { question } = state;
  if (!question) return [];
  return question.facts?.length ? question.facts : [question.fact];
}

/** Answer the question with "not known", for all its facts. */
export function answerNotKnown() {
  const ids = askedFacts();
  const facts = Object.fromEntries(ids.map((id) => [id, "unknown"]));
  send({ facts });
}

function showQuestion() {
  const { question } = state;
  const hadFocus = area.contains(document.activeElement);
  fill(area, ...(question ? content(question) : []));
  show(area, Boolean(question) || hasOpening());
  if (!question && hasOpening()) fill(area, ...opening());
  if (hadFocus) settleFocus();
}

function content(question) {
  const ids = askedFacts();
  const several = ids.length > 1 && ids.every((id) => definition(id).type === "boolean");
  const control = several
    ? checklist(ids, (facts) => send({ facts }))
    : controlFor(ids[0], answerOne(ids[0]), { offered: question.choices, keys: true });
  // A checklist names its facts below the question, so the list in its text is left out.
  const words = several ? question.text.slice(0, question.text.indexOf("?") + 1) || question.text : question.text;
  return [make("p", { id: "asked-text", class: "asked-text" }, unbroken(words)), control];
}

const answerOne = (id) => (value) => send({ facts: { [id]: value } });

const hasOpening = () => state.turns.length === 0 && definition("treatment_phase").choices.length > 0;

/** Before the first message: the one choice from which everything else follows. */
function opening() {
  const id = "treatment_phase";
  return [make("p", { id: "asked-text", class: "asked-text" }, definition(id).question), controlFor(id, answerOne(id), { keys: true })];
}

/** Whoever answered with the keyboard stays in the answer area, where the number keys work. */
function settleFocus() {
  const field = area.querySelector("input.number");
  const fine = window.matchMedia("(pointer: fine)").matches;
  if (field && fine) field.focus({ preventScroll: true });
  else (area.hidden ? byId("text") : area).focus({ preventScroll: true });
}
