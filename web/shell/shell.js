// Gradio says some things in English whatever the language: those are put into ours, with what to do.
(() => {
  "use strict";
  const texts = window.disclosureTexts;
  const SPEAKERS = ".toast-wrap, .toast-body, .upload-container";
  const TITLES = ["Error", "Warning", "Info", "Success"];

  function meaning(said) {
    const title = TITLES.indexOf(said.trim());
    if (title >= 0) return texts.toast_titles[title];
    const known = texts.gradio_says.findIndex((phrase) => said.includes(phrase));
    return known < 0 ? said : texts.gradio_means[known];
  }

  function translate(toast) {
    const walker = document.createTreeWalker(toast, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const meant = meaning(node.data);
      if (meant !== node.data) node.data = meant;
    }
    for (const named of [toast, ...toast.querySelectorAll("[aria-label]")]) {
      if (!named.hasAttribute("aria-label")) continue;
      const meant = meaning(named.getAttribute("aria-label"));
      if (meant !== named.getAttribute("aria-label")) named.setAttribute("aria-label", meant);
    }
  }

  new MutationObserver(() => {
    for (const toast of document.querySelectorAll(SPEAKERS)) translate(toast);
  }).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
})();
