// Brings a conversation back from the server: after a reload, or when this tab missed a turn.

import * as api from "./api.js";
import { readTurn, state, takeHistory, update } from "./state.js";
import * as storage from "./storage.js";

/** Read the conversation of this tab from the server; resolves to false when there is none or it cannot be read. */
export async function restore() {
  const conversation = storage.readConversation();
  if (!conversation) return false;
  update({ conversation });
  try {
    const history = await api.readConversation(conversation);
    takeHistory(history.turns.filter((row) => row.kind !== "opening").map(readTurn));
    return true;
  } catch (fault) {
    return cannotRestore(fault);
  }
}

function cannotRestore(fault) {
  if (fault instanceof api.Refused) {
    storage.keepConversation(null);
    update({ conversation: null });
    update({ trouble: { message: "The earlier conversation is no longer on the server.", hint: "Begin again; your text is kept.", gone: true } });
    return false;
  }
  if (!(fault instanceof api.Unreachable)) throw fault;
  update({ trouble: { message: `${fault.message} The conversation is safe on the server.`, hint: "It is read again when the connection is back." } });
  window.addEventListener("online", restore, { once: true });
  return false;
}

/** Forget this patient in this tab, and with `remove` on the server; the page starts afresh, so nothing can linger. */
export async function newPatient(remove) {
  const { conversation } = state;
  if (remove && conversation) await api.deleteConversation(conversation);
  storage.forget();
  window.location.replace("/");
}
