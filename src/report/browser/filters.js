/* global document, history, location */

/** Lets the overview's filters narrow its claims down; the choice stands in the address, so that it can be handed on. */
export function startFilters() {
  const form = document.getElementById("filters");
  if (form === null) return;
  const selects = [...form.querySelectorAll("select")];
  const openAll = document.getElementById("open-all");
  const lines = [...document.querySelectorAll(".claim-line")];

  const asked = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  for (const select of selects) {
    const value = asked.get(select.name) ?? "";
    if ([...select.options].some((option) => option.value === value)) select.value = value;
  }

  function apply() {
    const [suite, word, network] = selects.map(({ value }) => value);
    let verdicts = 0;
    let claims = 0;
    for (const line of lines) {
      const rows = [...line.querySelectorAll("tr[data-word]")];
      // A row without a network is about all of them.
      for (const row of rows) {
        row.hidden = (word !== "" && row.dataset.word !== word) ||
          (network !== "" && row.dataset.network !== "" && row.dataset.network !== network);
      }
      const left = rows.filter((row) => !row.hidden);
      const chosen = suite === "" || line.closest(".suite").dataset.suite === suite;
      line.hidden = !chosen || (left.length === 0 && (word !== "" || network !== ""));
      for (const count of line.querySelectorAll(".tally [data-word]")) {
        const number = left.filter((row) => row.dataset.word === count.dataset.word).length;
        count.hidden = number === 0;
        count.querySelector("b").textContent = number;
      }
      if (line.hidden) continue;
      verdicts += left.length;
      claims += 1;
    }
    for (const section of document.querySelectorAll(".suite")) {
      section.hidden = section.querySelector(".claim-line:not([hidden])") === null;
    }
    document.getElementById("nothing-left").hidden = claims > 0;
    document.getElementById("shown").value = `${claims} of ${lines.length} claims, ${verdicts} verdicts`;
    return new URLSearchParams(selects.filter(({ value }) => value !== "").map(({ name, value }) => [name, value]));
  }

  function choose() {
    const chosen = apply().toString();
    history.replaceState(null, "", chosen === "" ? location.href.split("#")[0] : `#${chosen}`);
  }

  form.addEventListener("input", choose);
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const select of selects) select.value = "";
    choose();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  openAll.addEventListener("click", () => {
    const open = openAll.getAttribute("aria-pressed") !== "true";
    openAll.setAttribute("aria-pressed", open);
    for (const line of lines) line.open = open;
  });
  form.hidden = false;
  apply();
}
