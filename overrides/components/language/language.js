// The language switch is a plain link to the same page; with a script it keeps the heading that is in view.
explainer.component("language", (link) => {
  link.addEventListener("click", function () {
    var passed = Array.prototype.filter.call(document.querySelectorAll("main h2[id], main h3[id]"), function (heading) {
      return heading.getBoundingClientRect().top < window.innerHeight / 3;
    });
    var current = passed[passed.length - 1];
    link.hash = current ? current.id : "";
  });
});
