/* global document, location */

/** Lets a link to a claim open it; an address may also hold a choice of filters, which is no target. */
export function startTargets() {
  function open() {
    if (location.hash.includes("=")) return;
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.matches(".claim-line")) return;
    target.open = true;
    target.scrollIntoView();
  }
  // A second click on the same link changes no address, but a reader may have closed the claim in between.
  document.addEventListener("click", ({ target }) => {
    if (target.closest("a")?.getAttribute("href") === location.hash && location.hash !== "") open();
  });
  globalThis.addEventListener("hashchange", open);
  open();
}
