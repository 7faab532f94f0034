// What a page looks like in one state, measured in the page itself: `survey.look(state, checks)` keeps every
// fault that it sees, under the name of the check, with the state and enough words to find the place.
// survey_text.js and survey_targets.js add the checks.
window.survey = (() => {
  const MOST_KEPT = 12; // of one kind in one state: enough to see the pattern
  const checks = {};
  const memories = [];
  let found = {}, counts = {}, state = "";

  // What reads as prose: sentences of the text. Tables, navigation, titles and labels in small letters are not.
  const PROSE = ".opening__question, .text p, .text li, .text dd";
  const NOT_PROSE = "table, nav, figcaption, summary, button, label, svg, .figure__controls, .figure__files, .explanation__name, .page--sources h3 + p";

  function fault(check, element, words) {
    counts[check] = (counts[check] || 0) + 1;
    if (counts[check] <= MOST_KEPT) (found[check] = found[check] || []).push(`${state}: ${words} at ${place(element)}`);
  }

  function place(element) {
    const names = [];
    for (let part = element; part && part !== document.body && names.length < 3; part = part.parentElement) {
      const first = (part.getAttribute("class") || "").trim().split(/\s+/)[0];
      names.unshift(part.localName + (part.id ? `#${part.id}` : first ? `.${first}` : ""));
    }
    return `${names.join(" > ")} "${element.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}"`;
  }

  // Shown, or shown to a keyboard, and not only for a screen reader.
  function isSeen(element) {
    return element.checkVisibility({ visibilityProperty: true }) && !isForEars(element);
  }

  const isForEars = remember((element) => element !== document.body
    && (getComputedStyle(element).clipPath === "inset(50%)" || isForEars(element.parentElement)));

  // What was computed for an element is kept for as long as the page stays in one state.
  function remember(compute) {
    const kept = new Map();
    memories.push(kept);
    return (element) => {
      if (!kept.has(element)) kept.set(element, compute(element));
      return kept.get(element);
    };
  }

  function number(text) {
    return parseFloat(text) || 0;
  }

  function sizeOf(element) {
    return number(getComputedStyle(element).fontSize);
  }

  // Every text that is seen: the element that holds it, its words, its size on the screen.
  const textsOf = remember(() => {
    const all = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode, element = node.parentElement, words = node.data.trim();
      if (words && isSeen(element)) all.push({ node, element, words, size: sizeOf(element) * scaleOf(element) });
    }
    return all;
  });
  const texts = () => textsOf(document.body);

  function scaleOf(element) {
    const drawing = element.closest("svg");
    return drawing && drawing.viewBox.baseVal.width
      ? drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width : 1;
  }

  // Words that the style sheet writes before or behind an element.
  const writtenOf = remember(() => [...document.body.querySelectorAll("*")]
    .filter((element) => !element.closest("svg") && isSeen(element))
    .flatMap((element) => ["::before", "::after"].map((pseudo) => ({ element, style: getComputedStyle(element, pseudo) })))
    .filter(({ style }) => !["none", "normal", '""'].includes(style.content)));
  const writtenByStyle = () => writtenOf(document.body);

  const proseOf = remember(() => {
    const body = sizeOf(document.body);
    return [...document.querySelectorAll(PROSE)].filter((block) =>
      !block.closest(NOT_PROSE) && isSeen(block) && sizeOf(block) >= body - 0.5 && ownWords(block).length >= 15);
  });
  const prose = () => proseOf(document.body);

  // The words that stand in a block itself, links and emphasis included, without those of blocks within it.
  function ownWords(block) {
    return [...block.childNodes].filter((node) => node.nodeType === 3 || isInline(node))
      .map((node) => node.textContent).join("").trim();
  }

  function isInline(node) {
    return node.nodeType === 1 && getComputedStyle(node).display === "inline";
  }

  function look(name, names) {
    state = name;
    counts = {};
    memories.forEach((kept) => kept.clear());
    names.forEach((check) => checks[check]());
  }

  // Puts the page into each state in turn; what a reader chose is set by the site's own settings.
  function walk(states) {
    for (const { name, settings, looks } of states) {
      explainer.settings.setAll(settings);
      look(name, looks);
    }
    explainer.settings.reset();
  }

  function faults() {
    const all = found;
    found = {};
    return all;
  }

  return { checks, fault, faults, isInline, isSeen, look, number, ownWords, place, prose, remember, sizeOf, texts, walk, writtenByStyle };
})();
