// On a narrow page the question stands in the conversation, so that a long list is read to its end before its button.

import { byId, fill, icon, make, narrow, show } from "./dom.js";
import { subscribe } from "./state.js";

const area = byId("asked");
const LEAST_IN_VIEW = 40;
const STEPS = Array.from({ length: 21 }, (_, n) => n / 20);
let inView = true;

/** Put the question where the width of the page wants it, and point to it while it is out of view. */
export function startPlacing() {
  const pointer = byId("to-question");
  pointer.addEventListener("click", () => area.scrollIntoView({ block: "nearest" }));
  new IntersectionObserver((entries) => {
    inView = entries.at(-1).intersectionRect.height >= LEAST_IN_VIEW;
    showPointer(pointer);
  }, { threshold: STEPS }).observe(area);
  subscribe((names) => {
    if (names.has("question")) showPointer(pointer);
  });
  window.addEventListener("resize", place);
  place();
}

function place() {
  if (narrow() === byId("scroll").contains(area)) return;
  if (narrow()) byId("scroll").append(area);
  else byId("why-text").before(area);
}

function showPointer(pointer) {
  const words = area.querySelector(".asked-text")?.textContent ?? "";
  fill(pointer, icon("down"), make("span", { class: "pointer-words" }, words));
  show(pointer, narrow() && !area.hidden && !inView);
}
