// Dates the print, opens what is folded in the patient and advice columns for it, and folds it again after.

import { byId } from "./dom.js";

/** Listen for printing. */
export function startPrinting() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    byId("printed").textContent = `Printed ${new Date().toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" })}`;
    opened = ["patient", "advice"].flatMap((id) => [...byId(id).querySelectorAll("details:not([open])")]);
    for (const fold of opened) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  });
}
