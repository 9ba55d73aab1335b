// The advice column: what stands now, what is remarked on, what is still open, and what no longer stands.

import { adviceCard, isBackground } from "./card.js";
import { bottomLine, inOrder, markOf } from "./changes.js";
import { byId, fill, icon, make, refill, show, unbroken } from "./dom.js";
import { noticeList } from "./notices.js";
import { stillNeeded } from "./patient.js";
import { state, subscribe } from "./state.js";
import { openTopics } from "./unsettled.js";
import { topicTitle } from "./vocabulary.js";
import { headline, statusWord } from "./wording.js";

/** Show the advice whenever it changes. */
export function startAdvice() {
  subscribe((names) => {
    if (names.has("advice") || names.has("turns")) showAdvice();
  });
  showAdvice();
}

function showAdvice() {
  const ordered = inOrder(state.advice);
  const parts = ["emergency", "main", "background"].map((part) => ordered.filter((row) => partOf(row) === part));
  const number = numbering(parts.flat());
  const [urgent, main, background] = parts.map((rows) => rows.map((row) =>
    adviceCard(row, { mark: markOf(state.marks, row), number, headlineOf })));
  refill(byId("advice-list"),
    urgent,
    noticeList(state.notices, true),
    main,
    noticeList(state.notices, false),
    openTopics(state.unsettled, Boolean(state.question)),
    background.length ? make("h3", { class: "part-title" }, "Background") : null,
    background,
    replacedList(),
    sourceList(state.advice, number));
  show(byId("advice-empty"), state.turns.length === 0);
  show(byId("copy-all"), state.advice.length > 0);
  showBottomLine();
}

const partOf = (row) => (row.action === "emergency" ? "emergency" : isBackground(row) ? "background" : "main");

/** Numbers for the findings in the order in which the cards cite them. */
function numbering(advice) {
  const numbers = new Map();
  for (const row of advice) {
    for (const { id } of row.evidence ?? []) if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
  }
  return (id) => numbers.get(id);
}

/** Every source with the numbers of its findings: folded on the screen, open on paper. */
function sourceList(advice, number) {
  const cited = new Map(advice.flatMap((row) => row.evidence ?? []).map((row) => [row.id, row]));
  const sources = Map.groupBy([...cited.values()], ({ citation }) => citation);
  if (!cited.size) return null;
  return make("details", { class: "source-list" },
    make("summary", {}, `Sources (${sources.size})`),
    make("ul", {}, [...sources].map(([citation, findings]) => make("li", {},
      make("span", { class: "numbers" }, findings.map(({ id, url }, n) => [n ? ", " : "", make("a", { href: url }, String(number(id)))])),
      make("span", {}, citation)))));
}

/** The headline of the stop that withholds a row, or its id in plain words. */
function headlineOf(rule) {
  const row = state.advice.find((candidate) => candidate.rule === rule);
  return row ? headline(row) : rule.replace(/^stop-/, "").replaceAll("-", " ");
}

function replacedList() {
  if (!state.replaced.length) return null;
  return make("details", { class: "replaced-list" },
    make("summary", {}, `No longer stands since the last message (${state.replaced.length})`),
    make("ul", {}, state.replaced.map((row) => make("li", {},
      icon("replaced"), make("s", {}, unbroken(headline(row))),
      make("span", { class: "was" }, ` was ${statusWord(row).toLowerCase()}, ${topicTitle(row.topic)}`)))));
}

/** The line that counts, in the bar of the narrow page and at the head of the column. */
function showBottomLine() {
  const line = bottomLine(state.advice, state.unsettled, stillNeeded().size);
  for (const place of document.querySelectorAll("[data-bottom-line]")) {
    place.className = `bottom-line ${line.tone}`;
    fill(place, icon(line.tone), make("span", { class: "line-word" }, line.word), " ",
      make("span", { class: "line-text" }, unbroken(line.headline), line.also ? [", ", make("em", {}, line.also)] : null));
  }
}
