// Finds sections for what a reader typed, in the page's language or in the other one.
const SHOWN = 5; // results whose sentences are fetched at once
const PATIENCE = 500; // milliseconds until headings alone answer

// `heads` are the addresses of each language's head, or of a file that names it.
function createSearch(fetchText, heads) {
  const opened = {};
  async function fetchHead(address) {
    const head = JSON.parse(await fetchText(address));
    const folder = address.replace(/[^/]*$/, "");
    return head.head ? fetchHead(folder + head.head) : rehearsed(createIndex(head, folder, fetchText));
  }
  const open = (lang) => once(opened, lang, () => fetchHead(heads[lang]));

  async function answer(text, lang, tell = () => {}) {
    const state = { isPartial: false };
    const own = await open(lang);
    const early = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
    const work = both(own, text, lang, state);
    if (await Promise.race([work, early]) === null) {
      const quick = await inOneLanguage(namesOnly(own), text, { isPartial: true });
      tell(describe(quick, own, lang, { isPartial: true }));
    }
    const found = await work;
    tell(describe(found, own, lang, state));
    await withSentences(found, state, 0, SHOWN);
    const complete = () => ({ ...describe(found, own, lang, state), isComplete: true });
    return { ...complete(), more: () => withSentences(found, state, SHOWN, MOST).then(complete) };
  }

  // What a first answer needs is made before: the heads are asked for a heading that they have.
  async function rehearsed(index) {
    describe(await inOneLanguage(namesOnly(index), index.labelLines[0], {}), index, index.lang, {});
    return index;
  }

  // While shards do not come, headings answer alone.
  const slow = async () => { throw new Error("slow"); };
  const namesOnly = (index) => ({ ...index, lines: async () => [], sounds: slow, file: slow });

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

  function describe(found, own, lang, state) {
    const isOther = found.index.lang !== lang;
    const twins = new Map();
    if (isOther) own.sections.forEach((section) => twins.set(`${section.page.uri}#${section.id}`, section));
    const results = found.results.filter(({ section }) => "id" in section).map((result) => {
      const { section, sentence = bestSentence([]) } = result;
      const shown = twins.get(`${section.page.uri}#${section.id}`) || section;
      const isTwin = shown !== section;
      const heading = shown.heading || shown.page.title;
      return {
        uri: shown.page.uri,
        lang: isTwin ? lang : found.index.lang,
        title: shown.page.title,
        id: shown.id,
        heading,
        headingPairs: isTwin ? [] : spans(heading, found, result),
        sentence: sentence.text,
        sentenceLang: found.index.lang,
        pairs: sentence.pairs
      };
    });
    return { results, total: found.results.length, other: isOther ? found.index.lang : "", isPartial: state.isPartial };
  }

  // What did not come is told when something is asked.
  return { answer, open: (lang) => open(lang).catch(() => {}) };
}
