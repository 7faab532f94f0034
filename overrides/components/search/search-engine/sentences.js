// The sentence of a section that holds the most of what was asked for, and where.
async function withSentences(found, state, from, to) {
  await Promise.all(found.results.slice(from, to).map(async (result) => {
    const { section } = result;
    try {
      const line = await found.index.text(section);
      if (section.isMinor) [section.id, section.heading] = line;
      result.sentence = bestSentence(section.isMinor ? line.slice(2) : line, found, result);
    } catch (error) {
      state.isPartial = true;
    }
  }));
}

// Where a text holds what was asked for: [from, to] pairs.
function spans(text, found, result) {
  const plain = Array.from(text, (character) => normal(character)[0] || " ").join("");
  const marked = [];
  if (plain.length !== text.length) return marked;
  const set = (at, length) => {
    while (length) marked[at + --length] = true;
  };
  const mark = (piece) => {
    for (let at = plain.indexOf(piece); piece && at >= 0; at = plain.indexOf(piece, at + 1)) set(at, piece.length);
  };
  if (result.literal) mark(result.literal);
  for (const unit of found.units) {
    if (unit.isExtra && unit.kind !== "phrase") continue;
    if (unit.kind === "pair" || unit.kind === "character") mark(unit.text);
    else if (unit.kind === "word") {
      for (const match of plain.matchAll(/[a-z0-9]+/g)) if (unit.literals && unit.literals.has(match[0])) set(match.index, match[0].length);
    } else if (unit.kind === "number") {
      for (const match of plain.matchAll(NUMBER)) {
        const value = Number(match[2].replace(/,/g, "")) * (SCALES[match[3] || match[4]] || 1);
        if (unit.tokens.concat(unit.rounded).some((token) => token.replace("%", "") === `#${written(value)}`)) set(match.index, match[0].trimEnd().length);
      }
    }
  }
  const pairs = [];
  marked.forEach((_, at) => {
    if (marked[at - 1]) pairs[pairs.length - 1][1] = at + 1;
    else pairs.push([at, at + 1]);
  });
  return pairs;
}

function bestSentence(sentences, found, result) {
  let best = { text: "", pairs: [], length: -1 };
  for (const text of sentences) {
    const pairs = spans(text, found, result);
    const length = pairs.reduce((sum, [from, to]) => sum + (to - from) ** 1.5, 0);
    if (length > best.length) best = { text, pairs, length };
  }
  return best;
}
