// The prescribing label, US or EU, always in view at the top, with its switch.

import { byId } from "./dom.js";
import { busy, send } from "./sending.js";
import { labelInForce, state, subscribe } from "./state.js";

const group = byId("label-switch");

/** Show the label in force and let it be switched. */
export function startLabel() {
  for (const radio of group.querySelectorAll("input")) {
    radio.addEventListener("change", () => choose(radio.value));
  }
  subscribe((names) => {
    if (names.has("facts") || names.has("sending")) showLabel();
  });
  showLabel();
}

function choose(value) {
  if (busy()) return showLabel();
  return send({ facts: { label: value } });
}

function showLabel() {
  const { label, chosenBy } = labelInForce();
  for (const radio of group.querySelectorAll("input")) {
    radio.checked = radio.value === label;
    radio.disabled = state.sending.status !== "idle";
  }
  group.classList.toggle("unset", !label);
  byId("label-note").classList.toggle("unset", !label);
  byId("label-note").textContent = label ? (chosenBy === "site" ? "set by the site" : "") : "Choose the label: no dose without it";
}
