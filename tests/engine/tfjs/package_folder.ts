/** A `node_modules/` with one package in it, made for a test and removed after it. */
export interface PackageFolder extends Disposable {
  readonly modules: URL;
}

/**
 * Makes a package with these files and a `package.json` whose main file is `index.js`. It lies in the project's `node_modules/`, the
 * only place from which the tasks may load native code.
 */
export function makePackage(name: string, version: string, files: Record<string, string | Uint8Array>): PackageFolder {
  const projectModules = new URL("../../../node_modules/", import.meta.url);
  const path = Deno.makeTempDirSync({ dir: projectModules.pathname, prefix: ".sgd-walk-test-" });
  const modules = new URL(`file://${path}/`);
  const folder = new URL(`${name}/`, modules);
  Deno.mkdirSync(folder, { recursive: true });
  const manifest = JSON.stringify({ name, version, main: "index.js" });
  for (const [file, content] of Object.entries({ "package.json": manifest, ...files })) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    Deno.writeFileSync(new URL(file, folder), bytes);
  }
  return { modules, [Symbol.dispose]: () => Deno.removeSync(path, { recursive: true }) };
}
