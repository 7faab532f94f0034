// The rows of a figure one after another, by button, by key and by ear. Which row is current is known
// here alone: others ask for one with "figure:step", and are told of each change with "figure:value".
const KEYS = {
  ArrowRight: { step: 1 },
  ArrowDown: { step: 1 },
  ArrowLeft: { step: -1 },
  ArrowUp: { step: -1 },
  Home: { row: 0 },
  End: { row: Infinity }
};
const Sound = window.AudioContext || window.webkitAudioContext;
// Seconds: a tone, its soft beginning and end, the gap after it.
const TONE = 0.45, SOFT = 0.04, GAP = 0.12;
// Seconds: a screen reader's time for a row, and the longest time for the browser's own voice.
const READING = 2.5, LONGEST = 10;
let hush = () => {};

function voiceOf(language) {
  const voices = window.speechSynthesis ? speechSynthesis.getVoices() : [];
  // A voice that is not on the device would send the words to somebody's server.
  const fitting = voices.filter((voice) => voice.localService && voice.lang.slice(0, 2) === language.slice(0, 2));
  // A voice of Hong Kong would read Chinese as Cantonese.
  return fitting.find((voice) => !/HK/.test(voice.lang)) || fitting[0];
}

// Two copies of a mark under it: a thick outline, and a thinner one that keeps it off the mark.
function ring(mark) {
  // Stripes lie over their mark in the same shape: one ring is enough, and must not lie between them.
  const before = mark.previousElementSibling;
  const isSame = (name) => before.getAttribute(name) === mark.getAttribute(name);
  if (before && ["data-row", "d", "transform"].every(isSame)) return;
  ["figure__ring", "figure__ring figure__ring--gap"].forEach((name) => {
    const copy = mark.cloneNode(true);
    copy.setAttribute("class", name);
    copy.removeAttribute("data-row");
    mark.parentNode.insertBefore(copy, mark);
  });
}

// Browsers fetch their voices when first asked; asked now, they are there when somebody wants to listen.
voiceOf("");
window.addEventListener("pagehide", () => hush());

explainer.component("figure-controls", (figure) => {
  const controls = figure.querySelector(".figure__controls");
  const rows = figure.querySelectorAll("tr[data-row]");
  if (!controls || !rows.length) return;
  const last = rows.length - 1;
  const status = controls.querySelector(".figure__value");
  const said = document.createElement("span");
  const position = document.createElement("span");
  const listen = controls.querySelector("[data-listen]");
  const volume = controls.querySelector(".figure__volume input");
  const sounding = controls.querySelector(".figure__sound");
  const values = Array.from(rows, (row) => parseFloat(row.cells[1].dataset.value));
  const largest = values.reduce((largest, value) => (value > largest ? value : largest), 0);
  let current = -1;
  let audio, master, utterance, timer, invitation;

  function tell() {
    said.textContent = status.textContent = "";
    if (current < 0) return;
    const cells = Array.from(rows[current].cells, (cell) => cell.cloneNode(true));
    said.append(...cells[0].childNodes, status.dataset.of, ...cells[1].childNodes);
    position.className = "figure__position";
    position.textContent = status.dataset.position.replace("#1", current + 1).replace("#2", rows.length);
    status.append(said, " ", position);
  }

  function show(row) {
    if (row !== current) {
      current = row;
      figure.querySelectorAll(".figure__ring").forEach((ring) => ring.remove());
      figure.querySelectorAll("[data-row]").forEach((part) => {
        part.classList.toggle("is-current", part.getAttribute("data-row") === String(row));
      });
      figure.querySelectorAll("svg .is-current").forEach(ring);
      controls.querySelectorAll("[data-step]").forEach((button) => {
        button.setAttribute("aria-disabled", row === (button.dataset.step < 0 ? 0 : last));
      });
      figure.dispatchEvent(new CustomEvent("figure:value", { bubbles: true, detail: { row } }));
    }
    tell();
  }

  function move({ step, row }) {
    stop();
    if (step) row = current < 0 && step < 0 ? last : Math.max(0, current + step);
    row = Math.min(last, row);
    if (row !== current) show(row);
  }

  controls.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) move({ step: Number(button.dataset.step) });
  });
  figure.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") move({ row: -1 });
    if (!KEYS[event.key] || !event.target.matches("[data-step], .interactive-figure__view")) return;
    event.preventDefault();
    move(KEYS[event.key]);
  });
  figure.addEventListener("figure:step", (event) => move(event.detail));

  function wait(seconds, then) {
    clearTimeout(timer);
    timer = setTimeout(then, seconds * 1000);
  }

  function press(isPressed) {
    listen.setAttribute("aria-pressed", isPressed);
    listen.textContent = isPressed ? listen.dataset.stop : invitation;
    sounding.hidden = !isPressed;
  }

  function start() {
    hush();
    hush = stop;
    audio = new Sound();
    audio.resume();
    master = audio.createGain();
    master.gain.value = volume.value / 100;
    master.connect(audio.destination);
    press(true);
    say(0, () => sound(0));
  }

  function stop() {
    if (!audio) return;
    clearTimeout(timer);
    quiet();
    audio.close();
    audio = null;
    status.removeAttribute("aria-live");
    press(false);
  }

  function quiet() {
    if (!utterance) return;
    utterance.onend = utterance.onerror = null;
    utterance = null;
    speechSynthesis.cancel();
  }

  // A row in words: by the browser's voice, or in the status for a reader's own.
  function say(row, then) {
    const voice = voiceOf(document.documentElement.lang);
    // Once only: a voice that is too slow is cut off.
    const go = () => {
      quiet();
      then();
    };
    status.setAttribute("aria-live", voice ? "off" : "polite");
    show(row);
    wait(voice ? LONGEST : READING, go);
    if (!voice) return;
    utterance = new SpeechSynthesisUtterance(said.textContent);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.volume = volume.value / 100;
    utterance.onend = utterance.onerror = () => wait(0, go);
    speechSynthesis.speak(utterance);
  }

  // The rows from this one on as tones; no screen reader speaks into them.
  function sound(row) {
    if (row > last) return say(last, stop);
    status.setAttribute("aria-live", "off");
    show(row);
    if (values[row] >= 0) tone(values[row]);
    wait(TONE + GAP, () => sound(row + 1));
  }

  // From zero, as bars are: 0 is 220 Hz and the largest value 660 Hz, so that equal steps of the value are
  // equal steps in Hz, and a small difference sounds small. A triangle wave carries on a phone's speaker.
  function tone(value) {
    const now = audio.currentTime, wave = audio.createOscillator(), envelope = audio.createGain();
    wave.type = "triangle";
    wave.frequency.value = 220 + 440 * (value / largest || 0);
    envelope.gain.setValueAtTime(0, now);
    envelope.gain.linearRampToValueAtTime(1, now + SOFT);
    envelope.gain.setValueAtTime(1, now + TONE - SOFT);
    envelope.gain.linearRampToValueAtTime(0, now + TONE);
    wave.connect(envelope);
    envelope.connect(master);
    wave.start(now);
    wave.stop(now + TONE);
  }

  if (listen && Sound) {
    invitation = listen.textContent;
    listen.addEventListener("click", () => (audio ? stop() : start()));
    volume.addEventListener("input", () => { if (audio) master.gain.value = volume.value / 100; });
  } else if (listen) {
    listen.hidden = true;
  }
  controls.hidden = false;
});
