// How well letters, or letters and characters mixed, read as the sounds of a label from one place on; 0 when not.
function soundsLike(query, items, from, column) {
  const memo = new Map();
  const go = (at, place) => {
    if (at === query.length) return { score: 0, end: place };
    if (place === items.length) return null;
    const key = at * 64 + place;
    if (memo.has(key)) return memo.get(key);
    const [character] = items[place], sound = items[place][column];
    let best = null;
    const take = (length, score) => {
      const rest = go(at + length, place + 1);
      if (rest && (!best || rest.score + score > best.score)) best = { score: rest.score + score, end: rest.end };
    };
    if (query[at] === character) take(1, 1);
    else if (sound && /[a-z]/.test(query[at])) {
      if (query.startsWith(sound, at)) take(sound.length, 1);
      const rest = query.slice(at);
      if (rest.length < sound.length && sound.startsWith(rest)) take(rest.length, rest.length > 1 ? 0.8 : 0.6);
      if (/^[zcs]h/.test(sound) && query.startsWith(sound.slice(0, 2), at)) take(2, 0.6);
      if (query[at] === sound[0]) take(1, 0.5);
    }
    memo.set(key, best);
    return best;
  };
  // Most are told apart by the letter that would have to come next.
  const sound = items[from][column];
  const next = items.first[from + 1], nextHan = items[from + 1] && items[from + 1][0];
  const fits = (length) => query.length <= length || query[length] === next || query[length] === nextHan;
  if (!fits(1) && !(query[1] === "h" && fits(2)) && !(query.startsWith(sound) && fits(sound.length)) && !sound.startsWith(query)) return null;
  return go(0, from);
}

// Sections whose headings sound like the query.
async function rankSounds(index, query, state) {
  let sounds;
  try {
    sounds = await index.sounds();
  } catch (error) {
    state.isPartial = true;
    return [];
  }
  const plain = query.replace(/v/g, "u");
  const tries = [[plain, 1, 1]];
  const initials = plain.replace(/([zcs])h/g, "$1");
  for (const folded of new Set([initials.replace(/ng/g, "n"), initials.replace(/ng(?![aeiou])/g, "n"), initials])) tries.push([folded, 2, 0.9]);
  const best = new Map();
  let isFound = false;
  for (const [letters, column, weight] of tries) {
    // What is confused is only thought of where nothing sounds as it was typed.
    if (isFound && column === 2) break;
    sounds.read.forEach((items, label) => {
      const { section, isName } = index.labels[label];
      for (let from = 0; from < items.length; from++) {
        if (items.first[from] !== letters[0] && items[from][0] !== letters[0]) continue;
        const found = soundsLike(letters, items, from, column);
        if (!found) continue;
        const length = found.end - from;
        const quality = found.score / length;
        if (quality < 0.7 && length < 2) continue;
        if (quality < 0.7 && length < 3 && from > 0) continue;
        // A beginning that only part of a word was typed of is as good as a whole one.
        const score = weight * quality * quality * (0.35 + 0.35 * (length / items.length) + (from === 0 ? 0.3 : 0)) * (isName ? 1 : 0.95);
        const before = best.get(section);
        if (quality > 0.99) isFound = true;
        if (!before || score * section.page.weight > before.score) {
          const matched = items.slice(from, found.end).map(([character]) => character).join("");
          best.set(section, { section, score: score * section.page.weight, coverage: weight * (length === items.length && length > 2 ? 1 : quality > 0.7 ? quality : 0.7), literal: matched, isWhole: quality > 0.79 });
        }
      }
    });
  }
  return [...best.values()].sort(bestFirst);
}

// Sections with a name of four characters and more, of which one is wrong, missing or too many; where nothing else
// is found, of three.
function nearNames(index, topic, least) {
  if (topic.length < least) return [];
  const found = new Map();
  index.labels.forEach(({ section }, label) => {
    const line = index.lineOf(label);
    if (line.length < least || Math.abs(line.length - topic.length) > 1 || distance(topic, line, 1) > 1) return;
    if (!found.has(section)) found.set(section, { section, coverage: 0.9, score: section.page.weight, literal: line });
  });
  return [...found.values()].sort(bestFirst);
}

// Letters, and characters as they sound, cut into syllables in up to four ways, the longest first, as pairs that the index may hold.
async function soundUnits(index, query) {
  const { known, table } = await index.sounds();
  const folded = new Set([...known].map(fold));
  const cuts = [];
  const go = (rest, parts) => {
    if (cuts.length > 3) return;
    if (!rest) {
      cuts.push(parts);
      return;
    }
    for (let length = Math.min(6, rest.length); length; length--) {
      const sound = rest.slice(0, length);
      if (known.has(sound) || folded.has(sound)) go(rest.slice(length), [...parts, fold(sound)]);
    }
  };
  go(Array.from(query, (character) => table[character] || character).join("").replace(/v/g, "u").slice(0, 40), []);
  const shortest = Math.min(...cuts.map((parts) => parts.length));
  const parts = cuts.find((cut) => cut.length === shortest);
  if (!parts || parts.length < 2) return [];
  return parts.slice(1).map((sound, place) => ({ kind: "sound", text: `~${parts[place]}'${sound}` }));
}
