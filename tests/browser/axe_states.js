// Runs axe-core on one state of the page, and tells what it found in few words.
// `where` is a list of selectors that axe looks into; none means the whole page.
async ([rules, where]) => {
  // As axe has it, but for minThreshold: below that the enhanced rule says nothing and leaves it to the plain one.
  axe.configure({ checks: [{ id: "color-contrast-enhanced", options: {
    ignoreUnicode: true, ignoreLength: false, ignorePseudo: false, boldValue: 700, boldTextPt: 14, largeTextPt: 18,
    contrastRatio: { normal: { expected: 7 }, large: { expected: 4.5 } },
    pseudoSizeThreshold: 0.25, shadowOutlineEmMax: 0.1, textStrokeEmMin: 0.03,
  } }] });
  const options = {
    runOnly: rules[0].startsWith("rule:")
      ? { type: "rule", values: rules.map((rule) => rule.slice(5)) }
      : { type: "tag", values: rules },
    rules: { "color-contrast": { enabled: false } }, // the enhanced one finds what it would: see above
    resultTypes: ["violations", "incomplete"],
  };
  const context = where.length ? { include: where.filter((part) => document.querySelector(part)) } : document;
  const found = await axe.run(context, options);
  const list = (rules) => rules.flatMap((rule) => rule.nodes.map((node) => {
    const [check] = [...node.any, ...node.all, ...node.none];
    return [rule.id, (check.data && check.data.messageKey) || check.id, node.target.join(" "), check.message];
  }));
  return [list(found.violations), list(found.incomplete)];
}
