// A clear band between two lines, the rest of the screen a little darker; it follows the pointer, the keyboard's
// focus and the sentence that is read aloud.
let ruler, followed;

function place(middle) {
  ruler.style.top = `${Math.round(Math.max(0, Math.min(middle, innerHeight)))}px`;
}

function followPointer(event) {
  followed = null;
  place(event.clientY);
}

function followElement(element) {
  followed = element;
  // After the browser has scrolled it into view.
  requestAnimationFrame(keepUp);
}

function keepUp() {
  if (!ruler || !followed) return;
  const { top, height } = followed.getClientRects()[0] || followed.getBoundingClientRect();
  // Of something tall its beginning.
  place(top + Math.min(height, ruler.offsetHeight) / 2);
}

const listeners = {
  pointermove: followPointer,
  pointerdown: followPointer,
  focusin: (event) => { if (event.target.matches(":focus-visible")) followElement(event.target); },
  sentence: (event) => followElement(event.detail.pieces[0]),
  scroll: keepUp
};

function apply() {
  const isOn = explainer.settings.get("ruler") === "on";
  if (isOn && !ruler) {
    ruler = document.createElement("div");
    ruler.className = "ruler";
    ruler.setAttribute("aria-hidden", "true");
    document.body.append(ruler);
    for (const type in listeners) document.addEventListener(type, listeners[type], { passive: true });
    place(innerHeight * 0.4);
  } else if (!isOn && ruler) {
    for (const type in listeners) document.removeEventListener(type, listeners[type]);
    ruler.remove();
    ruler = followed = null;
  }
}

document.addEventListener("settings", apply);
apply();
