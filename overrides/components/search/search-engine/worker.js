// The engine runs in a worker, or in the page where there is none.
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
