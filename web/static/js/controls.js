// The control that fits one fact: buttons for choices and yes or no, a field with its units for numbers.

import { button, make, unbroken } from "./dom.js";
import { numberField } from "./number.js";
import { choiceWord, definition } from "./vocabulary.js";

const MOST_GRADES = 6;

/**
 * The control for a fact. `answer(value)` is called with the value in its contract form.
 * `offered` are the choices the question offers, when it names them.
 */
export function controlFor(id, answer, { offered, keys = false, current } = {}) {
  const fact = definition(id);
  if (fact.type === "boolean") return choices(yesNo(), answer, { keys, current });
  if (fact.type === "choice") return choices(offeredChoices(id, offered), answer, { keys, current });
  if (grades(fact).length) return choices(grades(fact), answer, { keys, current });
  if (fact.type === "number" || fact.type === "integer") return numberField(fact, answer);
  return choices(offered ? offeredChoices(id, offered) : [], answer, { keys, current });
}

const yesNo = () => [{ value: true, label: "Yes" }, { value: false, label: "No" }];

function offeredChoices(id, offered) {
  const values = offered?.length ? offered.map(valueOf) : definition(id).choices.map((choice) => choice.value);
  return values.map((value) => ({ value, label: capital(choiceWord(id, value)) }));
}

const valueOf = (choice) => (typeof choice === "object" ? choice.value : choice);

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** A scale such as CTCAE grades, short enough for one button each; its digit is its key. */
function grades({ type, low, high }) {
  if (type !== "integer" || low !== 0 || !(high < MOST_GRADES)) return [];
  return Array.from({ length: high + 1 }, (_, value) => ({ value, label: String(value), digit: value }));
}

function choices(offered, answer, { keys, current }) {
  return make("div", { class: offered.length > 4 ? "choices long" : "choices" },
    offered.map(({ value, label, digit }, n) => {
      const key = digit ?? n + 1;
      const chosen = current === value;
      return button(
        [keys && digit === undefined && key <= 9 ? make("kbd", { "aria-hidden": "true" }, String(key)) : null, make("span", {}, unbroken(label))],
        () => answer(value),
        { class: "choice", "data-digit": keys && key <= 9 ? key : null, "aria-pressed": current === undefined ? null : String(chosen) });
    }));
}
