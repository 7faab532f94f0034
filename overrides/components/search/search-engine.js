// Finds sections for what a reader typed. It runs in a worker, or in the page where there is none.
// scripts/search_index.py writes what it reads, and cuts words alike.
const STOP_WORDS = new Set(("a about am an and any are aren't as at be been but by can can't could did didn't do does doesn't don't for from get had has have"
  + " haven't how i i'm if in into is isn't it its me my not of on or our please so some tell than that the their them there these they"
  + " this those to us was we were what when where which who why will with won't would you your").split(" "));
// What a question adds to its topic. The longest first.
const ASKING = /请问|没有|有多少|有几个|有什么|有哪些|这些|这个|那些|那个|谁来|谁会|谁在|我想知道|我想问|是什么意思|什么意思|有什么用|怎么回事|怎么办|怎么样|怎么做|怎么用|怎么|怎样|如何|什么是|是什么|为什么|为啥|啥是|什么|哪里|哪儿|哪些|多少|有没有|能不能|可不可以|会不会|是不是|要不要|告诉我|关于|一下|吗|呢|吧|啊|呀|的|了|是|在|和|与|？/g;
const HAN = /[\u3400-\u9fff]/;
const PIECE = /[\u3400-\u9fff]+|\d[\d,]*(?:\.\d+)?(?![a-z\d])|[a-z0-9]+(?:'[a-z]+)?/g;
const SCALES = { 十: 10, 百: 100, 千: 1e3, 万: 1e4, 十万: 1e5, 百万: 1e6, 千万: 1e7, 亿: 1e8, 十亿: 1e9, 百亿: 1e10, 千亿: 1e11, 万亿: 1e12, hundred: 100, thousand: 1e3, k: 1e3, million: 1e6, mn: 1e6, m: 1e6, billion: 1e9, bn: 1e9, b: 1e9, trillion: 1e12 };
const NUMBER = /(百分之)?(\d[\d,]*(?:\.\d+)?)(?:\s?(万亿|千亿|百亿|十亿|千万|百万|十万|[亿万千百])|[ -]?(hundred|thousand|million|billion|trillion|bn|mn|[kmb])\b)?(\s?(?:%|per ?cent\b))?/g;
const HAN_NUMBER = /(百分之)?([零〇一二两三四五六七八九十百千万亿]{2,}(?:点[零〇一二三四五六七八九]+)?)/g;
const HAN_DIGITS = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const ENGLISH_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const LONGEST = 200; // characters of a query that are read
const MOST = 24; // results
const SHOWN = 5; // results whose sentences are fetched at once
const PATIENCE = 500; // milliseconds until headings alone answer

const normal = (text) => text.normalize("NFKC").toLowerCase().replace(/’/g, "'")
  .normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
const compact = (text) => text.replace(/[^\n\u3400-\u9fffa-z0-9%]+/g, "");
const fold = (sound) => sound.replace(/^([zcs])h/, "$1").replace(/ng$/, "n");

function stem(word) {
  const plain = word.replace(/'s?$/, "").replace(/iz/g, "is").replace(/our/g, "or");
  const ending = /(?:isations?|ations?|ings?|edly|ed|ers?|ly|ies|es|s|e)$/.exec(plain);
  if (!ending || plain.length - ending[0].length < (/^er/.test(ending[0]) ? 4 : 3)) return plain;
  const rest = plain.slice(0, ending.index) + (ending[0] === "ies" ? "y" : "");
  return rest.replace(/([^aeiouls])\1$/, "$1");
}

// Letters to change, add, drop or swap from one word to the other; more than `most` counts as too many.
function distance(one, two, most) {
  if (Math.abs(one.length - two.length) > most) return most + 1;
  let before = [], last = [], row = Array.from({ length: two.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    before = last;
    last = row;
    row = [i];
    for (let j = 1; j <= two.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === two[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
  }
  return row[two.length];
}
const slips = (word) => (word.length > 7 ? 2 : word.length > 3 ? 1 : 0);

// 一百三十六亿 as 13600000000, 二〇三五 as 2035.
function hanNumber(text) {
  const [whole, part] = text.split("点");
  if (!/[十百千万亿]/.test(whole)) {
    const digits = Array.from(whole, (digit) => HAN_DIGITS[digit]).join("");
    return Number(part ? `${digits}.${Array.from(part, (digit) => HAN_DIGITS[digit]).join("")}` : digits);
  }
  let total = 0, below = 0, group = 0, digit = 0; // in 亿, in 万, less than 万, the last digit
  const decimals = part && part.replace(/[^零〇一二三四五六七八九]/g, "");
  for (const sign of whole) {
    if (sign in HAN_DIGITS) digit = HAN_DIGITS[sign];
    else if (sign === "亿") {
      total += (below + group + digit || 1) * SCALES[sign];
      below = group = digit = 0;
    } else if (sign === "万") {
      below += (group + digit || 1) * SCALES[sign];
      group = digit = 0;
    } else {
      group += (digit || 1) * SCALES[sign];
      digit = 0;
    }
  }
  const value = total + below + group + digit;
  return decimals ? Number(`${value}.${Array.from(decimals, (sign) => HAN_DIGITS[sign]).join("")}`) : value;
}

// thirteen point six billion as 13.6 billion; two hundred million as 200 million; a word alone stays a word.
function englishNumbers(text) {
  const word = [...ENGLISH_NUMBERS, ...ENGLISH_TENS].join("|");
  const several = new RegExp(`\\b(?:${word})(?:[ -](?:${word}|hundred|point|and(?= (?:${word}))))+\\b|\\b(?:${word})(?=[ -](?:hundred|thousand|million|billion|per ?cent))`, "g");
  return text.replace(several, (words) => {
    let value = 0, decimals = "";
    for (const part of words.split(/[ -]/)) {
      const unit = ENGLISH_NUMBERS.indexOf(part), ten = ENGLISH_TENS.indexOf(part);
      if (part === "point") decimals = ".";
      else if (decimals) decimals += unit >= 0 ? unit : "";
      else if (part === "hundred") value *= 100;
      else if (part !== "and") value += unit >= 0 ? unit : (ten + 2) * 10;
    }
    return value + decimals;
  });
}

const written = (value) => String(Number(value.toPrecision(12)));

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
      const isTopic = step.endsWith("+");
      number += parseInt(isTopic ? step.slice(0, -1) : step, 36);
      return [number, isTopic ? 1.5 : 1];
    });
  }

  let words, sounds, whole;
  return {
    // The labels that are just this piece.
    named(piece) {
      if (!whole) {
        whole = new Map();
        compact(labelLines.join("\n")).split("\n").forEach((line, label) => {
          if (!whole.has(line)) whole.set(line, []);
          whole.get(line).push(label);
        });
      }
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
        labelLines.forEach((line, label) => {
          for (const word of new Set(line.match(/[a-z0-9]+(?:'[a-z]+)?/g))) {
            const plain = word.replace(/'s$/, "");
            if (!words.has(plain)) words.set(plain, []);
            words.get(plain).push(label);
          }
        });
      }
      return words;
    },
    // The shards in which a token, or what begins with it, may stand: two at most.
    async lines(token) {
      const first = shardOf(token), last = Math.min(shardOf(`${token}\uffff`), first + 1);
      const found = await Promise.all(last > first ? [shard(first), shard(last)] : [shard(first)]);
      return found.flat();
    },
    // The characters of each label with their sounds: [["一", "yi", "yi"], …], the last one folded.
    async sounds() {
      if (!sounds) {
        const { usual, other } = await file("pinyin.json", JSON.parse);
        const table = {};
        for (const sound in usual) for (const character of usual[sound]) table[character] = sound;
        const read = labelLines.map((line, label) => {
          const given = other[label] && other[label].split(" ");
          let place = 0;
          return Array.from(compact(line), (character) => {
            if (!HAN.test(character)) return [character, character, character];
            const sound = (given ? given[place++] : table[character]) || "";
            return [character, sound, fold(sound)];
          });
        }).map((items) => Object.assign(items, { first: items.map(([character, sound]) => sound[0] || character).join("") }));
        sounds = { read, table, known: new Set(Object.keys(usual)) };
      }
      return sounds;
    }
  };
}

// 3亿3600万 as 3.36亿.
const oneScale = (text) => text.replace(/(\d+)亿零?(\d+)万/g, (_, large, small) => `${Number(large) + Number(small) / 1e4}亿`);

// A run of characters without what a question adds; 在线 and 目的 stay whole, and so do names that hold such a word.
function withoutAsking(run, isName) {
  const cut = run.replace(ASKING, " ");
  return isName(run) || !cut.split(" ").some((piece) => piece.length > 1) ? run : cut;
}

// What a query asks for: pieces, each of which a section holds or not. `isName` tells whether a name has a text.
function readQuery(text, isName) {
  const query = normal(text.slice(0, LONGEST * 4)).trim().slice(0, LONGEST);
  const units = [];
  let rest = oneScale(englishNumbers(query));
  rest = rest.replace(NUMBER, (found, share, digits, han, english, percent, at) => {
    if (/[a-z]/.test(rest[at - 1] || "") || (!english && !percent && /[a-z]/.test(rest[at + found.length] || ""))) return found;
    const value = Number(digits.replace(/,/g, "")), scale = SCALES[han || english] || 1;
    const isShare = share || percent;
    units.push({ kind: "number", tokens: isShare ? [`#${written(value)}%`, `#${written(value)}`] : [`#${written(value * scale)}`], text: found.trim() });
    return " # ";
  });
  rest = rest.replace(HAN_NUMBER, (found, share, digits) => {
    const value = hanNumber(digits);
    if (!Number.isFinite(value)) return found;
    units.push({ kind: "number", tokens: [share ? `#${written(value)}%` : `#${written(value)}`], text: found, han: found });
    return ` ${found} `;
  });
  const asked = rest.replace(/[\u3400-\u9fff]+/g, (run) => withoutAsking(run, isName));
  const useful = compact(asked) ? asked : rest;
  const pieces = useful.match(PIECE) || [];
  const hasNumber = units.length > 0;
  const wordsOnly = pieces.filter((piece) => !HAN.test(piece)).map((piece) => piece.replace(/'s$/, ""));
  const someWords = wordsOnly.some((word) => !STOP_WORDS.has(word));
  let before = "";
  for (const piece of pieces) {
    if (HAN.test(piece)) {
      before = "";
      if (piece.length === 1) units.push({ kind: "character", text: piece, isExtra: hasNumber || pieces.some((other) => other.length > 1) });
      for (let i = 0; i + 1 < piece.length; i++) units.push({ kind: "pair", text: piece.slice(i, i + 2) });
    } else {
      const word = piece.replace(/'s$/, "");
      if (someWords && STOP_WORDS.has(word)) continue;
      units.push({ kind: "word", text: word });
      if (before) units.push({ kind: "phrase", text: `${before} ${word}`, isExtra: true });
      before = word;
    }
  }
  // A long question may repeat itself.
  const distinct = [...new Map(units.map((unit) => [unit.kind + unit.text, unit])).values()].slice(0, 40);
  return { text: query, units: distinct, whole: compact(query), topic: compact(useful), hasNumber, pieces };
}

// Where a unit stands: a Map from the section's number to [in its heading, in its text].
async function find(index, unit, state) {
  const found = new Map();
  const note = (section, field, weight) => {
    const entry = found.get(section) || [0, 0];
    entry[field] = Math.max(entry[field], weight);
    found.set(section, entry);
  };
  unit.hits = new Map();
  const inLabel = (label, weight) => {
    const { section, isName } = index.labels[label];
    unit.hits.set(label, Math.max(unit.hits.get(label) || 0, weight));
    note(section.number, 0, isName ? weight : weight * 0.9);
  };
  const inText = (line, weight) => index.places(line[1]).forEach(([number, times]) => note(number, 1, weight * times));
  const lines = async (token) => {
    try {
      return await index.lines(token);
    } catch (error) {
      state.isPartial = true;
      return [];
    }
  };
  unit.literals = new Set();
  if (unit.kind === "number") {
    for (const token of unit.tokens) {
      // A number is what a reader looks for: in a sentence it counts nearly as much as a name.
      for (const line of await lines(token)) if (line[0] === token) inText(line, 3);
      if (found.size) break;
    }
    for (const label of index.labelsWith(compact(unit.text))) inLabel(label, 1);
  } else if (unit.kind === "pair" || unit.kind === "character") {
    unit.literals.add(unit.text);
    for (const label of index.labelsWith(unit.text)) inLabel(label, 1);
    const isPair = unit.kind === "pair";
    for (const line of await lines(unit.text)) {
      if (isPair ? line[0] === unit.text : line[0].startsWith(unit.text)) inText(line, 1);
    }
  } else if (unit.kind === "sound") {
    for (const line of await lines(unit.text)) if (line[0] === unit.text) inText(line, 1);
  } else if (unit.kind === "phrase") {
    for (const line of await lines(unit.text)) if (line[0] === unit.text) inText(line, 1);
  } else {
    const wanted = stem(unit.text);
    const known = index.words();
    const beginning = wanted.slice(0, Math.max(2, Math.min(wanted.length, 6) - 2));
    const near = (await Promise.all([...new Set([beginning, wanted, unit.text])].map(lines))).flat();
    const likeness = (word) => {
      if (word === unit.text) return 1;
      if (stem(word) === wanted) return 0.9;
      return unit.text.length > 1 && word.startsWith(unit.text) ? 0.7 : 0;
    };
    const collect = (weightOf) => {
      for (const [word, places] of known) {
        const weight = weightOf(word);
        if (weight) {
          unit.literals.add(word);
          places.forEach((label) => inLabel(label, weight));
        }
      }
      for (const line of near) {
        const weight = line[0].includes(" ") ? 0 : weightOf(line[0]);
        if (weight) {
          unit.literals.add(line[0]);
          inText(line, weight);
        }
      }
    };
    collect(likeness);
    unit.isExact = found.size > 0;
    if (!found.size && slips(unit.text)) {
      const distances = new Map();
      const most = slips(unit.text);
      const far = (word) => {
        if (!distances.has(word)) distances.set(word, Math.min(distance(unit.text, word, most), distance(wanted, stem(word), most) + 0.1));
        return distances.get(word);
      };
      const all = [...known.keys(), ...near.map(([token]) => token).filter((token) => !token.includes(" "))].filter((word) => /^[a-z]{3}/.test(word));
      const least = Math.min(most + 1, ...all.map(far));
      // The nearest words, and what is made of them: semiconducter, semiconductor, semiconductors.
      const stems = new Set(least <= most ? all.filter((word) => far(word) <= least + 0.2).map(stem) : []);
      collect((word) => (/^[a-z]{3}/.test(word) && stems.has(stem(word)) ? 0.6 : 0));
    }
  }
  return found;
}

// The sections that hold the most and the rarest of the units, in their titles and headings above all.
async function rank(index, query, units, state) {
  const found = await Promise.all(units.map((unit) => find(index, unit, state)));
  const total = index.sections.length;
  const weights = found.map((places, place) => (units[place].kind === "character" && units[place].isExtra ? 0.4 : 1) * Math.log(1 + total / (places.size + 1)));
  const needed = weights.reduce((sum, weight, place) => sum + (units[place].isExtra ? 0 : weight), 0) || 1;
  const scores = new Map();
  const entry = (number) => {
    if (!scores.has(number)) scores.set(number, { points: 0, share: 0, told: 0, bonus: 0, number });
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
  scores.forEach(({ points, share, told, bonus, held = 0, number }) => {
    const section = index.sections[number];
    const coverage = Math.min(1, share / needed);
    // Who names a number wants the place that tells it.
    const without = found.some((places, place) => units[place].kind === "number" && places.size && !places.has(number));
    const weight = section.page.weight * (section.isGeneral ? 0.8 : section.isMinor ? 0.5 : 1) * (without ? 0.3 : 1);
    results.push({ section, coverage, score: ((points + held + (isPhrase && told > 0.99 * needed ? needed / 2 : 0)) * coverage * coverage + bonus) * weight });
  });
  results.sort((one, two) => two.score - one.score || one.section.number - two.section.number);
  return results;
}

// What is asked for is a heading, or begins or holds one, or stands in one.
function wholeNames(index, query, entry, needed) {
  for (const whole of new Set(query.hasNumber ? [query.whole] : [query.whole, query.topic])) {
    if (!whole) continue;
    for (const label of index.labelsWith(whole)) {
      const line = index.hay.slice(index.starts[label] + 1, (index.starts[label + 1] || index.hay.length - 1));
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
          const part = piece.length / whole.length;
          const { page } = section;
          // The title of a page in the question speaks for all its sections.
          const last = isName && section.number === page.first ? page.end : section.number + 1;
          for (let number = section.number; number < last; number++) {
            const score = entry(number);
            score.held = Math.max(score.held || 0, needed * 7 * part * part);
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
    const count = index.labelLines[label].split(/[^a-z0-9']+/).filter((word) => word && !STOP_WORDS.has(word)).length;
    if (least < 0.6 || count !== wanted.length || HAN.test(index.labelLines[label])) continue;
    const { section, isName } = index.labels[label];
    const score = entry(section.number);
    score.bonus = Math.max(score.bonus, needed * 10 * least * (isName ? 1 : 0.8));
  }
}

// How well letters, or letters and characters mixed, read as the sounds of a label from one place on; 0 when not.
function soundsLike(query, items, from, column) {
  const memo = new Map();
  const go = (at, place) => {
    if (at === query.length) return { score: 0, end: place };
    if (place === items.length) return null;
    const key = at * 64 + place;
    if (memo.has(key)) return memo.get(key);
    const [character, , ] = items[place], sound = items[place][column];
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
  return [...best.values()].sort((one, two) => two.score - one.score || one.section.number - two.section.number);
}

// Sections with a name of four characters and more, of which one is wrong, missing or too many.
function nearNames(index, topic) {
  if (topic.length < 4) return [];
  const found = new Map();
  index.labels.forEach(({ section }, label) => {
    const line = index.hay.slice(index.starts[label] + 1, index.starts[label + 1] || index.hay.length - 1);
    if (line.length < 4 || Math.abs(line.length - topic.length) > 1 || distance(topic, line, 1) > 1) return;
    if (!found.has(section)) found.set(section, { section, coverage: 0.9, score: section.page.weight, literal: line });
  });
  return [...found.values()].sort((one, two) => two.score - one.score);
}

// Letters cut into syllables in every way, as pairs that the index may hold.
async function soundUnits(index, query) {
  const { known } = await index.sounds();
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
  go(query.replace(/v/g, "u"), []);
  const shortest = Math.min(...cuts.map((parts) => parts.length));
  const parts = cuts.find((cut) => cut.length === shortest);
  if (!parts || parts.length < 2) return [];
  return parts.slice(1).map((sound, place) => ({ kind: "sound", text: `~${parts[place]}'${sound}` }));
}

// `heads` are the addresses of each language's head, or of a file that names it.
function createSearch(fetchText, heads) {
  const opened = {};
  async function fetchHead(address) {
    const head = JSON.parse(await fetchText(address));
    const folder = address.replace(/[^/]*$/, "");
    return head.head ? fetchHead(folder + head.head) : createIndex(head, folder, fetchText);
  }
  const open = (lang) => {
    opened[lang] = opened[lang] || fetchHead(heads[lang])
      .catch((error) => {
        delete opened[lang];
        throw error;
      });
    return opened[lang];
  };

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

  async function inOneLanguage(index, text, state) {
    const query = readQuery(await simplified(index, normal(text.slice(0, LONGEST * 4)), state), (run) => index.hay.includes(run));
    const numbers = query.units.filter((unit) => unit.han);
    let units = query.units;
    if (numbers.length) {
      // 一百三十六亿 is read as a number where the index holds it, as characters where not.
      const isKnown = await Promise.all(numbers.map(async (unit) => (await find(index, unit, state)).size > 0));
      const numerals = numbers.filter((_, place) => isKnown[place]).map((unit) => unit.han).join(" ");
      units = units.filter((unit) => (unit.kind === "number" ? !unit.han || isKnown[numbers.indexOf(unit)] : !(unit.kind === "pair" && numerals.includes(unit.text))));
    }
    let results = units.length ? await rank(index, query, units, state) : [];
    const letters = query.whole.replace(/[1-5](?=[a-z]|$)/g, "");
    if (index.lang === "zh" && /[a-z]/.test(letters) && /^[a-z\u3400-\u9fff]+$/.test(letters) && letters.length <= 40) {
      const isSure = units.every((unit) => unit.isExtra || unit.kind !== "word" || unit.isExact) && results.length && results[0].coverage > 0.85;
      const alike = await rankSounds(index, letters, state);
      const whole = alike.filter((result) => result.isWhole || letters.length > 1);
      if (!whole.length || !whole[0].isWhole) {
        const more = /^[a-z]+$/.test(letters) ? await soundUnits(index, letters).catch(() => []) : [];
        if (more.length) {
          const heard = await rank(index, query, more, state);
          if (heard.length && heard[0].coverage > 0.9 && (!results.length || !isSure)) return finish(index, heard, query, more, [...whole]);
        }
      }
      if (whole.length) return finish(index, isSure ? results : whole, query, units, isSure ? whole : results.filter(({ coverage }) => coverage > 0.6));
    } else if (index.lang === "zh" && HAN.test(query.topic) && !query.hasNumber && query.topic.length > 1 && query.topic.length < 12
      && (!results.length || results[0].coverage < (query.topic.length > 6 ? 0.5 : 0.95))) {
      const near = nearNames(index, query.topic);
      if (near.length) return finish(index, near, query, units, results);
      // A character that sounds the same was typed for another.
      const { table } = await index.sounds().catch(() => ({ table: {} }));
      const heard = Array.from(query.topic, (character) => table[character] || character).join("");
      if (/^[a-z]+$/.test(heard)) {
        const alike = (await rankSounds(index, heard, state)).filter(({ coverage }) => coverage >= 0.9);
        const isBetter = alike.length && query.topic.length > 2 - (results.length ? 0 : 1);
        if (isBetter) return finish(index, alike, query, units, results);
        if (!results.length || results[0].coverage < 0.6) {
          const more = await soundUnits(index, heard).catch(() => []);
          const found = more.length ? await rank(index, query, more, state) : [];
          if (found.length && found[0].coverage > 0.9) return finish(index, found, query, more, results);
        }
      }
    }
    return finish(index, results, query, units, []);
  }

  // The best of the results, then of the others; what is far behind is left out.
  function finish(index, results, query, units, others) {
    const enough = results.length ? results[0].coverage * 0.6 : 0;
    const seen = new Set();
    const perPage = new Map();
    const kept = [...results.filter(({ coverage }) => coverage >= enough), ...others].filter(({ section }) => {
      const times = perPage.get(section.page) || 0;
      if (seen.has(section) || times > 2) return false;
      seen.add(section);
      perPage.set(section.page, times + 1);
      return true;
    });
    return { index, query, units, results: kept.slice(0, MOST), coverage: results.length ? Math.max(results[0].coverage, others.length ? others[0].coverage : 0) : 0 };
  }

  async function answer(text, lang, tell = () => {}) {
    const state = { isPartial: false };
    const own = await open(lang);
    let timer;
    const early = new Promise((resolve) => { timer = setTimeout(resolve, PATIENCE, null); });
    const work = both(own, text, lang, state);
    if (await Promise.race([work, early]) === null) {
      const quick = await inOneLanguage(namesOnly(own), text, { isPartial: true });
      tell(describe(quick, own, lang, { isPartial: true }));
    }
    clearTimeout(timer);
    const found = await work;
    tell(describe(found, own, lang, state));
    await withSentences(found, state, 0, SHOWN);
    const last = describe(found, own, lang, state);
    last.isComplete = true;
    last.more = async () => {
      await withSentences(found, state, SHOWN, MOST);
      return Object.assign(describe(found, own, lang, state), { isComplete: true });
    };
    return last;
  }

  // While shards do not come, headings answer alone.
  const namesOnly = (index) => Object.assign({}, index, { lines: async () => [], sounds: async () => { throw new Error("slow"); }, file: async () => { throw new Error("slow"); } });

  async function both(own, text, lang, state) {
    const found = await inOneLanguage(own, text, state);
    const isForeign = lang === "zh" ? /[a-z]{3}/i.test(text) : HAN.test(text);
    if ((found.results.length && !(isForeign && found.coverage < 0.67)) || !compact(normal(text))) return found;
    const otherLang = lang === "zh" ? "en" : "zh";
    if (!heads[otherLang]) return found;
    try {
      const other = await inOneLanguage(await open(otherLang), text, state);
      if (other.results.length && other.coverage > 0.5 && other.coverage > found.coverage + 0.1) return other;
    } catch (error) {
      state.isPartial = true;
    }
    return found;
  }

  async function withSentences(found, state, from, to) {
    await Promise.all(found.results.slice(from, to).map(async (result) => {
      const { section } = result;
      try {
        const lines = await found.index.texts(found.index.textFile(section));
        const line = lines[found.index.lineOf(section)];
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
    if (plain.length !== text.length) return [];
    const marked = new Array(text.length).fill(false);
    const mark = (piece) => {
      for (let at = plain.indexOf(piece); piece && at >= 0; at = plain.indexOf(piece, at + 1)) marked.fill(true, at, at + piece.length);
    };
    if (result.literal) mark(result.literal);
    for (const unit of found.units) {
      if (unit.isExtra && unit.kind !== "phrase") continue;
      if (unit.kind === "pair" || unit.kind === "character") mark(unit.text);
      else if (unit.kind === "word") {
        for (const match of plain.matchAll(/[a-z0-9]+/g)) if (unit.literals && unit.literals.has(match[0])) marked.fill(true, match.index, match.index + match[0].length);
      } else if (unit.kind === "number") {
        for (const match of plain.matchAll(NUMBER)) {
          const value = Number(match[2].replace(/,/g, "")) * (SCALES[match[3] || match[4]] || 1);
          if (unit.tokens.some((token) => token.replace("%", "") === `#${written(value)}`)) marked.fill(true, match.index, match.index + match[0].trimEnd().length);
        }
      }
    }
    const pairs = [];
    marked.forEach((isMarked, at) => {
      if (!isMarked) return;
      if (at && marked[at - 1]) pairs[pairs.length - 1][1] = at + 1;
      else pairs.push([at, at + 1]);
    });
    return pairs;
  }

  function bestSentence(sentences, found, result) {
    let best = null;
    for (const text of sentences) {
      const pairs = spans(text, found, result);
      const length = pairs.reduce((sum, [from, to]) => sum + (to - from) ** 1.5, 0);
      if (!best || length > best.length) best = { text, pairs, length };
    }
    return best && { text: best.text, pairs: best.pairs };
  }

  function describe(found, own, lang, state) {
    const isOther = found.index.lang !== lang;
    const twins = new Map();
    if (isOther) own.sections.forEach((section) => { if (section.id !== undefined) twins.set(`${section.page.uri}#${section.id}`, section); });
    const results = found.results.filter(({ section }) => section.id !== undefined).map((result) => {
      const { section } = result;
      const shown = (isOther && twins.get(`${section.page.uri}#${section.id}`)) || section;
      const inOwn = !isOther || shown !== section;
      const { sentence } = result;
      const heading = shown.heading || shown.page.title;
      return {
        uri: shown.page.uri,
        lang: inOwn ? lang : found.index.lang,
        title: shown.page.title,
        id: shown.id,
        heading,
        headingPairs: inOwn && isOther ? [] : spans(heading, found, result),
        sentence: sentence ? sentence.text : "",
        sentenceLang: found.index.lang,
        pairs: sentence ? sentence.pairs : [],
        score: result.score,
        coverage: result.coverage
      };
    });
    return { results, total: found.results.length, other: isOther ? found.index.lang : "", isPartial: state.isPartial, isComplete: false };
  }

  // What did not come is told when something is asked.
  return { answer, open: (lang) => open(lang).catch(() => {}) };
}

self.createSearch = createSearch;

if (typeof importScripts === "function") {
  const fetchText = (address) => fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(`${answer.status}: ${address}`);
    return answer.text();
  });
  let search, newest, last;
  self.onmessage = async ({ data: { number, heads, text, lang, isMore, isOpening } }) => {
    try {
      if (heads) search = createSearch(fetchText, heads);
      if (isOpening) return search.open(lang);
      const send = (found) => self.postMessage({ number, found: Object.assign({}, found, { more: undefined }) });
      if (isMore) return send(await last.more());
      newest = number;
      const found = await search.answer(text, lang, send);
      if (number !== newest) return; // something else is asked by now
      last = found;
      send(found);
    } catch (error) {
      self.postMessage({ number, error: String(error) });
    }
  };
}
