// The sections that hold the most and the rarest of the units, in their titles and headings above all.
async function rank(index, query, units, state) {
  const found = await Promise.all(units.map((unit) => find(index, unit, state)));
  const total = index.sections.length;
  const weights = found.map(({ size }, place) => (units[place].isExtra && units[place].kind !== "phrase" ? 0.4 : 1) * Math.log(1 + total / (size + 1)));
  // What joins words and yet is rare has to be there after all, and still weighs little.
  if (!state.isPartial) found.forEach(({ size }, place) => { if (size && size < total / 40 && units[place].kind === "pair") units[place].isExtra = false; });
  const needed = weights.reduce((sum, weight, place) => sum + (units[place].isExtra ? 0 : weight), 0) || 1;
  const scores = new Map();
  const entry = (number) => {
    if (!scores.has(number)) scores.set(number, { points: 0, share: 0, told: 0, bonus: 0, held: 0, number });
    return scores.get(number);
  };
  found.forEach((places, place) => {
    const weight = weights[place], unit = units[place];
    const titles = new Map();
    places.forEach((fields, number) => {
      const { page } = index.sections[number];
      if (number === page.first && fields[0]) titles.set(page, fields[0]);
    });
    const touched = new Map(places);
    titles.forEach((_, page) => {
      for (let number = page.first; number < page.end; number++) if (!touched.has(number)) touched.set(number, [0, 0]);
    });
    touched.forEach(([heading, text], number) => {
      const title = titles.get(index.sections[number].page) || 0;
      const score = entry(number);
      const isFirst = number === index.sections[number].page.first;
      score.points += weight * (4 * title + (isFirst && title ? 1 : 4) * heading + text);
      if (text && !unit.isExtra) score.told += weight;
      if (!unit.isExtra) score.share += weight * Math.max(heading, Math.min(1, text), title);
    });
  });
  wholeNames(index, query, entry, needed);
  sameWords(index, units, entry, needed);
  const results = [];
  const isPhrase = units.filter(({ isExtra }) => !isExtra).length > 2;
  scores.forEach(({ points, share, told, bonus, held, number }) => {
    const section = index.sections[number];
    const coverage = Math.min(1, share / needed);
    // Who names a number wants the place that tells it.
    const without = found.some((places, place) => units[place].kind === "number" && places.size && !places.has(number));
    const weight = section.page.weight * (section.isGeneral ? 0.8 : section.isMinor ? 0.5 : 1) * (without ? 0.3 : 1);
    results.push({ section, coverage, score: ((points + held + (isPhrase && told > 0.99 * needed ? needed / 2 : 0)) * coverage ** 2.5 + bonus) * weight });
  });
  return results.sort(bestFirst);
}

const bestFirst = (one, two) => two.score - one.score || one.section.number - two.section.number;

// A character says as much as two letters.
const width = (text) => text.length + (text.match(/[\u3400-\u9fff]/g) || []).length;

// What is asked for is a heading, or begins or holds one, or stands in one.
function wholeNames(index, query, entry, needed) {
  for (const whole of new Set(query.hasNumber ? [query.whole] : [query.whole, query.topic])) {
    if (!whole) continue;
    for (const label of index.labelsWith(whole)) {
      const line = index.lineOf(label);
      const { section, isName } = index.labels[label];
      const likeness = line === whole ? 12 : (line.startsWith(whole) ? 2.2 : 2) + (2 * whole.length) / line.length;
      const score = entry(section.number);
      // The very title of a page is asked for, however little the page weighs.
      const lift = line === whole && isName && section.number === section.page.first ? 1 / section.page.weight : 1;
      score.share = Math.max(score.share, needed);
      score.bonus = Math.max(score.bonus, needed * likeness * lift * (isName ? 1 : 0.8));
    }
  }
  // “老人打不通电话怎么办” holds 电话: a name inside the question.
  for (const whole of new Set([query.whole, query.topic])) {
    for (let from = 0; from < whole.length && whole.length < 80; from++) {
      for (let to = Math.min(whole.length, from + 16); to - from >= 3; to--) {
        const piece = whole.slice(from, to);
        if (piece === whole && !query.hasNumber) continue;
        for (const label of index.named(piece)) {
          const { section, isName } = index.labels[label];
          const part = width(piece) / width(query.hasNumber ? query.whole : whole);
          const { page } = section;
          // The title of a page in the question speaks for all its sections.
          const last = isName && section.number === page.first ? page.end : section.number + 1;
          for (let number = section.number; number < last; number++) {
            const score = entry(number);
            score.held = Math.max(score.held, needed * 7 * part * part);
            score.share = Math.max(score.share, needed * part);
          }
        }
      }
    }
  }
}

// A heading of just the words of the query, in whatever forms and order.
function sameWords(index, units, entry, needed) {
  const wanted = units.filter(({ kind }) => kind === "word");
  if (!wanted.length || units.some(({ kind, isExtra }) => kind !== "word" && !isExtra)) return;
  for (const [label, first] of wanted[0].hits) {
    const least = Math.min(first, ...wanted.map(({ hits }) => hits.get(label) || 0));
    const words = index.labelLines[label].split(/[^a-z0-9']+/).filter((word) => word && !STOP_WORDS.has(word));
    if (least < 0.6 || words.length !== wanted.length || HAN.test(index.labelLines[label])) continue;
    const isInOrder = wanted.every((unit, place) => unit.literals.has(words[place]));
    const { section, isName } = index.labels[label];
    const score = entry(section.number);
    score.bonus = Math.max(score.bonus, needed * (isInOrder ? 10 : 9) * least * (isName ? 1 : 0.8));
  }
}
