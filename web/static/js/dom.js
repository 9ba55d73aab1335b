// Builds elements from plain values; text is always set as text, never read as markup.

const SVG = "http://www.w3.org/2000/svg";

/** One element with its attributes and children; null children are left out, strings become text. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  return add(element, ...children);
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else element.setAttribute(name, value === true ? "" : String(value));
}

/** Append children to an element: nodes, strings, or nested lists of them. */
export function add(element, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

const MEASURES = /\d[\d.]*(?:–\d+)?\s(?:mg|g|mL\/min|µmol\/L|×10⁹\/L|kg|°C|years)(?![\p{L}\d])|(?:days )?\d+–\d+(?: of \d+)?/gu;

/** A text as children whose numbers never part from their units, nor ranges in the middle, at the end of a line. */
export function unbroken(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(MEASURES)) {
    parts.push(text.slice(from, found.index), make("span", { class: "unbroken" }, found[0]));
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)];
}

/** Exchange everything inside an element. */
export function fill(element, ...children) {
  element.replaceChildren();
  return add(element, ...children);
}

/** A drawing from the sheet of icons in the page; it is decoration, a word always stands beside it. */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  drawing.setAttribute("class", `icon icon-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("focusable", "false");
  use.setAttribute("href", `#icon-${name}`);
  drawing.append(use);
  return drawing;
}

/** A button that does not submit a form. */
export function button(label, act, attributes = {}) {
  return make("button", { type: "button", onclick: act, ...attributes }, label);
}

/** The element with this id, which the page is known to hold. */
export function byId(id) {
  return document.getElementById(id);
}

/** Show or hide an element. */
export function show(element, shown) {
  element.hidden = !shown;
}

/** Whether keys pressed now are meant for a field. */
export function typing(target) {
  return target instanceof Element && target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
}

/** Whether the page stands in one column, where patient and advice are sheets. */
export function narrow() {
  return window.matchMedia("(max-width: 44.99rem)").matches;
}

/** Exchange everything inside an element, and put the focus back on the element with the same data-key. */
export function refill(element, ...children) {
  const active = document.activeElement;
  const key = element.contains(active) ? active.dataset.key : undefined;
  fill(element, ...children);
  if (key) element.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  return element;
}
