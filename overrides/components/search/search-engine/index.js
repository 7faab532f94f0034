// Of a word that stands often in a section, and of one that only readers type for it.
const WEIGHTS = { "+": 1.5, "-": 0.8 };

// One language: its head at once, the rest of its files when they are needed.
function createIndex(head, folder, fetchText) {
  const pages = [], sections = [], labels = [];
  const ids = head.ids.split("\n"), names = head.names.split("\n");
  let named = 0;
  head.pages.forEach(([uri, title, weight, count, more]) => {
    const page = { uri, title, weight, first: sections.length };
    pages.push(page);
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
  const textOf = [];
  const textStart = [];
  head.texts.forEach((count, file) => {
    textStart.push(textOf.length);
    for (let i = 0; i < count; i++) textOf.push(file);
  });

  const kept = {};
  const file = (name, read) => {
    kept[name] = kept[name] || fetchText(folder + name).then(read).catch((error) => {
      delete kept[name];
      throw error;
    });
    return kept[name];
  };
  const shard = (number) => file(`s${number}.txt`, (text) => text.split("\n").map((line) => line.split("\t")));
  const texts = (number) => file(`t${number}.txt`, (text) => text.split("\n").map((line) => line.split("\t")));

  function shardOf(token) {
    let low = 0, high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= token) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  function labelAt(position) {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] < position) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  function places(postings) {
    let number = 0;
    return postings.split(" ").map((step) => {
      const sign = step.slice(-1);
      number += parseInt(step, 36);
      return [number, WEIGHTS[sign] || 1];
    });
  }

  // The characters of a line with their sounds: [["一", "yi", "yi"], …], the last one folded.
  function soundsOf(line, soundOf) {
    const items = Array.from(compact(line), (character) => {
      if (!HAN.test(character)) return [character, character, character];
      const sound = soundOf(character) || "";
      return [character, sound, fold(sound)];
    });
    return Object.assign(items, { first: items.map(([character, sound]) => sound[0] || character).join("") });
  }

  let words, sounds, whole;
  return {
    // The labels that are just this piece.
    named(piece) {
      whole = whole || linesOf(hay.slice(1, -1).split("\n"));
      return whole.get(piece) || [];
    },
    pages, sections, labels, hay, starts, file, texts, places,
    lang: head.lang,
    labelLines,
    textFile: (section) => textOf[section.number],
    lineOf: (section) => section.number - textStart[textOf[section.number]],
    // The label lines, as places in `labels`, that hold a piece.
    *labelsWith(piece) {
      for (let at = hay.indexOf(piece); at >= 0;) {
        const label = labelAt(at + 1);
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
      const found = await Promise.all(last > first ? [shard(first), shard(last)] : [shard(first)]);
      return found.flat();
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
