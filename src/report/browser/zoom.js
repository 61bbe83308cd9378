/* global document */

/** Lets a reader zoom into a chart's long lines: by its sliders, by drawing over a panel, and out by a double click. */
export function startZoom(figure, { zoom }, changed) {
  if (zoom === undefined) return { window: () => ({}), attach() {} };
  const [from, to] = ["from", "to"].map((name) => figure.querySelector(`[data-zoom="${name}"]`));
  const [first, last] = [Number(from.min), Number(to.max)];

  function set(begin, end) {
    // At least one step, inside the walk.
    from.value = Math.max(first, Math.min(Math.round(begin), last - 1));
    to.value = Math.min(last, Math.max(Math.round(end), Number(from.value) + 1));
    for (const slider of [from, to]) slider.previousElementSibling.querySelector("output").value = slider.value;
    return changed();
  }

  from.addEventListener("input", () => set(Number(from.value), Math.max(Number(to.value), Number(from.value) + 1)));
  to.addEventListener("input", () => set(Math.min(Number(from.value), Number(to.value) - 1), Number(to.value)));
  figure.querySelector('[data-zoom="all"]').addEventListener("click", () => set(first, last));

  return {
    window: () => ({ from: Number(from.value), to: Number(to.value) }),
    attach: (views) => views.forEach((view) => brush(view, set, () => set(first, last))),
  };
}

/** Draws what the pointer covers on a view's plot and asks to zoom into it. */
function brush(view, zoomTo, zoomOut) {
  const plot = view.container();
  const band = document.createElement("div");
  band.className = "band";
  const inside = (event) => {
    const { left } = plot.getBoundingClientRect();
    return Math.max(0, Math.min(event.clientX - left - view.origin()[0], view.width()));
  };
  const shown = (begin, end) => {
    band.style.setProperty("left", `${view.origin()[0] + Math.min(begin, end)}px`);
    band.style.setProperty("width", `${Math.abs(end - begin)}px`);
  };
  let begin;
  plot.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    begin = inside(event);
    plot.setPointerCapture(event.pointerId);
    plot.append(band);
    shown(begin, begin);
  });
  plot.addEventListener("pointermove", (event) => begin !== undefined && shown(begin, inside(event)));
  plot.addEventListener("pointerup", (event) => {
    if (begin === undefined) return;
    const ends = [begin, inside(event)].sort((a, b) => a - b);
    // A click is not a zoom.
    if (ends[1] - ends[0] > 4) zoomTo(...ends.map((end) => view.scale("x").invert(end)));
    stop();
  });
  plot.addEventListener("pointercancel", stop);
  plot.addEventListener("dblclick", zoomOut);
  function stop() {
    begin = undefined;
    band.remove();
  }
}
