// A field for a number and its unit: with several units the unit is tapped to answer, so none is ever assumed.

import { button, make, show } from "./dom.js";
import { prettyUnit } from "./vocabulary.js";

const NUMBER = "(?:\\d+(?:\\.\\d+)?|\\.\\d+)";
const POINT = new RegExp(`^${NUMBER}$`);
const RANGE = new RegExp(`^(${NUMBER})\\s*(?:-|–|to)\\s*(${NUMBER})$`, "i");
let count = 0;

/** Read what was typed: `{value}`, `{low, high}`, or `{fault}` with what to write instead. Nothing is rounded. */
export function readNumber(typed) {
  const text = typed.trim();
  if (!text) return { fault: "Write a number first." };
  if (POINT.test(text)) return { value: Number(text) };
  const range = RANGE.exec(text);
  if (range) return { low: Number(range[1]), high: Number(range[2]) };
  if (/^\d+,\d+$/.test(text)) return { fault: "Write decimals with a point: a comma could also part thousands." };
  return { fault: "Write a number such as 38.2, or a range such as 30-40." };
}

/** The field for one numeric fact; `answer(value)` gets a value in the contract's form. */
export function numberField(fact, answer) {
  const name = `number-${(count += 1)}`;
  const units = fact.units.length ? fact.units : [""];
  const fault = make("p", { class: "fault", id: `${name}-fault`, role: "alert", hidden: true });
  const input = make("input", {
    id: name, type: "text", inputmode: "decimal", autocomplete: "off", enterkeyhint: "send", class: "number",
    placeholder: hint(fact), "aria-describedby": `${name}-fault`, "data-key": "number",
  });
  const dated = fact.fresh_days ? dateField(name) : null;
  const give = (unit) => submit({ fact, input, fault, unit, date: dated?.querySelector("input").value, answer });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (units.length === 1) give(units[0]);
    else complain(input, fault, `Tap the unit: ${units.map(prettyUnit).join(" or ")}.`);
  });
  return make("div", { class: "number-field" },
    make("label", { for: name, class: "unseen" }, fact.label),
    make("div", { class: "number-row" }, input,
      units.length > 1
        ? units.map((unit) => button(prettyUnit(unit), () => give(unit), { class: "unit" }))
        : [units[0] ? make("span", { class: "one-unit" }, prettyUnit(units[0])) : null, button("Save", () => give(units[0]), { class: "unit primary" })]),
    fault, dated);
}

function hint({ low, high, type }) {
  if (low === undefined) return "";
  return type === "integer" ? `${low}–${high}` : "";
}

function dateField(name) {
  const today = new Date();
  const local = new Date(today.getTime() - today.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  return make("details", { class: "from-date" },
    make("summary", {}, "From another day?"),
    make("label", { for: `${name}-date` }, "Date of the value "),
    make("input", { id: `${name}-date`, type: "date", max: local }));
}

function submit({ fact, input, fault, unit, date, answer }) {
  const read = readNumber(input.value);
  if (read.fault) return complain(input, fault, read.fault);
  show(fault, false);
  input.removeAttribute("aria-invalid");
  const value = { ...read, ...(unit ? { unit } : {}), ...(date ? { at: date } : {}) };
  const bare = Object.keys(value).length === 1 && value.value !== undefined;
  return answer(bare ? value.value : value);
}

function complain(input, fault, words) {
  fault.textContent = words;
  show(fault, true);
  input.setAttribute("aria-invalid", "true");
  input.focus();
}
