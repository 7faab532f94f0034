// What the embedded engine lacks or must not have: a clock that moves, chance, timers.
Math.random = function () { return 0.5; };
Date.now = function () { return 0; };
var setTimeout = function () { return 0; };
var clearTimeout = function () {};
// Widths in em by character; anything not in the table is a full-width (Han) character.
function textWidth(text, font) {
  var size = parseFloat((/(\d+(?:\.\d+)?)px/.exec(font) || [0, 12])[1]);
  var weight = /\b(bold|[6-9]00)\b/.test(font) ? "bold" : "regular";
  var width = 0;
  for (var i = 0; i < text.length; i++) {
    var known = TEXT_WIDTHS[weight][text[i]];
    width += known === undefined ? 1 : known;
  }
  return width * size;
}
function measureWithTable() {
  echarts.setPlatformAPI({
    measureText: function (text, font) { return { width: textWidth(text, font) }; }
  });
}
function labelBoxes(chart) {
  var boxes = [];
  chart.getZr().storage.getDisplayList(true).forEach(function (element) {
    var text = element.style && element.style.text;
    if (element.type !== "tspan" || !text || element.invisible || element.ignore) return;
    var box = element.getBoundingRect().clone();
    if (element.transform) box.applyTransform(element.transform);
    boxes.push({
      text: String(text), left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height
    });
  });
  return boxes;
}
function draw(options, width, height) {
  var chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: width, height: height });
  try {
    options.animation = false;
    chart.setOption(options);
    return JSON.stringify({ svg: chart.renderToSVGString(), labels: labelBoxes(chart) });
  } finally {
    chart.dispose();
  }
}
