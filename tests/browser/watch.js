// Runs before a page's own scripts: notes what they listen for, open, play and move.
(() => {
  const watched = (window.watched = { listeners: [], opened: [], played: [], moved: [], shifts: 0, early: null });
  const listen = EventTarget.prototype.addEventListener;
  const nameOf = (target) =>
    target === window ? "window" : target === document ? "document" : target.localName || target.constructor.name;

  EventTarget.prototype.addEventListener = function (type, ...rest) {
    // Only what a script of the page asks for, and not what looks at the page for a test.
    if (/\bhttps?:/.test(new Error().stack)) watched.listeners.push([type, nameOf(this)]);
    return listen.call(this, type, ...rest);
  };
  const note = (list, owner, name) => {
    const own = owner && owner[name];
    if (!own) return;
    owner[name] = function (...given) {
      watched[list].push(name);
      return own.apply(this, given);
    };
  };
  ["alert", "confirm", "prompt", "open", "print"].forEach((name) => note("opened", window, name));
  ["show", "showModal"].forEach((name) => note("opened", HTMLDialogElement.prototype, name));
  ["showPopover", "requestFullscreen"].forEach((name) => note("opened", Element.prototype, name));
  note("opened", window.Notification, "requestPermission");
  note("played", HTMLMediaElement.prototype, "play");
  note("played", window.speechSynthesis, "speak");
  note("played", window.AudioContext && AudioContext.prototype, "createOscillator");
  note("played", navigator, "vibrate");
  ["animationstart", "transitionrun"].forEach((type) => {
    listen.call(window, type, (event) => watched.moved.push(`${type} ${event.target.className}`), true);
  });
  new PerformanceObserver((list) => {
    list.getEntries().forEach((shift) => { if (!shift.hadRecentInput) watched.shifts += shift.value; });
  }).observe({ type: "layout-shift", buffered: true });
  // What stands on <html> when the first element of the body is there, so before anything is painted.
  const parsed = new MutationObserver(() => {
    if (!document.body || !document.body.firstElementChild) return;
    watched.early = Object.assign({}, document.documentElement.dataset);
    parsed.disconnect();
  });
  parsed.observe(document, { childList: true, subtree: true });
})();
