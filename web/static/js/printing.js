// Opens what is folded in the patient and advice columns for printing, and folds it again after.

import { byId } from "./dom.js";

/** Listen for printing. */
export function startPrinting() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = ["patient", "advice"].flatMap((id) => [...byId(id).querySelectorAll("details:not([open])")]);
    for (const fold of opened) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  });
}
