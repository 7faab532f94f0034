// The sentence under the pointer, tapped, focused or read aloud, in large type at the bottom of the screen.
const BLOCKS = "a, button, summary, label, select, th, td, p, li, dt, dd, h1, h2, h3, figcaption, text";
const SILENT = "svg, script, rp, .visually-hidden, [hidden]";
const bar = document.querySelector(".caption-bar");
const words = bar.querySelector(".caption-bar__words");
const close = bar.querySelector(".caption-bar__close");
const root = document.documentElement;
let shown, before;

// The words of a part of the page, without its links; with its pinyin where that is asked for.
function copy(node, to) {
  if (node.nodeType === Node.TEXT_NODE) return to.append(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SILENT)) return;
  if (node.localName === "rt" && !explainer.settings.get("captionPinyin")) return;
  const isRuby = node.localName === "ruby" || node.localName === "rt";
  const copied = isRuby || node.lang ? document.createElement(isRuby ? node.localName : "span") : to;
  if (node.lang) copied.lang = node.lang;
  node.childNodes.forEach((child) => copy(child, copied));
  if (copied !== to) to.append(copied);
}

function show(parts) {
  // What was explained may be closed by now.
  if (!parts[0].isConnected) return;
  shown = parts;
  words.textContent = "";
  words.lang = parts[0].closest("[lang]").lang;
  // Characters under one pinyin come with it, and once.
  new Set(parts.map((part) => part.closest("ruby") || part)).forEach((part) => copy(part, words));
  bar.scrollTop = 0;
  measure();
}

// The sentence nearest to the finger, where it came down between two lines.
function nearest(block, { clientX, clientY }) {
  const away = (piece) => Math.min(...Array.from(piece.getClientRects(), (box) =>
    Math.hypot(clientX - Math.max(box.left, Math.min(clientX, box.right)), clientY - Math.max(box.top, Math.min(clientY, box.bottom)))));
  return Array.from(block.querySelectorAll(".sentence")).sort((one, other) => away(one) - away(other))[0];
}

function follow(event) {
  const { target } = event;
  if (!target.closest || bar.contains(target) || target.closest(".figure__image > :not(svg)")) return;
  const piece = target.closest(".sentence") || (target.matches("a") && target.querySelector(".sentence"));
  const block = target.closest(BLOCKS);
  const near = !piece && block && event.clientX !== undefined && nearest(block, event);
  const label = target.labels && target.labels[0];
  // A figure is one sentence to the ear and several to the eye.
  const said = piece || near;
  if (said && !said.closest("figure")) show(explainer.sentences()[said.dataset.sentence].pieces);
  else if (label || block) show([label || block]);
}

function followFocus(event) {
  if (!bar.contains(event.target)) before = event.target;
  follow(event);
}

function followVoice({ detail }) {
  show(detail.pieces);
}

function leave() {
  explainer.settings.set("caption");
  const isThere = before && before.getClientRects().length;
  (isThere ? before : document.getElementById("main")).focus({ preventScroll: true });
}

function measure() {
  root.style.setProperty("--caption-height", `${bar.offsetHeight}px`);
}

const listeners = { pointerover: follow, pointerdown: follow, focusin: followFocus, sentence: followVoice };

function apply() {
  const isOn = explainer.settings.get("caption") === "on";
  if (isOn && bar.hidden) {
    for (const type in listeners) document.addEventListener(type, listeners[type]);
    addEventListener("resize", measure);
  } else if (!isOn && !bar.hidden) {
    for (const type in listeners) document.removeEventListener(type, listeners[type]);
    removeEventListener("resize", measure);
  }
  bar.hidden = !isOn;
  if (isOn && shown) show(shown);
  measure();
}

close.addEventListener("click", leave);
bar.addEventListener("keydown", (event) => { if (event.key === "Escape") leave(); });
explainer.load("sentences").then(() => {
  explainer.sentences();
  document.addEventListener("settings", apply);
  apply();
}).catch((error) => console.error(error));
