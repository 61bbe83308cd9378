/**
 * A chart as one Vega-Lite spec with its data inside, for a reader to take away and change: its panels side by side, each with its own rows.
 * Colours may still be CSS variables of the page.
 *
 * It runs in the page, and so is plain JavaScript.
 *
 * @param {object} chart
 * @param {string} chart.title
 * @param {readonly { title: string, where: Record<string, unknown> }[]} chart.panels
 * @param {readonly any[]} chart.sources The panels' Vega-Lite specs, whose data have names.
 * @param {Record<string, readonly Record<string, unknown>[]>} chart.sets The rows by those names.
 * @param {Record<string, unknown>} chart.config
 * @returns {any}
 */
export function specOf({ title, panels, sources, sets, config }) {
  const top = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title,
    params: [...new Map(sources.flatMap(({ params = [] }) => params).map((param) => [param.name, param])).values()],
    config: { ...config, view: { stroke: null }, legend: { ...config.legend, orient: "top", title: null } },
  };
  const datasets = {};
  const units = sources.map(({ params: _params, ...source }, index) => {
    const { title, where } = panels[index];
    const drawn = (row) => Object.entries(where).every(([name, value]) => !(name in row) || row[name] === value);
    const name = (set) => `${set} ${index + 1}`;
    for (const [set, rows] of Object.entries(sets)) datasets[name(set)] = rows.filter(drawn);
    const named = withData(source, (set) => set in sets ? name(set) : set);
    return { ...named, width: 300, ...(title === "" ? {} : { title }) };
  });
  // Panels need not show the same entries in their legends.
  const resolve = { scale: { color: "independent", shape: "independent", strokeDash: "independent" } };
  return { ...top, concat: units, columns: Math.min(3, units.length), resolve, datasets };
}

/** A spec whose data have other names. */
function withData(spec, rename) {
  if (Array.isArray(spec)) return spec.map((inner) => withData(inner, rename));
  if (typeof spec !== "object" || spec === null) return spec;
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) =>
      key === "data" && typeof value?.name === "string"
        ? [key, { name: rename(value.name) }]
        : [key, withData(value, rename)]
    ),
  );
}
