import { presetNames, type Suite } from "./suite.ts";
import { UserError } from "./user_error.ts";

/**
 * Declares a suite: gives it back once it holds together.
 *
 * @throws {UserError} If the name cannot stand on the command line or in the name of a file, is `all` or that of another page, the version
 * is not a positive integer, a preset is missing or has no grid, a grid has no seeds, two claims have the same id, or a paper's setting names no field of a case.
 */
export function suite(declared: Suite): Suite {
  const { name, version, presets, claims, paperSettings } = declared;
  const refuse = (must: string, found: unknown) => new UserError(`Cannot declare suite ${name} as ${must}: ${found}`);
  if (!/^[a-z][a-z0-9-]*$/.test(name)) {
    throw refuse("its name must be of lower-case letters, digits and hyphens", `"${name}"`);
  }
  // A run's files are named for its suite, with its time and letters of its own.
  if (name.length > 100) throw refuse("its name must have at most 100 letters", name.length);
  if (name === "all") throw refuse("its name must not be that of all suites together", `"${name}"`);
  if (name === "index" || name === "compare") throw refuse("its name must not be that of another page", `"${name}"`);
  if (!Number.isInteger(version) || version < 1) throw refuse("its version must be a positive integer", version);
  for (const preset of presetNames) {
    const grids = presets[preset] ?? [];
    if (grids.length === 0) throw refuse("every preset must have a grid", `${preset} has none`);
    for (const { seeds } of grids) {
      if (!Number.isInteger(seeds) || seeds < 1) {
        throw refuse("every grid must have a positive number of seeds", `${seeds} in ${preset}`);
      }
    }
  }
  const ids = claims.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw refuse("its claims' ids must differ", `${twice} twice`);
  const fields = new Set(Object.values(presets).flat().flatMap(Object.keys)).add("parameterCount");
  fields.delete("network");
  const unknown = paperSettings.find((setting) => !("here" in setting) && !fields.has(setting.field));
  if (unknown !== undefined) {
    const known = [...fields].sort().join(", ");
    throw refuse(`a setting of the paper must name one of ${known}, or say both sides in words`, `"${unknown.field}"`);
  }
  return declared;
}
