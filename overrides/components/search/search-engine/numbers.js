// Numbers in words and in figures, as one value.
const SCALES = { 十: 10, 百: 100, 千: 1e3, 万: 1e4, 十万: 1e5, 百万: 1e6, 千万: 1e7, 亿: 1e8, 十亿: 1e9, 百亿: 1e10, 千亿: 1e11, 万亿: 1e12, hundred: 100, thousand: 1e3, k: 1e3, million: 1e6, mn: 1e6, m: 1e6, billion: 1e9, bn: 1e9, b: 1e9, tn: 1e12, trillion: 1e12 };
const NUMBER = /(百分之)?(\d[\d,]*(?:\.\d+)?)(?:\s?(万亿|[十百千]?[万亿]|[千百])|[ -]?(hundred|thousand|million|billion|trillion|tn|bn|mn|[kmb])\b)?(\s?(?:%|per ?cent\b))?/g;
const HAN_NUMBER = /(百分之)?([零〇一二两三四五六七八九十百千万亿]+点[零〇一二三四五六七八九]+[万亿]?|[零〇一二两三四五六七八九十百千万亿]{2,})/g;
const HAN_DIGITS = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const ENGLISH_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
// 三分之一, 1/3, one third; 八成 is 80 %, but 一成不变 is none.
const FRACTION = /(\d+)\/(\d+)(?![\d/])|([一二三四五六七八九])分之([一二三四五六七八九])|\b(one|a|two|three|four)[ -](third|quarter|fifth)s?\b/g;
const TENTHS = /([一二三四五六七八九])成(?![不为功立了员分本年长绩就])/g;
const PARTS = { third: 3, quarter: 4, fifth: 5 };
const DATE = /\b(\d{4})[-/.](\d\d?)[-/.](\d\d?)\b|\b(\d\d?)[-/.](\d\d?)[-/.](\d{4})\b/g;
const ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

const inDigits = (text) => Array.from(text, (digit) => HAN_DIGITS[digit]).join("");

// 一百三十六亿 as 13600000000, 二〇三五 as 2035, 三点三六亿 as 336000000.
function hanNumber(text) {
  const [whole, part] = text.split("点");
  if (part) return Number(`${hanNumber(whole)}.${inDigits(part)}`) * (SCALES[part.slice(-1)] || 1);
  if (!/[十百千万亿]/.test(whole)) return Number(inDigits(whole));
  let total = 0, below = 0, group = 0, digit = 0; // in 亿, in 万, less than 万, the last digit
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
  return total + below + group + digit;
}

// What is always a number: several words, one before hundred or million, and from eleven on one alone.
const ENGLISH_NUMBER = ENGLISH_NUMBERS.concat(ENGLISH_TENS).join("|");
const WRITTEN_NUMBERS = new RegExp(`\\b(?:${ENGLISH_NUMBER})(?:[ -](?:${ENGLISH_NUMBER}|hundred|point|and(?= (?:${ENGLISH_NUMBER}))))+\\b|\\b(?:${ENGLISH_NUMBER})(?=[ -](?:hundred|thousand|million|billion|per ?cent))|\\b(?:${ENGLISH_NUMBER.split("ten|")[1]})\\b(?!-)`, "g");

// thirteen point six billion as 13.6 billion; two hundred million as 200 million; one to ten alone stay words.
function englishNumbers(text) {
  return text.replace(WRITTEN_NUMBERS, (words) => {
    let value = 0, decimals = "";
    for (const part of words.split(/[ -]/)) {
      const unit = ENGLISH_NUMBERS.indexOf(part), ten = ENGLISH_TENS.indexOf(part);
      if (part === "point") decimals = ".";
      else if (decimals) decimals += unit >= 0 ? unit : "";
      else if (part === "hundred") value *= 100;
      else if (part !== "and") {
        // Twenty thirty-five is a year.
        if ((value === 19 || value === 20) && (unit > 9 || ten >= 0)) value *= 100;
        value += unit >= 0 ? unit : (ten + 2) * 10;
      }
    }
    return value + decimals;
  });
}

const written = (value) => String(Number(value.toPrecision(12)));

// 3亿3600万 as 3.36亿.
const oneScale = (text) => text.replace(/(\d+)亿零?(\d+)万/g, (_, large, small) => `${Number(large) + Number(small) / 1e4}亿`);

const tenthsAsShares = (text) => text.replace(TENTHS, (_, tenths) => `${HAN_DIGITS[tenths]}0%`);

// The token of a fraction that FRACTION has matched.
function fractionToken([, top, bottom, hanBottom, hanTop, wordTop, wordBottom]) {
  if (top) return `#${Number(top)}/${Number(bottom)}`;
  return hanTop ? `#${HAN_DIGITS[hanTop]}/${HAN_DIGITS[hanBottom]}` : `#${wordTop === "a" ? 1 : ENGLISH_NUMBERS.indexOf(wordTop)}/${PARTS[wordBottom]}`;
}

// The year and the day of a date in figures, 2022-01-20, 20/01/2022 or 1.20.2022; pages may name the month in words.
const dated = (text) => text.replace(DATE, (_, year, month, day, one, two, last) => `${year || last} ${day || (two > 12 ? two : one)}`);
