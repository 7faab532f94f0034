const MOST = 24; // results

// What one language has for a query.
async function inOneLanguage(index, text, state) {
  const plain = dated(normal(text.slice(0, LONGEST * 4)));
  const query = readQuery(await simplified(index, plain, state), (run) => index.hay.includes(run));
  const units = await knownNumbers(index, query.units, state);
  const results = units.length ? await rank(index, query, units, state) : [];
  const letters = query.whole.replace(/[1-5](?=[a-z]|$)/g, "");
  let found = null;
  if (index.lang === "zh") found = await (isPinyin(letters) ? asPinyin : asHeard)(index, query, units, results, letters, state);
  return found || finish(index, query, units, results, []);
}

// Traditional characters as the simplified ones that the site uses.
async function simplified(index, text, state) {
  if (index.lang !== "zh" || ![...text].some((character) => HAN.test(character) && !index.hay.includes(character))) return text;
  try {
    const pairs = await index.file("traditional.txt", (all) => new Map(all.match(/../g).map((pair) => [pair[0], pair[1]])));
    return Array.from(text, (character) => pairs.get(character) || character).join("");
  } catch (error) {
    state.isPartial = true;
    return text;
  }
}

// 一百三十六亿 is read as a number where the index holds it, as characters where not.
async function knownNumbers(index, units, state) {
  const numbers = units.filter((unit) => unit.han);
  if (!numbers.length) return units;
  const isKnown = await Promise.all(numbers.map(async (unit) => (await find(index, unit, state)).size > 0));
  const numerals = numbers.filter((_, place) => isKnown[place]).map((unit) => unit.han).join(" ");
  return units.filter((unit) => (unit.kind === "number" ? !unit.han || isKnown[numbers.indexOf(unit)] : !(unit.kind === "pair" && numerals.includes(unit.text))));
}

const isPinyin = (letters) => /^(?=.*[a-z])[a-z\u3400-\u9fff]{1,40}$/.test(letters);

// Letters, or letters and characters mixed, that sound like a name, or like a part of a text.
async function asPinyin(index, query, units, results, letters, state) {
  const isSure = units.every((unit) => unit.isExtra || unit.kind !== "word" || unit.isExact) && results.length && results[0].coverage > 0.75;
  const names = (await rankSounds(index, letters, state)).filter((result) => result.isWhole || letters.length > 1);
  if (!isSure && !(names.length && names[0].isWhole)) {
    const heard = await heardInTexts(index, query, letters, state);
    if (heard) return finish(index, query, [...heard.units, ...units], heard.results, names);
  }
  if (!names.length) return null;
  return isSure ? finish(index, query, units, results, names) : finish(index, query, units, names, results.filter(({ coverage }) => coverage > 0.6));
}

// Characters of which nothing holds all: a slip in a name, or one that sounds the same was typed for another.
async function asHeard(index, query, units, results, letters, state) {
  const { topic } = query;
  const coverage = results.length ? results[0].coverage : 0;
  if (!HAN.test(topic) || query.hasNumber || topic.length < 2 || topic.length > 11 || coverage >= (topic.length > 6 ? 0.5 : 0.95)) return null;
  const { table } = await index.sounds().catch(() => ({ table: {} }));
  const soundOf = (text) => Array.from(text, (character) => table[character] || character).join("");
  const sounds = soundOf(topic);
  const near = nearNames(index, topic, results.length ? 4 : 3);
  // Of names as near as each other, the one that sounds like it was meant.
  near.sort((one, two) => (soundOf(two.literal) === sounds) - (soundOf(one.literal) === sounds));
  if (near.length) return finish(index, query, units, near, results);
  if (!/^[a-z]+$/.test(sounds)) return null;
  const names = (await rankSounds(index, sounds, state)).filter((result) => result.coverage >= 0.9);
  if (names.length && (topic.length > 2 || !results.length)) return finish(index, query, units, names, results);
  const heard = coverage < 0.6 && await heardInTexts(index, query, sounds, state);
  return heard ? finish(index, query, heard.units, heard.results, results) : null;
}

// The sections whose text sounds so, if nearly all of it does.
async function heardInTexts(index, query, letters, state) {
  const units = await soundUnits(index, letters).catch(() => []);
  const results = units.length ? await rank(index, query, units, state) : [];
  return results.length && results[0].coverage > 0.9 ? { units, results } : null;
}

// The best of the results, then of the others; what is far behind is left out.
function finish(index, query, units, results, others) {
  const seen = new Set();
  const perPage = new Map();
  const kept = [...results.filter(({ coverage }) => coverage >= results[0].coverage * 0.6), ...others].filter(({ section }) => {
    const times = perPage.get(section.page) || 0;
    if (seen.has(section) || times > 2) return false;
    seen.add(section);
    perPage.set(section.page, times + 1);
    return true;
  });
  return { index, query, units, results: kept.slice(0, MOST), coverage: results.length ? Math.max(results[0].coverage, others.length ? others[0].coverage : 0) : 0 };
}
