// On a narrow page, patient and advice are sheets over the conversation, opened from a bar; the answer field stays.

import { byId, narrow } from "./dom.js";
import { state, subscribe } from "./state.js";
import { stillNeeded } from "./patient.js";

const SHEETS = ["patient", "advice"];
let opened = null;

/** Listen to the bar, to Escape, and to the width of the page. */
export function startSheets() {
  for (const name of SHEETS) byId(`${name}-tab`).addEventListener("click", () => open(opened === name ? null : name));
  byId("talk-tab").addEventListener("click", () => open(null));
  byId("line-tab").addEventListener("click", () => open("advice"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !opened || document.querySelector("dialog[open]")) return;
    const tab = byId(`${opened}-tab`);
    open(null);
    tab.focus();
  });
  window.addEventListener("resize", arrange);
  subscribe((names) => {
    if (names.has("facts") || names.has("advice")) showCounts();
    if (names.has("turns")) open(null);
  });
  showCounts();
  arrange();
}

function open(name) {
  opened = name;
  arrange();
}

/** Only what is in view can be reached by keyboard and screen reader. */
function arrange() {
  const covered = narrow() && opened !== null;
  byId("talk").toggleAttribute("inert", covered);
  document.body.dataset.sheet = covered ? opened : "";
  for (const name of SHEETS) {
    byId(name).toggleAttribute("inert", narrow() && opened !== name);
    byId(`${name}-tab`).setAttribute("aria-expanded", String(opened === name));
  }
  byId("talk-tab").setAttribute("aria-expanded", String(opened === null));
}

function showCounts() {
  const facts = Object.keys(state.facts).length;
  const needed = stillNeeded().size;
  byId("patient-count").textContent = facts ? `${facts} facts${needed ? `, ${needed} needed` : ""}` : "";
  const topics = state.unsettled.length;
  byId("advice-count").textContent = state.advice.length || topics ? `${state.advice.length} given${topics ? `, ${topics} open` : ""}` : "";
}
