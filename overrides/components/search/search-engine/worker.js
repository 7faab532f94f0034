// The engine runs in a worker, or in the page where there is none.
self.createSearch = createSearch;

// Answers one message after the other; `tell` is called with each answer, first without and then with sentences.
self.createAnswers = () => {
  const fetchText = (address) => fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(`${answer.status}: ${address}`);
    return answer.text();
  });
  let search, newest, last;
  return async ({ number, heads, text, lang, isMore, isOpening }, tell) => {
    const send = (found) => tell({ number, found });
    try {
      search = search || createSearch(fetchText, heads);
      if (isOpening) return search.open(lang);
      if (isMore) return send(await last.more());
      newest = number;
      const found = await search.answer(text, lang, send);
      if (number !== newest) return; // something else is asked by now
      last = found;
      send(found);
    } catch (error) {
      tell({ number, error: String(error) });
    }
  };
};

if (typeof importScripts === "function") {
  const answer = self.createAnswers();
  // A function cannot leave the worker.
  self.onmessage = ({ data }) => answer(data, (told) => self.postMessage(JSON.parse(JSON.stringify(told))));
}
