// Shows the conversation: finished turns only, so that a screen reader hears each one once and whole.

import { sameAdvice } from "./changes.js";
import { openFinding } from "./citations.js";
import { button, byId, icon, make, show, unbroken } from "./dom.js";
import { state, subscribe } from "./state.js";
import { understoodList } from "./understood.js";
import { showCondition } from "./vocabulary.js";
import { headline, messageWords } from "./wording.js";

let log = byId("log");
const place = byId("log-place");

/** Show the turns whenever they change. */
export function startConversation() {
  subscribe((names) => {
    if (names.has("turns")) showTurns();
    if (names.has("sending")) show(byId("working"), state.sending.status === "sending");
    if (names.has("turns") || names.has("sending")) toTheEnd();
  });
}

function showTurns() {
  const shown = log.children.length;
  const continues = shown > 0 && state.turns.length === shown + 1 && sameStart(shown);
  if (continues || (shown === 0 && state.turns.length === 1)) log.append(turnArticle(state.turns.at(-1), shown));
  else replaceLog();
  show(byId("welcome"), state.turns.length === 0);
  markReplaced();
}

const sameStart = (shown) => Number(log.lastElementChild.dataset.turn) === state.turns[shown - 1].number;

/** A log that appears with its content is not read aloud again, as a log that is refilled would be. */
function replaceLog() {
  const fresh = log.cloneNode(false);
  fresh.append(...state.turns.map(turnArticle));
  log.remove();
  log = fresh;
  place.append(log);
}

function turnArticle(turn, n) {
  return make("article", { class: "turn", "data-turn": turn.number, "aria-label": `Turn ${n + 1}` },
    make("div", { class: "mine" }, make("span", { class: "unseen" }, "You: "), make("p", {}, messageWords(turn))),
    ["text", "what_if"].includes(turn.kind) ? understoodList(turn) : null,
    make("div", { class: "reply" },
      make("span", { class: "unseen" }, "Lendex: "),
      replacedTag(),
      paragraphs(turn),
      answerSources(turn)));
}

function replacedTag() {
  return make("p", { class: "tag tag-replaced", hidden: true }, icon("replaced"), "Earlier advice, replaced since");
}

/** The reply text, with the question set apart when it ends in it. */
function paragraphs({ text, question, advice, notices }) {
  const asked = question && text.trimEnd().endsWith(question.text) ? question.text : "";
  const body = text.trimEnd().slice(0, text.trimEnd().length - asked.length);
  const quiet = (line) => /^(Noted|For information): /.test(line) || notices.some((notice) => notice.text === line);
  const lines = body.split("\n").map((line) => line.trim()).filter(Boolean);
  return [
    ...lines.map((line) => make("p", { class: quiet(line) ? "line noted" : "line" }, inWeight(showCondition(line), advice))),
    asked ? make("p", { class: "question" }, unbroken(asked)) : null,
  ];
}

/** The findings behind an answer to a question; those behind advice stand on its cards. */
function answerSources({ citations, advice }) {
  const onCards = new Set(advice.flatMap((row) => (row.evidence ?? []).map(({ id }) => id)));
  const rows = citations.filter(({ id }) => !onCards.has(id));
  if (!rows.length) return null;
  return make("ul", { class: "answer-sources", "aria-label": "Sources of this answer" }, rows.map((row, n) =>
    make("li", {}, button(`Source ${n + 1}`, () => openFinding(row, n + 1), { class: "cite", title: row.citation }))));
}

/** A line that begins with the headline of a piece of advice, with that headline in bold. */
function inWeight(line, advice) {
  const headlines = advice.flatMap((row) => [headline(row), row.headline]);
  const found = headlines.find((words) => line.startsWith(words));
  return found ? [make("strong", {}, unbroken(found)), unbroken(line.slice(found.length))] : unbroken(line);
}

/** Advice of an earlier turn never looks current once it has been replaced. */
function markReplaced() {
  const articles = [...log.children];
  state.turns.forEach((turn, n) => {
    const last = n === state.turns.length - 1;
    const replaced = !last && turn.advice.length > 0 && !sameAdvice(turn.advice, state.advice);
    articles[n].classList.toggle("replaced", replaced);
    show(articles[n].querySelector(".tag-replaced"), replaced);
  });
}

/** Show the end of the log, but never scroll past the beginning of the newest turn; after the answer area has its size. */
function toTheEnd() {
  requestAnimationFrame(() => {
    const scroll = byId("scroll");
    const newest = log.lastElementChild;
    const end = scroll.scrollHeight - scroll.clientHeight;
    scroll.scrollTop = newest ? Math.min(end, newest.offsetTop - 8) : end;
  });
}
