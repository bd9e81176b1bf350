// Moves between the citations of the evidence panel and shows a whole page in a dialog.
// Everything is delegated from the document: Gradio replaces the panel's content after every answer.
(() => {
  "use strict";

  const texts = window.disclosureTexts;
  const panel = () => document.querySelector("#evidence .turns");

  function show(article) {
    const turn = article.closest(".turn");
    for (const other of turn.parentElement.children) other.classList.toggle("current", other === turn);
    for (const other of turn.querySelectorAll(".citation")) other.classList.toggle("current", other === article);
    const position = turn.querySelector(".position");
    if (position) position.textContent = article.dataset.position;
    for (const mark of document.querySelectorAll("#chat a.cite")) {
      mark.classList.toggle("current", mark.getAttribute("href") === "#" + article.id);
    }
  }

  function showTurn(turn) {
    const article = turn.querySelector(".citation");
    if (article) show(article);
    else for (const other of turn.parentElement.children) other.classList.toggle("current", other === turn);
  }

  function step(button, by) {
    const turn = button.closest(".turn");
    const all = [...turn.querySelectorAll(".citation")];
    const at = all.findIndex((article) => article.classList.contains("current"));
    show(all[(at + by + all.length) % all.length]);
  }

  function openPage(link) {
    const picture = link.querySelector("img");
    const dialog = document.createElement("dialog");
    dialog.className = "whole-page";
    const bar = document.createElement("div");
    bar.className = "bar";
    const zoom = document.createElement("button");
    zoom.type = "button";
    zoom.textContent = texts.zoom_in;
    zoom.setAttribute("aria-pressed", "false");
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = texts.close;
    const large = document.createElement("img");
    large.src = link.href;
    large.alt = picture.alt;
    const sheet = document.createElement("div");
    sheet.className = "sheet";
    sheet.tabIndex = 0;
    sheet.append(large);
    bar.append(zoom, close);
    dialog.append(bar, sheet);
    const toggle = () => zoom.setAttribute("aria-pressed", String(dialog.classList.toggle("large")));
    zoom.addEventListener("click", toggle);
    large.addEventListener("click", toggle);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
    (document.querySelector("gradio-app") || document.body).append(dialog);
    dialog.showModal();
  }

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
      article.scrollIntoView({ block: "nearest", behavior: "smooth" });
    } else if (button) {
      step(button, button.classList.contains("next") ? 1 : -1);
    } else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openPage(link);
    }
  }, true);

  // Errors of pictures do not bubble; they are caught on the way down.
  document.addEventListener("error", (event) => {
    const figure = event.target instanceof HTMLImageElement && event.target.closest("#evidence figure");
    if (!figure) return;
    figure.querySelector("a").hidden = true;
    figure.querySelector("figcaption").hidden = false;
  }, true);

  // Gradio reads a message's source and English phrases to screen readers; the text itself says it better.
  function plainLabels() {
    const chat = document.querySelector("#chat");
    if (!chat) return;
    for (const said of chat.querySelectorAll("[data-testid][aria-label], .example[aria-label]")) {
      said.removeAttribute("aria-label");
    }
    const log = chat.querySelector("[role=log]");
    if (log &&  log.getAttribute("aria-label") !== texts.chat_label) log.setAttribute("aria-label", texts.chat_label);
  }

  // A new answer brings a new panel: show the evidence of its last turn.
  new MutationObserver(() => {
    plainLabels();
    const turns = panel();
    if (turns && !turns.querySelector(".turn.current")) showTurn(turns.lastElementChild);
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
