// The buttons of a picker. Gradio fills a list anew place by place, so that the button that was chosen stands
// elsewhere afterwards: the focus follows the disclosure, not the place.
(() => {
  "use strict";
  window.disclosurePicker = {
    // The pages of a long list.
    turns(element, trigger) {
      element.addEventListener("click", (event) => {
        const turn = event.target.closest(".turn-page[data-first]");
        if (turn) trigger("submit", { first: turn.dataset.first });
      });
    },
    connect(element, trigger, watch) {
      let focused = null;
      element.addEventListener("focusin", (event) => {
        focused = event.target.dataset.doc ?? null;
      });
      element.addEventListener("click", (event) => {
        const pick = event.target.closest(".pick");
        if (pick) trigger("select", { doc: pick.dataset.doc });
      });
      watch("value", () => {
        if (focused === null || !element.contains(document.activeElement)) return;
        element.querySelector(`[data-doc="${CSS.escape(focused)}"]`)?.focus();
      });
    },
  };
})();
