// What a technical term means: shown on hover, on focus and on tap, dismissed with Escape.
(() => {
  "use strict";
  let shown = null;
  let bubble = null;

  function meaning(term) {
    return document.getElementById(term.getAttribute("aria-describedby"));
  }

  function show(term) {
    if (shown === term) return;
    hide();
    const told = meaning(term);
    if (!told) return;
    bubble = document.createElement("div");
    bubble.className = "meaning";
    bubble.setAttribute("aria-hidden", "true"); // readers have it from aria-describedby
    bubble.append(...told.cloneNode(true).childNodes);
    (document.querySelector("gradio-app") || document.body).append(bubble);
    const at = term.getBoundingClientRect();
    const room = document.documentElement.clientWidth - bubble.offsetWidth - 8;
    bubble.style.left = `${Math.max(8, Math.min(at.left, room))}px`;
    const above = at.top - bubble.offsetHeight - 6;
    bubble.style.top = `${above > 8 ? above : at.bottom + 6}px`;
    term.setAttribute("aria-expanded", "true");
    shown = term;
  }

  function hide() {
    bubble?.remove();
    shown?.setAttribute("aria-expanded", "false");
    bubble = shown = null;
  }

  const termOf = (event) => event.target instanceof Element && event.target.closest("button.term");
  const inBubble = (target) => target instanceof Node && bubble?.contains(target);
  document.addEventListener("pointerover", (event) => {
    const term = termOf(event);
    if (term && event.pointerType === "mouse") show(term);
  });
  document.addEventListener("pointerout", (event) => {
    if (!shown || event.pointerType !== "mouse" || document.activeElement === shown) return;
    if (!inBubble(event.relatedTarget) && (termOf(event) || inBubble(event.target))) hide();
  });
  document.addEventListener("focusin", (event) => (termOf(event) ? show(termOf(event)) : hide()));
  document.addEventListener("click", (event) => {
    const term = termOf(event);
    if (term) show(term);
    else if (!inBubble(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("scroll", hide, true);
})();
