// A figure that answers to the pointer: fetched only when its button is pressed, drawn by ECharts in the
// place of the static drawing. When anything fails that drawing stays, and the button can be tried again.
// The figure's controls know which row is current; here it is shown.
explainer.component("interactive-figure", (box) => {
  const figure = box.closest("figure");
  const image = figure.querySelector(".figure__image");
  const rows = figure.querySelectorAll("tr[data-row]");
  const view = box.querySelector(".interactive-figure__view");
  const opener = box.querySelector("[data-open]");
  const invitation = opener.textContent;
  const home = box.nextSibling;
  const words = document.createElement("div");
  let current = -1;
  let drawings, plan, chart, sheet, width;

  function load() {
    return window.echarts || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.onload = resolve;
      script.onerror = reject;
      script.src = box.dataset.echarts;
      document.head.append(script);
    });
  }

  // The static drawing that fits now, and its place, which it has not while it is hidden.
  function look(use) {
    image.hidden = false;
    const drawing = Array.from(image.children).find((svg) => svg.getBoundingClientRect().width);
    use(drawing, drawing.getBoundingClientRect());
    image.hidden = true;
  }

  function add(name, parent, place, style) {
    const made = document.createElement("div");
    made.className = "interactive-figure__" + name;
    made.style.cssText = `width: ${place.width}px; height: ${place.height}px; ${style}`;
    parent.append(made);
    return made;
  }

  function draw() {
    const isCalm = chart || document.documentElement.dataset.reading === "elder" || matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (chart) chart.dispose();
    view.textContent = "";
    width = figure.clientWidth;
    look((drawing, place) => {
      plan = JSON.parse(drawings, inColour)[drawing.getAttribute("class").split("--")[1]];
      const frame = add("frame", view, place, `--scale: ${place.width / plan.width}; --natural: ${plan.width}px`);
      // Screen readers have the table, and the value beside the buttons.
      frame.setAttribute("aria-hidden", "true");
      sheet = add("sheet", frame, plan, "");
    });
    const options = plan.options;
    options.animation = !isCalm;
    options.textStyle = { fontFamily: getComputedStyle(view).fontFamily };
    options.tooltip = { className: "interactive-figure__tip", confine: true, transitionDuration: 0, formatter: wordsOf };
    options.series.forEach((series) => {
      series.emphasis = { scale: false, itemStyle: { color: "inherit", borderColor: inColour("", "--focus") } };
    });
    chart = echarts.init(sheet, null, { renderer: "svg" });
    chart.setOption(options);
    chart.on("click", (item) => {
      figure.dispatchEvent(new CustomEvent("figure:step", { detail: { row: rowOf(item) } }));
    });
    point();
  }

  // The name of a colour as the colour that it is at this moment; anything else as it is.
  function inColour(key, value) {
    if (!/^--[a-z-]+$/.test(value)) return value;
    view.style.color = `var(${value})`;
    return getComputedStyle(view).color;
  }

  function rowOf(item) {
    return plan.marks.findIndex((marks) => item.componentType === "series" && marks.some((mark) =>
      mark.seriesIndex === item.seriesIndex && [item.dataIndex, undefined].includes(mark.dataIndex)));
  }

  // The words of an item's row, as text: data is never markup.
  function wordsOf(item) {
    const row = rows[rowOf(item)];
    words.textContent = row ? Array.from(row.cells, inBrackets).join("\n") : "";
    return row ? words : "";
  }

  // A cell's words with its remarks in brackets.
  function inBrackets(cell) {
    const copy = cell.cloneNode(true);
    const brackets = /^zh/.test(document.documentElement.lang) ? "（）" : "()";
    copy.querySelectorAll(".mark").forEach((mark) => { mark.textContent = brackets[0] + mark.textContent + brackets[1]; });
    return copy.textContent;
  }

  function point() {
    sheet.querySelectorAll(".interactive-figure__ring").forEach((ring) => ring.remove());
    chart.dispatchAction({ type: "downplay" });
    chart.dispatchAction({ type: "hideTip" });
    if (current < 0) return;
    plan.marks[current].forEach((mark) => chart.dispatchAction(Object.assign({ type: "highlight" }, mark)));
    // The marks of both drawings lie in the same places.
    look((drawing, place) => drawing.querySelectorAll("[data-row].is-current").forEach((mark) => {
      const box = mark.getBoundingClientRect(), scale = place.width / plan.width;
      const x = (box.left - place.left) / scale, y = (box.top - place.top) / scale;
      const size = { width: box.width / scale, height: box.height / scale };
      add("ring", sheet, size, `left: ${x}px; top: ${y}px`);
      const item = Object.assign({ componentType: "series" }, plan.marks[current][0]);
      chart.dispatchAction({ type: "showTip", x, y: y + size.height, tooltip: { formatterParams: item } });
    }));
  }

  function setOpen(isOpen) {
    box.querySelectorAll("[data-open] ~ *").forEach((part) => { part.hidden = !isOpen; });
    opener.hidden = image.hidden = isOpen;
    image.parentNode.insertBefore(box, isOpen ? image : home);
  }

  function close() {
    if (chart) chart.dispose();
    chart = null;
    setOpen(false);
    opener.focus();
  }

  // What fails in an open view closes it.
  function attempt(work) {
    try {
      if (chart) work();
    } catch (error) {
      close();
    }
  }

  const redraw = () => attempt(draw);

  opener.addEventListener("click", () => {
    if (opener.hasAttribute("aria-busy")) return;
    opener.setAttribute("aria-busy", "true");
    opener.textContent = opener.dataset.busy;
    Promise.all([fetch(box.dataset.drawings).then((answer) => answer.text()), load()])
      .then((loaded) => {
        drawings = loaded[0];
        setOpen(true);
        draw();
        view.focus();
      })
      .catch(() => { if (opener.hidden) close(); })
      .then(() => {
        opener.removeAttribute("aria-busy");
        opener.textContent = invitation;
      });
  });
  box.querySelector("[data-close]").addEventListener("click", close);
  view.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  figure.addEventListener("figure:value", (event) => {
    current = event.detail.row;
    attempt(point);
  });
  ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"].forEach((query) => {
    matchMedia(query).addListener(redraw); // the name that older browsers know too
  });
  new MutationObserver(redraw).observe(document.documentElement, {
    attributeFilter: ["data-theme", "data-text-size", "data-reading", "data-spacing", "data-plain"]
  });
  new ResizeObserver(() => { if (figure.clientWidth !== width) redraw(); }).observe(figure);
  box.hidden = false;
});
