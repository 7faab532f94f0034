// Keeps the notes above the page true, and loads the page again when a new one was made.
(function () {
  const own = document.currentScript;
  const notes = document.getElementById("preview-notes");
  const { lang, version } = own.dataset;
  let number = own.dataset.number;
  let stopped = false;

  const visible = () => !document.hidden || new Promise(resolve => {
    document.addEventListener("visibilitychange", resolve, { once: true });
  });
  const pause = () => new Promise(resolve => { setTimeout(resolve, 500); });

  function show(html) {
    const held = notes.contains(document.activeElement);
    notes.innerHTML = html; // made by the preview, which escapes all that it is told
    if (held && notes.firstElementChild) notes.firstElementChild.focus();
  }

  async function follow() {
    for (;;) {
      await visible(); // a browser opens few connections at once: tabs that nobody sees wait
      try {
        const answer = await fetch("/__preview__/next?lang=" + lang + "&number=" + number);
        const next = await answer.json();
        if (next.version !== version) return location.reload();
        if (String(next.number) !== number || stopped) show(next.notes);
        number = String(next.number);
        stopped = false;
      } catch {
        if (!stopped) show(own.dataset.stopped);
        stopped = true;
        await pause();
      }
    }
  }

  follow();
})();
