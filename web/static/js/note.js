// Copies advice as plain text for the chart: one card, or the whole note the server writes.

import * as api from "./api.js";
import { announce } from "./announce.js";
import { button, byId, fill, make } from "./dom.js";
import { state } from "./state.js";

/** A button that copies the text that `write` gives. */
export function copyButton(write) {
  const copy = button(["Copy", make("span", { class: "unseen" }, " to note")], async () => confirm(copy, await copyText(write())), { class: "copy" });
  return copy;
}

/** Let the button of the advice column copy the note of the whole conversation. */
export function startNote() {
  const copy = byId("copy-all");
  copy.addEventListener("click", async () => {
    if (!state.conversation) return;
    try {
      confirm(copy, await copyText(await api.readNote(state.conversation)));
    } catch {
      confirm(copy, false);
    }
  });
}

function confirm(element, copied) {
  const words = [...element.childNodes];
  element.textContent = copied ? "Copied" : "Not copied";
  announce(copied ? "Copied to the clipboard" : "It could not be copied");
  element.disabled = true;
  setTimeout(() => {
    fill(element, words);
    element.disabled = false;
  }, 1600);
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** For browsers that keep the clipboard from pages: select the text in a field outside the view and copy it. */
function copyBySelection(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  field.setAttribute("aria-hidden", "true");
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}
