// How a text is compared: small letters, no accents, stems, and how far one word is from another.
// scripts/search_index.py cuts words alike.
const STOP_WORDS = new Set(("a about am an and any are aren't as at be been but by can can't could did didn't do does doesn't don't for from get had has have"
  + " haven't how i i'm if in into is isn't it its me my not of on or our please so some tell than that the their them there these they"
  + " this those to us was we were what when where which who why will with won't would you your").split(" "));
const HAN = /[\u3400-\u9fff]/;
const PIECE = /[\u3400-\u9fff]+|\d[\d,]*(?:\.\d+)?(?![a-z\d])|[a-z0-9]+(?:'[a-z]+)?/g;

const normal = (text) => text.normalize("NFKC").toLowerCase().replace(/’/g, "'")
  .normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
const compact = (text) => text.replace(/[^\n\u3400-\u9fffa-z0-9%]+/g, "");
const fold = (sound) => sound.replace(/^([zcs])h/, "$1").replace(/ng$/, "n");

function stem(word) {
  const plain = word.replace(/'s?$/, "").replace(/iz/g, "is").replace(/our/g, "or");
  const ending = /(?:ations?|ings?|edly|ed|ers?|ly|ies|es|s|e)$/.exec(plain);
  if (!ending || /(?:s|[^n]u)s$/.test(plain) || plain.length - ending[0].length < (/^er/.test(ending[0]) ? 4 : 3)) return plain;
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
