// Numbered citations, and the drawer that shows the finding behind one.

import * as api from "./api.js";
import { button, byId, fill, make } from "./dom.js";
import { showNumber } from "./vocabulary.js";

const drawer = byId("drawer");

/** One chip for each finding a card rests on; `number` gives its number. */
export function citationChips(evidence, number) {
  if (!evidence.length) return make("span", {});
  return make("ul", { class: "citations", "aria-label": "Citations" }, evidence.map((row) => make("li", {},
    button([make("span", { class: "unseen" }, "Citation "), String(number(row.id))], () => openFinding(row, number(row.id)),
      { class: "cite", title: row.citation, "data-finding": row.id }))));
}

/** Let the drawer close with its button or a tap beside it. */
export function startCitations() {
  byId("drawer-close").addEventListener("click", () => drawer.close());
  drawer.addEventListener("click", (event) => {
    if (event.target === drawer) drawer.close();
  });
}

/** Open the drawer with one finding: what is known of it at once, the details as they come. */
export async function openFinding(row, number) {
  fill(byId("drawer-title"), `Citation ${number}`);
  fill(byId("drawer-body"), summary(row), make("p", { class: "hint" }, "Reading the finding…"));
  drawer.showModal();
  drawer.dataset.finding = row.id;
  const rest = await api.readFinding(row.id).then(details, () => make("p", { class: "hint" }, "The details could not be read just now."));
  if (drawer.dataset.finding === row.id) fill(byId("drawer-body"), summary(row), rest, links(row));
}

function summary({ statement, citation }) {
  return [make("p", { class: "statement" }, statement), make("p", { class: "citation" }, citation)];
}

function details(finding) {
  const rows = [
    ["Study", finding.study],
    ["Population", finding.population],
    ["Patients", finding.n === undefined ? null : `n = ${finding.n}`],
    ["Endpoint", finding.endpoint],
    [finding.arm ?? "Value", figure(finding.value, finding.unit)],
    ["As the arithmetic gives it", figure(finding.corrected, finding.unit)],
    [finding.comparator_arm ?? "Compared with", figure(finding.comparator_value, finding.unit)],
    ["P value", finding.p_value],
    ["Where", finding.where],
    ["Edition", finding.edition],
  ].filter(([, value]) => value !== undefined && value !== null);
  return [
    make("dl", { class: "details" }, rows.map(([name, value]) => [make("dt", {}, name), make("dd", {}, String(value))])),
    caveats([...(finding.caveats ?? []), ...(finding.later ?? []).map((text) => `Since then: ${text}`)]),
    references(finding.references ?? []),
  ];
}

/** A figure with its unit; a value that is words, or has none, stands alone. */
function figure(value, unit) {
  if (value === undefined || value === null) return null;
  const shown = typeof value === "number" ? showNumber(value) : value;
  return unit && unit !== "text" ? `${shown} ${unit}`.replace(" %", "%") : shown;
}

function caveats(list) {
  if (!list.length) return null;
  return make("div", { class: "caveats" }, make("p", { class: "small-title" }, "Caveats"),
    make("ul", {}, list.map((caveat) => make("li", {}, caveat))));
}

function references(numbers) {
  if (!numbers.length) return null;
  return make("p", { class: "references" }, "Review reference ",
    numbers.map((number, n) => [n ? ", " : "", make("a", { href: `/references/${number}` }, String(number))]));
}

function links({ id, doi }) {
  return make("p", { class: "links" },
    make("a", { href: `/evidence/${encodeURIComponent(id)}` }, "Open this finding"),
    doi ? [" · ", make("a", { href: `https://doi.org/${encodeURI(doi)}`, rel: "noreferrer", target: "_blank" }, `doi ${doi}`)] : null);
}
