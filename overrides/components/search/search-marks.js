// Marks on this page what the reader had searched for, and says so; Escape or the button removes the marks.
const MARKS = "search-marks";
const LEFT_OUT = "rt, rp, svg, button, script, style, .visually-hidden, .page-links, .search__box, [hidden]";
const box = document.querySelector("[data-marked]");
const LETTER = /[a-z0-9]/;
let remove = null;

function taken() {
  try {
    const found = JSON.parse(sessionStorage.getItem(MARKS));
    if (!found || found.path !== location.pathname) return null;
    sessionStorage.removeItem(MARKS);
    return Array.isArray(found.pieces) ? found : null;
  } catch (error) {
    return null;
  }
}

// Each block's text as one string, with the nodes that it comes from: pinyin lies between characters.
function blocks() {
  const found = new Map();
  document.querySelectorAll(".text, .opening").forEach((part) => {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest(LEFT_OUT)) continue;
      const block = node.parentElement.closest("p, li, td, th, h1, h2, h3, figcaption, div");
      if (!found.has(block)) found.set(block, []);
      found.get(block).push(node);
    }
  });
  return [...found.values()];
}

function ranges(text, pieces) {
  const plain = text.toLowerCase();
  const isMarked = new Array(text.length).fill(false);
  for (const piece of pieces) {
    if (!piece) continue;
    for (let at = plain.indexOf(piece); at >= 0; at = plain.indexOf(piece, at + piece.length)) {
      // Not the app in “happened”.
      if (!LETTER.test(piece[0]) || !LETTER.test(plain[at - 1] || "")) isMarked.fill(true, at, at + piece.length);
    }
  }
  const pairs = [];
  isMarked.forEach((yes, at) => {
    if (yes && at && isMarked[at - 1]) pairs[pairs.length - 1][1] = at + 1;
    else if (yes) pairs.push([at, at + 1]);
  });
  return pairs;
}

function wrap(node, from, to) {
  const part = node.splitText(from);
  part.splitText(to - from);
  const mark = document.createElement("mark");
  mark.className = "search-mark";
  part.replaceWith(mark);
  mark.append(part);
  return mark;
}

explainer.markSearch = () => {
  const found = taken();
  if (!found || !box) return;
  if (remove) remove();
  const pieces = found.pieces.map((piece) => String(piece).toLowerCase());
  const marks = [];
  let count = 0;
  for (const nodes of blocks()) {
    const text = nodes.map((node) => node.data).join("");
    let end = 0;
    const placed = nodes.map((node) => ({ node, start: end, end: (end += node.data.length) }));
    // From the end: what is cut off leaves the places before it as they are.
    for (const [from, to] of ranges(text, pieces).reverse()) {
      count += 1;
      for (const { node, start, end: stop } of placed) {
        if (start < to && stop > from) marks.push(wrap(node, Math.max(from, start) - start, Math.min(to, stop) - start));
      }
    }
  }
  if (!count) return;
  const note = document.createElement("div");
  note.className = "search-marks";
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet-button";
  button.textContent = box.dataset.unmark;
  note.append(told, button);
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const place = target && document.querySelector(".text").contains(target) ? target : document.querySelector(".text").firstElementChild;
  if (place === target) place.after(note);
  else place.before(note);
  setTimeout(() => { told.textContent = box.dataset.marked.replace("#2", count).replace("#1", () => found.query); });
  const onKey = (event) => { if (event.key === "Escape" && !event.defaultPrevented) remove(); };
  remove = () => {
    marks.forEach((mark) => {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    });
    note.remove();
    document.removeEventListener("keydown", onKey);
    remove = null;
  };
  button.addEventListener("click", () => {
    remove();
    document.getElementById("main").focus({ preventScroll: true });
  });
  document.addEventListener("keydown", onKey);
};
explainer.markSearch();
