// Tells a screen reader what changed outside the conversation, through one region that is always there.

import { bottomLine } from "./changes.js";
import { byId } from "./dom.js";
import { state, subscribe } from "./state.js";

const CLEAR_AFTER_MS = 8000;
let clearing = 0;

/** Say one sentence, politely. */
export function announce(words) {
  const region = byId("announcer");
  region.textContent = words;
  clearTimeout(clearing);
  clearing = setTimeout(() => { region.textContent = ""; }, CLEAR_AFTER_MS);
}

/** Announce waiting, the return of the connection, and a new bottom line. */
export function startAnnouncing() {
  let before = "";
  let waited = false;
  subscribe((names) => {
    if (names.has("sending")) {
      const { status, reason } = state.sending;
      if (status === "waiting" && !waited) announce(`${reason} Your message is kept.`);
      if (status === "idle" && waited) announce("Sent.");
      waited = status === "waiting" || (waited && status === "sending");
    }
    if (names.has("advice")) {
      const line = bottomLine(state.advice, state.unsettled, 0);
      const words = state.advice.length ? `Advice now: ${line.word}. ${line.headline}` : "";
      if (words && before && words !== before) announce(words);
      before = words;
    }
  });
}
