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
    const { paper, suite, word, network } = Object.fromEntries(selects.map(({ name, value }) => [name, value]));
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
      const own = line.closest(".suite").dataset;
      const chosen = (suite === "" || own.suite === suite) && (paper === "" || own.paper === paper);
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

  /** The suites of other papers cannot be chosen. */
  function offer() {
    const [paper, suite] = ["paper", "suite"].map((name) => form.elements.namedItem(name));
    const own = new Set(
      [...document.querySelectorAll(".suite")].filter((section) =>
        paper.value === "" || section.dataset.paper === paper.value
      ).map((section) => section.dataset.suite),
    );
    for (const option of suite.options) option.hidden = option.disabled = option.value !== "" && !own.has(option.value);
    if (suite.selectedOptions[0].disabled) suite.value = "";
  }

  function choose() {
    offer();
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
  offer();
  apply();
}
