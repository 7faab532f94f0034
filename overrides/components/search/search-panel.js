// The form of search answers while the reader types, pastes or dictates. Nothing that is typed leaves the page.
const PAUSE = 120; // milliseconds without a change, before it is looked for
const COMPOSING_PAUSE = 1500; // some keyboards compose each word until the next
const MARKS = "search-marks";
const RECENT = "search-recent";
const panel = document.getElementById("search-panel");
const box = document.querySelector("[data-search]");
const link = document.querySelector('[data-module="search"]');
const form = box.querySelector("form");
const input = box.querySelector("input");
const status = box.querySelector("[role=status]");
const list = box.querySelector("ol");
const more = box.querySelector("[data-more]");
const recent = box.querySelector("[data-recent]");
const lang = document.documentElement.lang === "en" ? "en" : "zh";
const otherLang = lang === "zh" ? "en" : "zh";
const absolute = (address) => new URL(address, location.href).href;
const heads = { [lang]: absolute(box.dataset.search), [otherLang]: absolute(box.dataset.other) };
const homes = { [lang]: absolute(box.dataset.home), [otherLang]: absolute(box.dataset.otherHome) };
let ask, timer, number = 0, asked = "", shown = null, wantsFirst = false;

// The session's own memory; a browser may refuse it.
function memory(name, value) {
  try {
    if (value) sessionStorage.setItem(name, value);
    return sessionStorage.getItem(name) || "";
  } catch (error) {
    return "";
  }
}

// The engine in a worker, or in the page where a browser has none or lets none be made.
function start() {
  const waiting = {};
  try {
    const worker = new Worker(explainer.address("search-engine"));
    worker.onmessage = ({ data }) => { if (waiting[data.number]) waiting[data.number](data); };
    worker.onerror = (event) => {
      event.preventDefault();
      ask = inPage();
      if (asked) look(asked);
    };
    return (message, receive) => {
      for (const old in waiting) if (Number(old) < message.number) delete waiting[old];
      waiting[message.number] = receive;
      worker.postMessage(message);
    };
  } catch (error) {
    return inPage();
  }
}

function inPage() {
  let answer;
  return async (message, receive) => {
    try {
      await explainer.load("search-engine");
      answer = answer || self.createAnswers();
      await answer(message, receive);
    } catch (error) {
      receive({ number: message.number, error: String(error) });
    }
  };
}

// While the reader begins to type, the engine and its head come.
function getReady() {
  if (ask) return;
  ask = start();
  ask({ number, heads, lang, isOpening: true }, () => {});
}

function look(text) {
  asked = text;
  shown = null;
  number += 1;
  if (!text) {
    wantsFirst = false;
    return clear();
  }
  if (!list.childElementCount) tell(status.dataset.searching);
  getReady();
  ask({ number, heads, text, lang }, receive);
}

function receive({ number: which, found, error }) {
  if (which !== number) return;
  if (error) {
    console.error(error);
    clear();
    return tell(status.dataset.failed);
  }
  shown = found;
  if (wantsFirst && found.results.length) return open(found.results[0]);
  if (!found.results.length && !found.isComplete) return;
  wantsFirst = false;
  show(found);
}

function clear() {
  shown = null;
  list.textContent = "";
  list.hidden = more.hidden = true;
  tell("");
}

// The same words for another query are said again.
let told, telling;
function tell(words) {
  clearTimeout(telling);
  const isAgain = words && status.textContent === words && told !== asked;
  told = asked;
  if (!isAgain) {
    if (status.textContent !== words) status.textContent = words;
    return;
  }
  status.textContent = "";
  telling = setTimeout(() => { status.textContent = words; }, PAUSE);
}

const SHOWN = 5;
function show(found, isAll) {
  const { results } = found;
  const total = isAll ? results.length : found.total;
  const focused = list.contains(document.activeElement) && document.activeElement;
  fill(results.slice(0, isAll ? undefined : SHOWN));
  list.hidden = !results.length;
  if (focused && document.activeElement !== focused) (list.contains(focused) ? focused : input).focus();
  const rest = isAll ? 0 : total - Math.min(SHOWN, results.length);
  more.hidden = rest <= 0 || !found.isComplete;
  more.textContent = filled(more.dataset.more, rest);
  const { found: several, foundOne, nothing, otherLanguage, partial } = status.dataset;
  const count = total > 1 ? filled(several, total) : total ? foundOne : filled(nothing, asked);
  tell([count, found.other ? otherLanguage : "", found.isPartial && found.isComplete ? partial : ""].filter(Boolean).join(lang === "zh" ? "" : " "));
}

// What is typed may hold signs that mean something to replace().
const filled = (words, value) => words.replace("#1", () => value);

