/* global document */

const tip = document.body.appendChild(document.createElement("div"));
tip.className = "tip";
tip.setAttribute("role", "status");
tip.hidden = true;

/** Shows what a mark stands for beside the pointer; Vega's tooltip handler. */
export function showTip(_handler, event, _item, value) {
  tip.hidden = value === null || value === undefined || value === "";
  if (tip.hidden) return;
  tip.replaceChildren(
    ...Object.entries(value).map(([name, shown]) => {
      const line = document.createElement("div");
      const label = line.appendChild(document.createElement("span"));
      label.textContent = name;
      line.append(String(shown));
      return line;
    }),
  );
  const { clientX: x, clientY: y } = event;
  const left = Math.min(x + 14, document.documentElement.clientWidth - tip.offsetWidth - 8);
  tip.style.setProperty("left", `${Math.max(8, left)}px`);
  tip.style.setProperty(
    "top",
    `${y + 18 + tip.offsetHeight > globalThis.innerHeight ? y - tip.offsetHeight - 10 : y + 18}px`,
  );
}
