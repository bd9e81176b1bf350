// Moves between the citations of the evidence panel. Everything is delegated from the document: Gradio
// replaces the panel's content after every answer. On a narrow screen the panel is a sheet over the chat.
(() => {
  "use strict";
  const turns = () => document.querySelector("#evidence .turns");
  const narrow = window.matchMedia("(max-width: 720px)");

  function show(article) {
    const turn = article.closest(".turn");
    showTurn(turn);
    for (const other of turn.querySelectorAll(".citation")) other.classList.toggle("current", other === article);
    const position = turn.querySelector(".position");
    if (position) position.textContent = article.dataset.position;
    for (const mark of document.querySelectorAll("#chat a.cite")) {
      const here = mark.getAttribute("href") === "#" + article.id;
      mark.classList.toggle("current", here);
      if (here) mark.setAttribute("aria-current", "true");
      else mark.removeAttribute("aria-current");
    }
  }

  function showTurn(turn) {
    for (const other of turn.parentElement.children) other.classList.toggle("current", other === turn);
  }

  function step(by) {
    const turn = turns()?.querySelector(".turn.current");
    const all = turn ? [...turn.querySelectorAll(".citation")] : [];
    if (!all.length) return null;
    const at = all.findIndex((article) => article.classList.contains("current"));
    const next = all[(at + by + all.length) % all.length];
    show(next);
    return next;
  }

  function unfold(open) {
    document.documentElement.toggleAttribute("data-evidence", open);
  }

  let cameFrom = null;
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const mark = event.target.closest("#chat a.cite");
    const button = event.target.closest("#evidence .pager button");
    const link = event.target.closest("#evidence a.zoom");
    if (mark) {
      event.preventDefault();
      const article = document.getElementById(mark.getAttribute("href").slice(1));
      if (!article) return;
      show(article);
      cameFrom = mark;
      if (narrow.matches) unfold(true);
      article.focus({ preventScroll: narrow.matches });
      if (!narrow.matches) article.scrollIntoView({ block: "nearest", behavior: "smooth" });
    } else if (button) {
      step(button.classList.contains("next") ? 1 : -1);
    } else if (event.target.closest("#sources .fold")) {
      unfold(false);
      cameFrom?.focus();
    } else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      window.disclosurePage.open(link, step);
    }
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.documentElement.hasAttribute("data-evidence")) {
      if (document.querySelector("dialog[open]")) return;
      unfold(false);
      cameFrom?.focus();
    }
  });

  // Errors of pictures do not bubble; they are caught on the way down.
  document.addEventListener("error", (event) => {
    const figure = event.target instanceof HTMLImageElement && event.target.closest("#evidence figure");
    if (!figure) return;
    figure.querySelector("a").hidden = true;
    figure.querySelector("figcaption").hidden = false;
  }, true);

  // A new answer brings a new panel: show the evidence of its last turn.
  new MutationObserver(() => {
    const shown = turns();
    if (!shown || shown.querySelector(".turn.current")) return;
    const last = shown.lastElementChild;
    const article = last.querySelector(".citation");
    if (article) show(article);
    else showTurn(last);
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
})();
