// The article cut into sentences, once, at the moment when somebody wants to hear them or to see them large.
// explainer.sentences() gives [{pieces, text, parts: [{text, lang}]}]: where a sentence stands on the page, its
// words, and the same words in lengths that a voice can say. Words, links and looks of the page stay as they are.
const ROOTS = "#main h1, #main .opening__question, #main .opening__context, #main .text";
const LEFT_OUT = "nav, button, pre, .explanation, svg, script, rt, rp, [hidden], [role='status'], .visually-hidden";
const FIGURE_WORDS = ".figure__title, .figure__summary";
const INLINE = /^(inline|inline-block|contents|ruby.*)$/;
const END = /[。！？；]+[”’」』）》】]*|[.!?]+[”’"')\]]*(?=\s|$)/g;
const ABBREVIATION = /(^|[^\w.])((([A-Za-z]\.)*[A-Z]|[ap]\.m|e\.g|i\.e|etc|cf|vs|approx|Mrs?|Ms|Dr|Prof|St|Jr|Sr|Co|Ltd|Inc)\.|No\. \d)$/;
const WORD = /[\p{L}\p{N}]/u;
// Chrome breaks a longer utterance off in the middle.
const LONGEST = 100;
let items;

function cut() {
  const found = [];
  document.querySelectorAll(ROOTS).forEach((root) => runsOf(root).forEach((run) => addSentences(run, found)));
  // From the last one to the first, so that the places in the text still hold.
  found.map((item, number) => item.places.map((place) => [item, number, place])).flat().reverse().forEach(wrap);
  return found.map(({ text, parts, pieces }) => ({ text, pieces, parts: parts.map(shorten).flat() }));
}

function wrap([item, number, [node, from, to]]) {
  const piece = document.createElement("span");
  piece.className = "sentence";
  piece.dataset.sentence = number;
  if (to < node.length) node.splitText(to);
  const words = from ? node.splitText(from) : node;
  words.replaceWith(piece);
  piece.append(words);
  item.pieces.unshift(piece);
}

// The text nodes that follow each other in one line of thought: in one paragraph, one cell, one label.
function runsOf(root) {
  const runs = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let run = {};
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement, figure = parent.closest("figure.figure");
    if (parent.closest(LEFT_OUT) || (figure && !parent.closest(FIGURE_WORDS))) continue;
    let block = parent;
    while (INLINE.test(getComputedStyle(block).display)) block = block.parentElement;
    if (run.block !== block) runs.push((run = { block, figure, nodes: [] }));
    run.nodes.push(node);
  }
  return runs;
}

function addSentences({ block, figure, nodes }, found) {
  const text = nodes.map((node) => node.data).join("");
  ranges(text, getComputedStyle(block).display).forEach(([from, to]) => {
    const words = text.slice(from, to);
    if (!words.trim()) return;
    const places = placesOf(nodes, from + words.search(/\S/), from + words.trimEnd().length);
    let item = found[found.length - 1];
    if (!figure || !item || item.figure !== figure) {
      found.push((item = { figure, text: "", places: [], parts: [], pieces: [] }));
    }
    item.text = `${item.text} ${words}`.replace(/\s+/g, " ").trim();
    item.places.push(...places);
    item.parts.push(...partsOf(places));
  });
}

function ranges(text, display) {
  const ends = [];
  // In a row of boxes each piece would become a box of its own: there all is one sentence.
  for (const match of /flex|grid/.test(display) ? [] : text.matchAll(END)) {
    const end = match.index + match[0].length;
    if (![0, 2].some((more) => ABBREVIATION.test(text.slice(0, end + more)))) ends.push(end);
  }
  // What is left without a word in it belongs to the sentence before.
  if (ends.length && !WORD.test(text.slice(ends[ends.length - 1]))) ends.pop();
  return ends.concat(text.length).map((end, index) => [ends[index - 1] || 0, end]);
}

// [text node, from, to] of each piece.
function placesOf(nodes, from, to) {
  let start = 0;
  return nodes.map((node) => {
    const place = [node, Math.max(0, from - start), Math.min(node.length, to - start)];
    start += node.length;
    return place;
  }).filter(([, first, last]) => first < last);
}

function partsOf(places) {
  const parts = [];
  places.forEach(([node, from, to]) => {
    const text = node.data.slice(from, to).replace(/\s+/g, " ");
    const { lang } = node.parentElement.closest("[lang]");
    const before = parts[parts.length - 1];
    // Marks alone are said, or passed over, with the words beside them.
    if (before && (before.lang === lang || !WORD.test(text) || !WORD.test(before.text))) {
      if (!WORD.test(before.text)) before.lang = lang;
      before.text += text;
    } else {
      parts.push({ text, lang });
    }
  });
  return parts;
}

function shorten({ text, lang }) {
  const parts = [];
  let rest = text.trim();
  while (rest) {
    const head = rest.slice(0, LONGEST);
    const [said] = (rest !== head && (/.*[，、：,;:]/.exec(head) || /.* /.exec(head))) || [head];
    parts.push({ text: said.trim(), lang });
    rest = rest.slice(said.length).trim();
  }
  return parts;
}

explainer.sentences = () => (items = items || cut());
