// Starts the page: reads the vocabulary, brings an earlier conversation back, and wires every part.

import { startAdvice } from "./advice.js";
import { startAnnouncing } from "./announce.js";
import { startCitations } from "./citations.js";
import { empty, startComposer } from "./composer.js";
import { startConversation } from "./conversation.js";
import { byId, fill, show } from "./dom.js";
import { startEditor } from "./editor.js";
import { startLabel } from "./label.js";
import { startNote } from "./note.js";
import { startPatient } from "./patient.js";
import { startPlacing } from "./placing.js";
import { startPrinting } from "./printing.js";
import { startQuestion } from "./question.js";
import { newPatient, restore } from "./restore.js";
import { resume } from "./sending.js";
import { startSheets } from "./sheets.js";
import { state, subscribe } from "./state.js";
import * as storage from "./storage.js";
import { loadVocabulary } from "./vocabulary.js";

async function start() {
  await loadVocabulary();
  startParts();
  await restore();
  startAnnouncing();
  await sendWhatWaited();
}

function startParts() {
  const parts = [
    startConversation, startComposer, startQuestion, startPatient, startAdvice, startCitations, startEditor,
    startLabel, startNote, startSheets, startPrinting, startPlacing, startNewPatient, startFooter,
  ];
  for (const part of parts) part();
  byId("no-script").remove();
  byId("bench").dataset.ready = "true";
}

/** A message that had no answer before the reload is sent now, once; a text then leaves the field. */
async function sendWhatWaited() {
  const pending = storage.readPending();
  const sent = await resume();
  if (sent && pending.body.text && byId("text").value.trim() === pending.body.text) empty();
}

/** A new patient is begun after one question, because the conversation cannot be reached again. */
function startNewPatient() {
  const dialog = byId("new-dialog");
  const ask = () => (state.conversation || storage.readDraft() ? dialog.showModal() : byId("text").focus());
  const begin = (remove) => newPatient(remove).catch(() => {
    byId("new-fault").textContent = "It could not be deleted just now. Try again, or keep it and begin.";
    show(byId("new-fault"), true);
  });
  byId("new-patient").addEventListener("click", ask);
  byId("trouble-new").addEventListener("click", () => newPatient(false));
  byId("new-keep").addEventListener("click", () => begin(false));
  byId("new-delete").addEventListener("click", () => begin(true));
  byId("new-cancel").addEventListener("click", () => dialog.close());
}

function startFooter() {
  subscribe((names) => {
    if (names.has("ruleset") && state.ruleset) fill(byId("ruleset-version"), state.ruleset);
  });
}

start().catch((fault) => {
  byId("no-script")?.remove();
  show(byId("start-fault"), true);
  reportError(fault);
});
