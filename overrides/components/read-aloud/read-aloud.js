// Reads the page aloud, sentence after sentence, with a voice of the device. It starts when somebody asks.
const speech = window.speechSynthesis;
const DIALECT = /^wuu\b/i;
// Milliseconds: how often voices are asked for, and a sentence is looked after; Chrome's rest after cancel().
const ASKING = 250, LOOKING = 4000, REST = 100;
const ASKED = 12;

// A voice that is not on the device would send the words to somebody's server.
function find(pattern) {
  return speech.getVoices().find(({ lang, localService }) => localService && pattern.test(lang.replace("_", "-")));
}

function voiceOf(lang) {
  if (!lang.startsWith("zh")) return find(/^en\b/i);
  return (explainer.settings.get("voice") && find(DIALECT)) || find(/^(zh|cmn)(-Hans)?-CN/i) || find(/^(zh|cmn)(?!.*(HK|MO|yue))/i);
}

// Browsers fetch their voices when first asked; asked now, they are there when somebody wants to listen.
if (speech) speech.getVoices();

explainer.component("read-aloud", (root) => {
  const strip = root.querySelector(".read-aloud__strip");
  const toggle = root.querySelector("[data-do='toggle']");
  const status = root.querySelector(".read-aloud__status");
  const speeds = root.querySelectorAll(".read-aloud__speeds input");
  const dialect = root.querySelector(".read-aloud__dialect");
  const language = document.documentElement.lang;
  let state = "off";
  let at = 0, part = 0;
  let items, utterance, timer, settings, lastEnd = 0;

  function enter(name, message) {
    state = name;
    if (message !== undefined) status.textContent = message;
    if (state === "off" && strip.contains(document.activeElement)) toggle.focus({ preventScroll: true });
    root.querySelectorAll("[data-when]").forEach((element) => {
      element.hidden = !element.dataset.when.includes(state);
    });
    const height = strip.offsetHeight && getComputedStyle(strip).position === "fixed" ? strip.offsetHeight : 0;
    document.documentElement.style.setProperty("--read-aloud-height", `${height}px`);
  }

  function start() {
    if (!speech || !window.SpeechSynthesisUtterance) return enter("off", root.dataset.noSpeech);
    document.querySelectorAll("[data-listen][aria-pressed='true']").forEach((button) => button.click());
    // Safari lets a page speak once it has spoken within a tap; the sentences come only after it.
    if (!items) speech.speak(new SpeechSynthesisUtterance(""));
    at = part = 0;
    enter("starting", root.dataset.wait);
    Promise.all([explainer.load("sentences"), voices(ASKED)])
      .then(() => { if (state === "starting") begin(); })
      .catch(fail);
  }

  function voices(times) {
    if (voiceOf(language) || !times) return undefined;
    return new Promise((resolve) => setTimeout(resolve, ASKING)).then(() => voices(times - 1));
  }

  function begin() {
    if (!voiceOf(language)) return enter("off", root.dataset.noVoice);
    // What the page does not show is not read either, nor what is in a closed list; marks alone have no sound.
    items = explainer.sentences().filter(({ text, pieces: [piece] }) =>
      /[\p{L}\p{N}]/u.test(text) && piece.offsetWidth && !piece.closest("details:not([open]) > :not(summary)"));
    dialect.hidden = !(language.startsWith("zh") && find(DIALECT));
    show();
    enter("playing", root.dataset.started);
    say();
  }

  function fail(error) {
    if (error) console.error(error);
    stop(root.dataset.failed);
  }

  function stop(message) {
    hush();
    mark();
    enter("off", message);
  }

  function hush() {
    clearTimeout(timer);
    utterance = null;
    if (speech.speaking || speech.pending) lastEnd = Date.now();
    speech.cancel();
  }

  function mark(item) {
    document.querySelectorAll(".is-spoken").forEach((piece) => piece.classList.remove("is-spoken"));
    if (!item || !item.pieces[0].isConnected) return;
    item.pieces.forEach((piece) => piece.classList.add("is-spoken"));
    document.dispatchEvent(new CustomEvent("sentence", { detail: item }));
    const { top } = item.pieces[0].getBoundingClientRect();
    const { bottom } = item.pieces.slice(-1)[0].getBoundingClientRect();
    const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
    if (top >= parseFloat(scrollPaddingTop) && bottom <= innerHeight - parseFloat(scrollPaddingBottom)) return;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    scrollBy({ top: top - innerHeight / 4, behavior });
  }

  function say() {
    if (!items[at]) return stop(root.dataset.finished);
    if (!part) mark(items[at]);
    const rest = lastEnd + REST - Date.now();
    if (rest > 0) timer = setTimeout(speak, rest);
    else speak();
  }

  function speak() {
    const { text, lang } = items[at].parts[part];
    const said = new SpeechSynthesisUtterance(text);
    said.voice = voiceOf(lang) || voiceOf(language);
    if (!said.voice) return stop(root.dataset.noVoice);
    said.lang = said.voice.lang.replace("_", "-");
    said.rate = Number(explainer.settings.get("speed") || 1);
    let hasStarted = false;
    said.onstart = () => { hasStarted = true; };
    said.onend = () => { if (said === utterance) goOn(); };
    // Silenced by somebody else, another tab or a figure: it waits.
    said.onerror = ({ error }) => {
      if (said !== utterance) return;
      if (error === "interrupted" || error === "canceled") pause();
      else fail();
    };
    // Some browsers forget to say that a sentence has ended, or never begin one.
    const look = () => {
      if (speech.speaking || speech.pending) timer = setTimeout(look, LOOKING);
      else if (hasStarted) goOn();
      else fail();
    };
    utterance = said;
    speech.resume();
    speech.speak(said);
    timer = setTimeout(look, LOOKING);
  }

  function goOn() {
    clearTimeout(timer);
    part += 1;
    if (part === items[at].parts.length) {
      at += 1;
      part = 0;
    }
    say();
  }

  function pause() {
    if (state !== "playing") return;
    hush();
    part = 0;
    enter("paused");
  }

  // The sentence so many places on, from its beginning; a reader who has paused only sees it.
  function move(step) {
    if (items[at + step]) at += step;
    part = 0;
    hush();
    if (state === "playing") say();
    else mark(items[at]);
  }

  function resume() {
    enter("playing");
    move(0);
  }

  const actions = {
    toggle: () => (state === "off" ? start() : stop(root.dataset.stopped)),
    pause: () => (state === "playing" ? pause() : resume()),
    previous: () => move(-1),
    next: () => move(1),
    stop: () => stop(root.dataset.stopped)
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) actions[button.dataset.do]();
  });

  root.addEventListener("change", ({ target }) => {
    if (target.type === "radio") explainer.settings.set("speed", target.value || undefined);
    else explainer.settings.set("voice", target.checked ? "wuu" : undefined);
  });

  function show() {
    const speed = explainer.settings.get("speed") || "", voice = explainer.settings.get("voice");
    speeds.forEach((input) => { input.checked = input.value === speed; });
    dialect.querySelector("input").checked = voice === "wuu";
    const isNew = settings !== undefined && settings !== speed + voice;
    settings = speed + voice;
    return isNew;
  }
  show();
  document.addEventListener("settings", () => {
    if (show() && state === "playing") move(0);
    enter(state);
  });

  // A figure that is to be heard is heard alone.
  document.addEventListener("click", (event) => { if (event.target.closest("[data-listen]")) pause(); }, true);
  addEventListener("resize", () => enter(state));
  addEventListener("pagehide", () => { if (state !== "off") stop(""); });
});
