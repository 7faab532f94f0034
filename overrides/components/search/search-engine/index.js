// Of a word that stands often in a section, and of one that only readers type for it.
const WEIGHTS = { "+": 1.5, "-": 0.8 };

// What is fetched once; a failure is forgotten, so that it is tried again.
function once(kept, name, get) {
  kept[name] = kept[name] || get().catch((error) => {
    delete kept[name];
    throw error;
  });
  return kept[name];
}

// One language: its head at once, the rest of its files when they are needed.
function createIndex(head, folder, fetchText) {
  const sections = [], labels = [];
  const ids = head.ids.split("\n"), names = head.names.split("\n");
  let named = 0;
  head.pages.forEach(([uri, title, weight, count, more]) => {
    const page = { uri, title, weight, first: sections.length };
    for (let i = 0; i < count + more; i++) {
      const section = { page, number: sections.length, isMinor: i >= count };
      if (i < count) {
        const own = names[named].split("\t");
        section.id = ids[named++];
        own[0] = section.heading = own[0] || title;
        own.forEach((label, place) => labels.push({ section, label, isName: place === 0 }));
      }
      sections.push(section);
    }
    page.end = sections.length;
  });
  // “Key numbers” on every page says little of each.
  const times = {};
  labels.forEach(({ label, isName }) => { if (isName) times[label] = (times[label] || 0) + 1; });
  labels.forEach(({ section, label, isName }) => { if (isName && label && times[label] > 2) section.isGeneral = true; });
  const labelLines = normal(labels.map(({ label }) => label.replace(/\n/g, " ")).join("\n")).split("\n");
  const hay = `\n${compact(labelLines.join("\n"))}\n`;
  // Many pages have a heading in common: what is made of it is made once.
  const linesOf = (all) => {
    const found = new Map();
    all.forEach((line, label) => {
      if (found.has(line)) found.get(line).push(label);
      else found.set(line, [label]);
    });
    return found;
  };
  const starts = [];
  for (let at = 0; at < hay.length - 1; at = hay.indexOf("\n", at + 1)) starts.push(at);
  const firsts = head.shards.split("\n");
  const textStarts = [];
  head.texts.reduce((start, count) => textStarts.push(start) && start + count, 0);

  const kept = {};
  const file = (name, read) => once(kept, name, () => fetchText(folder + name).then(read));
  const rows = (name) => file(name, (text) => text.split("\n").map((line) => line.split("\t")));

  // The last place in a sorted list of what does not come after a value.
  function lastUpTo(list, value) {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
  const shardOf = (token) => Math.max(0, lastUpTo(firsts, token));

  function places(postings) {
    let number = 0;
    return postings.split(" ").map((step) => {
      number += parseInt(step, 36);
      return [number, WEIGHTS[step.slice(-1)] || 1];
    });
  }

  // The characters of a line with their sounds: [["一", "yi", "yi"], …], the last one folded.
  function soundsOf(line, soundOf) {
    const items = Array.from(compact(line), (character) => {
      if (!HAN.test(character)) return [character, character, character];
      const sound = soundOf(character) || "";
      return [character, sound, fold(sound)];
    });
    items.first = items.map(([character, sound]) => sound[0] || character).join("");
    return items;
  }

  let words, sounds, whole;
  return {
    // The labels that are just this piece.
    named(piece) {
      whole = whole || linesOf(hay.slice(1, -1).split("\n"));
      return whole.get(piece) || [];
    },
    sections, labels, hay, file, places,
    lang: head.lang,
    labelLines,
    // A label as it stands in `hay`.
    lineOf: (label) => hay.slice(starts[label] + 1, starts[label + 1] || hay.length - 1),
    // The sentences of a section.
    async text({ number }) {
      const place = lastUpTo(textStarts, number);
      return (await rows(`t${place}.txt`))[number - textStarts[place]];
    },
    // The label lines, as places in `labels`, that hold a piece.
    *labelsWith(piece) {
      for (let at = hay.indexOf(piece); at >= 0;) {
        const label = lastUpTo(starts, at);
        yield label;
        at = label + 1 < starts.length ? hay.indexOf(piece, starts[label + 1]) : -1;
      }
    },
    // Each word of the headings with the labels that hold it.
    words() {
      if (!words) {
        words = new Map();
        linesOf(labelLines).forEach((labels, line) => {
          for (const word of new Set(line.match(/[a-z0-9]+(?:'[a-z]+)?/g))) {
            const plain = word.replace(/'s$/, "");
            if (!words.has(plain)) words.set(plain, []);
            labels.forEach((label) => words.get(plain).push(label));
          }
        });
      }
      return words;
    },
    // The shards in which a token may stand, or with `end` all from it to there: two at most.
    async lines(token, end = token) {
      const first = shardOf(token), last = Math.min(shardOf(end), first + 1);
      return (await Promise.all([...new Set([first, last])].map((place) => rows(`s${place}.txt`)))).flat();
    },
    // How each label is read.
    async sounds() {
      if (!sounds) {
        const { usual, other } = await file("pinyin.json", JSON.parse);
        const table = {};
        for (const sound in usual) for (const character of usual[sound]) table[character] = sound;
        const read = [];
        linesOf(labelLines).forEach((same, line) => {
          const usualItems = soundsOf(line, (character) => table[character]);
          same.forEach((label) => { read[label] = usualItems; });
        });
        for (const label in other) {
          const given = other[label].split(" ");
          read[label] = soundsOf(labelLines[label], () => given.shift());
        }
        sounds = { read, table, known: new Set(Object.keys(usual)) };
      }
      return sounds;
    }
  };
}
