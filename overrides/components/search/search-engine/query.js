// What a reader typed, cut into what a section holds or not.
// What a question adds to its topic. The longest first.
const ASKING = /请问|没有|有(?:多少|几个|什么用?|哪些|没有)|[这那][些个]|谁[来会在]|我想(?:知道|问)|是?什么意思|怎么(?:回事|[办样做用])?|怎样|如何|什么是|是什么|为(?:什么|啥)|啥是|什么|哪[里儿些]|多少|可不可以|([能会是要])不\1|告诉我|关于|一下|[吗呢吧啊呀的了是在和与]/g;
// Characters that join words more often than they name something: two of which one is such a joint say little.
const LOOSE = /[我你他给把被让对到去来过着要想会能就都也还很太不没那哪]/;
// The same of English words, by their stems, beside those that are left out; and a figure of whatever kind.
const LOOSE_STEMS = new Set("find found giv go got just know lik look many much need say see show still thing use using want chart diagram figur graph pictur".split(" "));
const LONGEST = 200; // characters of a query that are read

// A run of characters without what a question adds; 在线 and 目的 stay whole, and so do names that hold such a word.
function withoutAsking(run, isName) {
  const cut = run.replace(ASKING, " ");
  return isName(run) || !cut.split(" ").some((piece) => piece.length > 1) ? run : cut;
}

// What a query asks for: pieces, each of which a section holds or not. `isName` tells whether a name has a text.
function readQuery(text, isName) {
  const query = text.trim().slice(0, LONGEST);
  const units = [];
  let rest = query.replace(/(月\d+)号/g, "$1日").replace(/(\d),(\d\d?)(?!\d)/g, "$1.$2").replace(FRACTION, (found, ...groups) => {
    if (/[\d/.]/.test(query[groups[6] - 1] || "")) return found;
    units.push({ kind: "number", tokens: [fractionToken([found, ...groups])], text: found, han: found });
    return groups[0] ? " # " : found;
  });
  rest = oneScale(englishNumbers(tenthsAsShares(rest)));
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
      for (let i = 0; i + 1 < piece.length; i++) {
        const text = piece.slice(i, i + 2);
        units.push({ kind: "pair", text, isExtra: LOOSE.test(text) && !(piece.length > 2 && isName(piece)) });
      }
    } else {
      const word = piece.replace(/'s$/, "");
      if (someWords && STOP_WORDS.has(word)) continue;
      units.push({ kind: "word", text: word, isExtra: LOOSE_STEMS.has(stem(word)) });
      if (before) units.push({ kind: "phrase", text: `${before} ${word}`, isExtra: true });
      before = word;
    }
  }
  if (units.every(({ isExtra }) => isExtra)) units.forEach((unit) => { unit.isExtra = false; });
  // A long question may repeat itself.
  const distinct = [...new Map(units.map((unit) => [unit.kind + unit.text, unit])).values()].slice(0, 40);
  return { units: distinct, whole: compact(query), topic: compact(useful), hasNumber };
}
