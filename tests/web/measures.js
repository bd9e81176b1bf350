// What a browser test can measure of a shown page. Each function gives a list of what is wrong.

function shown(element) {
  return element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0;
}

function described(element) {
  const id = element.id ? `#${element.id}` : "";
  return `${element.tagName.toLowerCase()}${id}.${String(element.className.baseVal ?? element.className).replaceAll(" ", ".")}`;
}

function parts(colour) {
  const found = colour.match(/[\d.]+/g).map(Number);
  // color(srgb r g b / a) counts from 0 to 1, rgb() from 0 to 255
  const scale = colour.startsWith("color(") ? 255 : 1;
  return [found[0] * scale, found[1] * scale, found[2] * scale, found[3] ?? 1];
}

function over(front, back) {
  return [0, 1, 2].map((n) => front[n] * front[3] + back[n] * (1 - front[3])).concat(1);
}

function luminance([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ground(element) {
  const layers = [];
  for (let e = element; e; e = e.parentElement) layers.push(parts(getComputedStyle(e).backgroundColor));
  const page = matchMedia("(prefers-color-scheme: dark)").matches ? [0, 0, 0, 1] : [255, 255, 255, 1];
  return layers.reverse().reduce((back, front) => over(front, back), page);
}

function contrast(text, back) {
  const [light, dark] = [luminance(over(text, back)), luminance(back)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

// WCAG 2.2, 1.4.3: 4.5 to 1, and 3 to 1 for large text. What is disabled is exempt.
function lowContrast() {
  const wrong = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || seen.has(element) || !shown(element)) continue;
    seen.add(element);
    if (element.closest(":disabled, script, style, .unseen, .sr-only")) continue;
    const style = getComputedStyle(element);
    let opacity = 1;
    for (let e = element; e; e = e.parentElement) opacity *= Number(getComputedStyle(e).opacity);
    const text = parts(style.color);
    text[3] *= opacity;
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = contrast(text, ground(element));
    if (ratio < (large ? 3 : 4.5)) {
      wrong.push(`${described(element)} ${ratio.toFixed(2)} ${walker.currentNode.data.trim().slice(0, 30)}`);
    }
  }
  for (const box of document.querySelectorAll("input, textarea")) {
    if (!shown(box) || !box.placeholder) continue;
    const style = getComputedStyle(box, "::placeholder");
    const text = parts(style.color);
    text[3] *= Number(style.opacity);
    const ratio = contrast(text, ground(box));
    if (ratio < 4.5) wrong.push(`${described(box)} placeholder ${ratio.toFixed(2)}`);
  }
  return wrong;
}

function nameOf(element) {
  const labelled = (element.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id)?.textContent);
  return [element.getAttribute("aria-label"), ...labelled, ...[...(element.labels || [])].map((label) => label.textContent),
    element.textContent, element.title, element.alt].find((name) => name && name.trim()) || "";
}

function unnamed() {
  const found = document.querySelectorAll("button, a[href], input, textarea, select, [role=tab], [role=region], img, [tabindex='0']");
  return [...found].filter((element) => shown(element) && !nameOf(element).trim()).map(described);
}

// What people typed and the names of departments and items stand as they are on either page.
const NAMES = ".choice, .asked, .for, #spoken, #history .open, #history .forget, #evidence img, td";

// Words and attributes that are not in the page's language. Quotations carry their own `lang`.
function otherLanguage() {
  const here = document.documentElement.lang.slice(0, 2);
  const foreign = here === "zh" ? /[A-Za-z]{3,}/ : /[\u3400-\u9fff]/;
  const allowed = /PDF|CSV|XLSX|English|JSON|API|MCP/g;
  const wrong = [];
  const judge = (element, text, what) => {
    if (here === "en" && element.closest(NAMES)) return;
    const marked = element.closest("[lang]");
    if (marked && marked !== document.documentElement && !marked.lang.startsWith(here)) return;
    if (foreign.test(text.replace(allowed, ""))) wrong.push(`${what} ${described(element)}: ${text.trim().slice(0, 50)}`);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (element.closest("script, style") || (!shown(element) && !element.closest(".unseen"))) continue;
    judge(element, walker.currentNode.data, "text");
  }
  for (const element of document.body.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    if (!shown(element)) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      if (element.hasAttribute(name)) judge(element, element.getAttribute(name), name);
    }
  }
  return wrong;
}

function wider() {
  const width = document.documentElement.clientWidth;
  if (Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) <= width) return [];
  return [...document.body.querySelectorAll("*")].filter((e) => shown(e) && e.getBoundingClientRect().right > width + 1).map(described);
}

// WCAG 2.2, 2.5.8: targets of 24 by 24 pixels; links inside text are exempt.
function smallTargets() {
  return [...document.querySelectorAll("button, summary, select")].filter((element) => {
    if (!shown(element) || element.matches(".term")) return false;
    const box = element.getBoundingClientRect();
    if (box.height <= 1) return false; // Gradio measures its tabs on copies that nobody sees
    return box.width < 24 || box.height < 24;
  }).map((e) => `${described(e)} ${Math.round(e.getBoundingClientRect().width)}x${Math.round(e.getBoundingClientRect().height)}`);
}
