// Sends one message at a time; without a connection it waits and sends the same message once, under the same key.

import * as api from "./api.js";
import { restore } from "./restore.js";
import { state, takeAnswer, update } from "./state.js";
import * as storage from "./storage.js";

const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 30000;
let timer = 0;
let pause = FIRST_PAUSE_MS;
let whenDone = () => {};

/** Whether a message is under way, so that nothing else can be sent. */
export const busy = () => state.sending.status !== "idle";

/**
 * Send `body`: {text}, {facts} or {command}.
 * Resolves to true once it is answered, to false when it was refused or taken back.
 */
export function send(body) {
  if (busy()) return Promise.resolve(false);
  storage.keepPending({ body, attempt: storage.randomKey() });
  return start();
}

/** After a reload: send what was not answered before, under the same key. */
export function resume() {
  return storage.readPending() ? start() : Promise.resolve(false);
}

function start() {
  pause = FIRST_PAUSE_MS;
  const done = new Promise((resolve) => {
    whenDone = resolve;
  });
  attempt();
  return done;
}

/** Try again now, as when the connection is back. */
export function attempt() {
  clearTimeout(timer);
  const message = storage.readPending();
  if (!message || state.sending.status === "sending") return;
  update({ sending: { status: "sending", reason: "" }, trouble: null });
  deliver(message).then((answer) => finish(answer, message)).catch(fail);
}

async function deliver({ body, attempt: name }) {
  if (!state.conversation) {
    const { id, key } = await api.openConversation();
    storage.keepConversation({ id, key });
    update({ conversation: { id, key } });
  }
  return api.sendMessage(state.conversation, body, name);
}

async function finish(answer, { body }) {
  storage.keepPending(null);
  const last = state.turns.at(-1);
  if (last && answer.turn !== last.number + 1) await restore();
  else takeAnswer(answer, body);
  update({ sending: { status: "idle", reason: "" } });
  whenDone(true);
}

function fail(fault) {
  if (fault instanceof api.Unreachable) return wait(fault);
  storage.keepPending(null);
  update({ sending: { status: "idle", reason: "" }, trouble: troubleOf(fault) });
  return whenDone(false);
}

function troubleOf(fault) {
  if (!(fault instanceof api.Refused)) {
    reportError(fault);
    return { message: "This page could not show the answer.", hint: "Reload it: the conversation is safe on the server." };
  }
  if (fault.status !== 404) return { message: fault.message, hint: fault.hint ?? "" };
  const message = "This conversation is no longer on the server.";
  return { message, hint: "Your text is kept here. Begin a new patient to go on.", gone: true };
}

function wait({ message }) {
  update({ sending: { status: "waiting", reason: message } });
  timer = setTimeout(attempt, pause);
  pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
}

/** Take back a message that waits, to change it. It may have arrived: then the next answer shows it. */
export function takeBack() {
  if (state.sending.status !== "waiting") return;
  clearTimeout(timer);
  storage.keepPending(null);
  update({ sending: { status: "idle", reason: "" } });
  whenDone(false);
}

window.addEventListener("online", attempt);
