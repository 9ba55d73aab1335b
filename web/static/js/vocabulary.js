// The words of the fact vocabulary: labels, choices, units, and how a value is shown.

const PRETTY_UNITS = {
  "umol/L": "µmol/L", "10^9/L": "×10⁹/L", "10^3/uL": "×10³/µL", "/uL": "/µL", "/mm3": "/mm³",
  "degC": "°C", "degF": "°F", "kg/m2": "kg/m²", "mL/min/1.73m2": "mL/min/1.73 m²", "mg/28 d": "mg per 28 days",
  "year": "years",
};
const vocabulary = { facts: new Map(), groups: new Map(), topics: new Map() };

/** Read the vocabulary from the server, once. */
export async function loadVocabulary() {
  const response = await fetch("/vocabulary.json", { credentials: "same-origin" });
  if (!response.ok) throw new Error("The vocabulary did not load.");
  const { facts, groups, topics } = await response.json();
  for (const fact of facts) vocabulary.facts.set(fact.id, fact);
  for (const { id, title } of groups) vocabulary.groups.set(id, title);
  for (const { id, title } of topics) vocabulary.topics.set(id, title);
}

/** The definition of a fact; one not in the vocabulary is shown under its id. */
export const definition = (id) => vocabulary.facts.get(id) ?? { id, label: id, type: "text", group: "", choices: [], units: [] };

/** Every fact a person can give, in the order of the vocabulary. */
export const askable = () => [...vocabulary.facts.values()].filter((fact) => !fact.derived);

/** The short clinical name of a fact. */
export const labelOf = (id) => definition(id).label;

/** The groups of facts in their order, each with its heading. */
export const groups = () => [...vocabulary.groups];

/** Fact ids in the order of the vocabulary. */
export function inOrder(ids) {
  const place = new Map([...vocabulary.facts.keys()].map((id, n) => [id, n]));
  return [...ids].sort((a, b) => (place.get(a) ?? Infinity) - (place.get(b) ?? Infinity));
}

/** The title of a topic. */
export const topicTitle = (topic) => vocabulary.topics.get(topic) ?? topic.replaceAll("_", " ");

/** A unit as it is printed. */
export const prettyUnit = (unit) => PRETTY_UNITS[unit] ?? unit ?? "";

/** The words of one choice of a fact. */
export function choiceWord(id, value) {
  return definition(id).choices.find((choice) => choice.value === value)?.label ?? String(value);
}

/** A number with enough places to show on which side of a whole number it lies. */
export function showNumber(value) {
  if (typeof value !== "number" || Number.isInteger(value)) return String(value);
  for (const places of [1, 2, 3, 4]) {
    const text = value.toFixed(places);
    if (Number(text) === value || Number(text) !== Math.round(value)) return text;
  }
  return String(value);
}

/** The value of a fact in words, with its unit: "38.2 mL/min", "30 to below 40 mL/min", "yes", "not known". */
export function showValue(id, fact) {
  if (fact === undefined) return "not asked";
  const bare = typeof fact !== "object" ? { value: fact } : fact;
  if (bare.low !== undefined || bare.high !== undefined) return withUnit(showRange(bare), bare.unit ?? definition(id).unit);
  if (bare.value === "unknown") return "not known";
  if (typeof bare.value === "boolean") return bare.value ? "yes" : "no";
  if (typeof bare.value === "number") return withUnit(showNumber(bare.value), bare.unit ?? definition(id).unit);
  return choiceWord(id, bare.value);
}

function showRange({ low, high }) {
  if (low === undefined) return `at most ${showNumber(high)}`;
  if (high === undefined) return `at least ${showNumber(low)}`;
  const whole = Math.round(high * 1e6) / 1e6;
  const below = high !== whole && Math.abs(high - whole) < 1e-9;
  return below ? `${showNumber(low)} to below ${showNumber(whole)}` : `${showNumber(low)} to ${showNumber(high)}`;
}

const withUnit = (number, unit) => [number, prettyUnit(unit)].filter(Boolean).join(" ").replace(" %", "%");

/** A condition of a rule with the signs of print. */
export const showCondition = (text) => text.replaceAll("<=", "≤").replaceAll(">=", "≥");
