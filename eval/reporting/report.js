// Filters the failing items. Without JavaScript every item is shown.
const form = document.getElementById("filter");
const cards = [...document.querySelectorAll("#cards .card")];
if (form) {
  for (const name of ["verdict", "suite", "category"]) {
    for (const value of new Set(cards.map((card) => card.dataset[name]))) form.elements[name].add(new Option(value, value));
  }
  const show = () => {
    const words = form.elements.text.value.trim();
    let count = 0;
    for (const card of cards) {
      const fits = ["stage", "verdict", "suite", "category"].every(
        (name) => !form.elements[name].value || card.dataset[name] === form.elements[name].value,
      );
      card.hidden = !(fits && (!words || card.textContent.includes(words)));
      count += !card.hidden;
    }
    form.querySelector("output").textContent = `${count} of ${cards.length}`;
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}