function element(name, className, children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

// A text with what was asked for marked; text nodes only, whatever it holds.
function marked(text, pairs) {
  const parts = [];
  let end = 0;
  for (const [from, to] of pairs) {
    parts.push(text.slice(end, from), element("mark", "search__mark", [text.slice(from, to)]));
    end = to;
  }
  return [...parts, text.slice(end)];
}

// A result that is there already stays: a finger may be on it, or the focus.
function fill(results) {
  const old = new Map(Array.from(list.children, (entry) => [entry.firstChild.href, entry]));
  results.forEach((result, place) => {
    const entry = old.get(addressOf(result)) || element("li", "search__result", [element("a", "search__link", [])]);
    describe(entry.firstChild, result);
    if (list.children[place] !== entry) list.insertBefore(entry, list.children[place] || null);
  });
  while (list.children.length > results.length) list.lastChild.remove();
}

function describe(made, result) {
  made.href = addressOf(result);
  made.lang = made.hreflang = langOf(result.lang);
  const parts = [element("span", "search__heading", marked(result.heading, result.headingPairs))];
  if (result.title !== result.heading) parts.push(element("span", "search__page", [result.title]));
  if (result.sentence) {
    const sentence = element("span", "search__sentence", marked(...shortened(result.sentence, result.pairs)));
    if (result.sentenceLang !== lang) sentence.lang = langOf(result.sentenceLang);
    parts.push(sentence);
  }
  parts.forEach((part, place) => {
    const there = made.children[place];
    if (!there) made.append(part);
    else if (!there.isEqualNode(part)) there.replaceWith(part);
  });
  while (made.children.length > parts.length) made.lastChild.remove();
  made.onclick = () => remember(result);
}

const langOf = (which) => which === "zh" ? "zh-Hans" : "en";

// A long sentence begins a little before its first match.
function shortened(text, pairs) {
  const most = lang === "zh" ? 80 : 200, before = lang === "zh" ? 24 : 60;
  if (text.length <= most) return [text, pairs];
  const first = pairs.length ? pairs[0][0] : 0;
  let from = first > before ? first - before : 0;
  const space = text.indexOf(" ", from);
  if (from && space > 0 && space < first) from = space + 1;
  const to = Math.min(text.length, from + most);
  const lead = from ? "…" : "";
  const cut = pairs.filter((pair) => pair[0] >= from && pair[1] <= to).map((pair) => pair.map((at) => at - from + lead.length));
  return [lead + text.slice(from, to) + (to < text.length ? "…" : ""), cut];
}

function addressOf({ lang: which, uri, id }) {
  return homes[which] + (uri === "." || uri === "./" ? "" : uri) + (id ? `#${id}` : "");
}

// What the next page marks, and the words for the rest of this visit.
function remember({ uri, lang: which, heading, headingPairs, sentence, pairs }) {
  const pieces = [...pairs.map(([from, to]) => sentence.slice(from, to)), ...headingPairs.map(([from, to]) => heading.slice(from, to))];
  memory(RECENT, asked);
  memory(MARKS, JSON.stringify({ path: new URL(addressOf({ lang: which, uri })).pathname, query: asked, pieces: [...new Set(pieces)] }));
}

function open(result) {
  wantsFirst = false;
  remember(result);
  const address = addressOf(result);
  const isHere = address.split("#")[0] === location.href.split("#")[0];
  location.href = address;
  if (isHere) arrive(); // nothing is loaded anew
}

function arrive() {
  if (panel) close();
  const section = document.getElementById(decodeURIComponent(location.hash.slice(1))) || document.getElementById("main");
  section.tabIndex = -1;
  section.focus();
  explainer.load("search-marks").then(() => explainer.markSearch()).catch((error) => console.error(error));
}

function close() {
  clearTimeout(timer);
  wantsFirst = false;
  panel.hidden = true;
  link.setAttribute("aria-expanded", false);
}

function setOpen(isOpen) {
  if (!isOpen) {
    close();
    return link.focus();
  }
  panel.hidden = false;
  link.setAttribute("aria-expanded", true);
  input.focus();
  input.select();
}

function soon(pause) {
  clearTimeout(timer);
  timer = setTimeout(() => { if (input.value.trim() !== asked) look(input.value.trim()); }, pause);
}

input.addEventListener("focus", getReady);
input.addEventListener("input", (event) => {
  wantsFirst = false;
  recent.hidden = true;
  soon(event.isComposing ? COMPOSING_PAUSE : PAUSE);
});
input.addEventListener("compositionend", () => soon(PAUSE));
input.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.key !== "Enter") return;
  // Enter opens the best section, at once or as soon as it is found.
  event.preventDefault();
  const text = input.value.trim();
  if (!text) return;
  clearTimeout(timer);
  if (text === asked && shown && shown.results.length) return open(shown.results[0]);
  wantsFirst = true;
  if (text !== asked || !shown) look(text);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim();
  clearTimeout(timer);
  if (text && (text !== asked || !shown)) look(text);
  const first = list.querySelector("a");
  if (text && text === asked && first) first.focus();
  else input.focus();
});
box.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape" && panel) {
    event.preventDefault();
    setOpen(false);
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const links = [...list.querySelectorAll("a")];
    const now = links.indexOf(document.activeElement);
    if (!links.length || (now < 0 && (document.activeElement !== input || event.key === "ArrowUp"))) return;
    event.preventDefault();
    const next = now + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? input : links[Math.min(next, links.length - 1)]).focus();
  }
});
list.addEventListener("click", (event) => {
  const target = event.target.closest("a");
  if (target && target.pathname === location.pathname && !event.ctrlKey && !event.metaKey && !event.shiftKey) setTimeout(arrive);
});
more.addEventListener("click", () => {
  const place = list.childElementCount;
  ask({ number, text: asked, lang, isMore: true }, (answer) => {
    if (answer.error || answer.number !== number) return;
    shown = answer.found;
    show(shown, true);
    if (list.children[place]) list.children[place].firstChild.focus();
  });
});
recent.addEventListener("click", () => {
  input.value = memory(RECENT);
  recent.hidden = true;
  input.focus();
  look(input.value.trim());
});
const closer = box.querySelector("[data-close]");
if (closer) closer.addEventListener("click", () => setOpen(false));

function offerRecent() {
  const text = memory(RECENT);
  recent.textContent = filled(recent.dataset.recent, text);
  recent.hidden = !text || Boolean(input.value);
}

explainer.openSearch = () => {
  offerRecent();
  if (panel) setOpen(panel.hidden);
  else input.focus();
};

if (!panel) {
  offerRecent();
  const text = new URLSearchParams(location.search).get("q");
  if (text) {
    input.value = text.slice(0, input.maxLength);
    recent.hidden = true;
    look(input.value.trim());
  }
}
