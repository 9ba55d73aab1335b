// A dialog to give, correct or un-know one fact.

import { controlFor } from "./controls.js";
import { button, byId, fill, make } from "./dom.js";
import { busy, send } from "./sending.js";
import { state } from "./state.js";
import { askable, definition, groups, labelOf, showValue } from "./vocabulary.js";

const dialog = byId("editor");

/** Open the editor for one fact; a computed fact that cannot be given shows how it was computed. */
export function openEditor(id) {
  const fact = definition(id);
  const now = state.facts[id];
  fill(byId("editor-title"), capital(fact.label));
  fill(byId("editor-body"), nowLine(id, now), fact.derived ? computedNote(now) : editing(id, fact, now));
  open();
}

/** Open the editor with a list of every fact that can be given. */
export function openFactList() {
  const select = make("select", { id: "which-fact", onchange: () => openEditor(select.value) },
    make("option", { value: "" }, "Choose…"), ...groupedOptions());
  fill(byId("editor-title"), "Add or correct a fact");
  fill(byId("editor-body"), make("label", { for: "which-fact" }, "Which fact?"), select);
  open();
}

function open() {
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("input, select, .choice")?.focus();
}

/** Close with its button or a tap beside it; Escape is the browser's own. */
export function startEditor() {
  byId("editor-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}

function nowLine(id, now) {
  if (!now) return make("p", { class: "now" }, "Not given yet.");
  const origin = now.origin === "given" ? "" : `, ${now.origin}${now.how ? `: ${now.how}` : ""}`;
  const date = now.at ? `, from ${now.at}` : "";
  return make("p", { class: "now" }, "Now: ", make("strong", {}, showValue(id, now)), origin, date);
}

const computedNote = () =>
  make("p", { class: "hint" }, "Lendex computes this. To change it, correct the values it is computed from.");

function editing(id, fact, now) {
  const save = (value) => {
    if (busy()) return;
    dialog.close();
    send({ facts: { [id]: value } });
  };
  return [
    fact.question ? make("p", { class: "asked-text" }, fact.question) : null,
    controlFor(id, save, { current: now?.value }),
    button("Not known", () => save("unknown"), { class: "quiet" }),
    fact.why ? make("p", { class: "hint" }, fact.why) : null,
  ];
}

function groupedOptions() {
  return groups().map(([group, title]) => {
    const facts = askable().filter((fact) => fact.group === group);
    return facts.length ? make("optgroup", { label: title }, facts.map(({ id }) => make("option", { value: id }, capital(labelOf(id))))) : null;
  });
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
