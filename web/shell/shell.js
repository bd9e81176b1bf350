// Before Gradio starts: the page's own language decides, not the browser's, so that no word is mixed in.
(() => {
  "use strict";
  const language = window.pageLanguage;
  document.documentElement.lang = language;
  Object.defineProperty(navigator, "language", { get: () => language, configurable: true });
  Object.defineProperty(navigator, "languages", { get: () => [language], configurable: true });
})();
