// Where a unit of the query stands: a Map from the section's number to [in its heading, in its text].
async function find(index, unit, state) {
  const places = createPlaces(index, unit);
  const lines = (token, end) => index.lines(token, end).catch(() => {
    state.isPartial = true;
    return [];
  });
  await FINDERS[unit.kind](index, unit, places, lines);
  return places.found;
}

// Notes where a unit is found: `hits` of the unit are the labels, `literals` the words as they stand there.
function createPlaces(index, unit) {
  const found = new Map();
  unit.hits = new Map();
  unit.literals = new Set();
  const note = (number, field, weight) => {
    const entry = found.get(number) || [0, 0];
    entry[field] = Math.max(entry[field], weight);
    found.set(number, entry);
  };
  return {
    found,
    inLabel(label, weight) {
      const { section, isName } = index.labels[label];
      unit.hits.set(label, Math.max(unit.hits.get(label) || 0, weight));
      note(section.number, 0, isName ? weight : weight * 0.9);
    },
    inText([, postings], weight) {
      index.places(postings).forEach(([number, times]) => note(number, 1, weight * times));
    }
  };
}

// After every token that begins so.
const lastWith = (beginning) => `${beginning}\uffff`;

const FINDERS = {
  async number(index, unit, places, lines) {
    for (const token of unit.tokens) {
      // A number is what a reader looks for: in a sentence it counts nearly as much as a name.
      for (const line of await lines(token)) if (line[0] === token) places.inText(line, 3);
      if (places.found.size) break;
    }
    const near = places.found.size ? [] : await rounded(unit.tokens, lines);
    for (const line of near) places.inText(line, 2);
    unit.rounded = near.map(([token]) => token);
    for (const label of index.labelsWith(compact(unit.text))) places.inLabel(label, 1);
  },

  async pair(index, unit, places, lines) {
    unit.literals.add(unit.text);
    for (const label of index.labelsWith(unit.text)) places.inLabel(label, 1);
    await FINDERS.phrase(index, unit, places, lines);
  },

  async character(index, unit, places, lines) {
    unit.literals.add(unit.text);
    for (const label of index.labelsWith(unit.text)) places.inLabel(label, 1);
    for (const line of await lines(unit.text, lastWith(unit.text))) if (line[0].startsWith(unit.text)) places.inText(line, 1);
  },

  async phrase(index, unit, places, lines) {
    for (const line of await lines(unit.text)) if (line[0] === unit.text) places.inText(line, 1);
  },

  async word(index, unit, places, lines) {
    const wanted = stem(unit.text);
    const beginning = wanted.slice(0, Math.max(2, Math.min(wanted.length, 6) - 2));
    const near = (await Promise.all([...new Set([beginning, wanted, unit.text])].map((token) => lines(token, lastWith(token))))).flat()
      .filter(([token]) => !token.includes(" "));
    collect(index, unit, places, near, (word) => likeness(word, unit.text, wanted));
    unit.isExact = places.found.size > 0;
    if (!places.found.size && slips(unit.text)) {
      const stems = nearestStems(unit.text, wanted, [...index.words().keys(), ...near.map(([token]) => token)]);
      collect(index, unit, places, near, (word) => (/^[a-z]{3}/.test(word) && stems.has(stem(word)) ? 0.6 : 0));
    }
  }
};

// Lines of numbers that are what was typed when they are rounded, or cut off: 5.33 million for 5,334,900.
async function rounded([typed], lines) {
  const { length } = typed.replace(/[#.%]/g, "").replace(/^0+|0+$/g, ""), value = parseFloat(typed.slice(1));
  if (length < 2) return [];
  const last = 10 ** (Math.floor(Math.log10(value)) + 1 - length);
  const beginning = typed.slice(0, length > 2 ? 3 : 2);
  return (await lines(beginning, lastWith(beginning))).filter(([token]) => {
    const more = parseFloat(token.slice(1)) - value;
    return /%/.test(token) === /%/.test(typed) && more >= -last / 2 && more < last;
  });
}

FINDERS.sound = FINDERS.phrase;

// Notes every word of the names and of the lines near by that has a weight.
function collect(index, unit, places, near, weightOf) {
  for (const [word, labels] of index.words()) {
    const weight = weightOf(word);
    if (!weight) continue;
    unit.literals.add(word);
    labels.forEach((label) => places.inLabel(label, weight));
  }
  for (const line of near) {
    const weight = weightOf(line[0]);
    if (!weight) continue;
    unit.literals.add(line[0]);
    places.inText(line, weight);
  }
}

// The same word, another form of it, or a word that begins with it.
function likeness(word, typed, wanted) {
  if (word === typed) return 1;
  if (stem(word) === wanted) return 0.9;
  return typed.length > 1 && word.startsWith(typed) ? 0.7 : 0;
}

// The stems of the words nearest to one that was mistyped, and of what is made of them: semiconducter,
// semiconductor, semiconductors.
function nearestStems(typed, wanted, words) {
  const most = slips(typed);
  const distances = new Map();
  const far = (word) => {
    if (!distances.has(word)) distances.set(word, Math.min(distance(typed, word, most), distance(wanted, stem(word), most) + 0.1));
    return distances.get(word);
  };
  const all = words.filter((word) => /^[a-z]{3}/.test(word));
  const least = Math.min(most + 1, ...all.map(far));
  return new Set(least <= most ? all.filter((word) => far(word) <= least + 0.2).map(stem) : []);
}
