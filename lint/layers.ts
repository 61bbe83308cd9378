/** The lint plugin that keeps the layers of src/ apart: who may import what, who may speak to the terminal, how files are named. */

/** The folders of src/, lowest first: a file imports its own folder or a lower one. */
const layers = [
  "spec",
  "math",
  "network",
  "data",
  "engine",
  "optim",
  "measure",
  "walk",
  "store",
  "analysis",
  "report",
  "cli",
];

/** Where each library may be imported: by the beginning of its name, the beginning of the path. */
const homes = [
  ["onnxruntime", "src/engine/onnx/"],
  ["@tensorflow/", "src/engine/tfjs/"],
  ["@duckdb/", "src/store/"],
  ["vega", "src/report/"],
] as const;

/** Names that say nothing about what is inside. */
const vagueNames = /(^|\/)(utils?|helpers?|common|types|misc|shared)\.ts$/;

const root = new URL("..", import.meta.url);

/** The plugin's name is the prefix of its rules: `layers/imports`, `layers/terminal`, `layers/names`. */
const plugin: Deno.lint.Plugin = {
  name: "layers",
  rules: {
    imports: {
      create(context) {
        const from = pathOf(context.filename);
        const check = (node: Deno.lint.Node, specifier: unknown) => {
          const complaint = typeof specifier === "string" && complain(from, specifier);
          if (complaint) context.report({ node, message: complaint });
        };
        return {
          ImportDeclaration: (node) => check(node, node.source.value),
          ExportAllDeclaration: (node) => check(node, node.source.value),
          ExportNamedDeclaration: (node) => check(node, node.source?.value),
          ImportExpression: (node) => check(node, "value" in node.source ? node.source.value : undefined),
          TSImportType({ argument }) {
            if (argument.type === "TSLiteralType" && "value" in argument.literal) {
              check(argument, argument.literal.value);
            }
          },
        };
      },
    },
    terminal: {
      create(context) {
        const path = pathOf(context.filename);
        if (!/^(mod\.ts|(src|suites|reports)\/)/.test(path) || path.startsWith("src/cli/")) return {};
        const report = (node: Deno.lint.Node, what: string) =>
          context.report({ node, message: `${what} is only for src/cli/`, hint: "Return it, or take a callback" });
        return {
          MemberExpression(node) {
            if (node.object.type !== "Identifier" || node.property.type !== "Identifier") return;
            const name = `${node.object.name}.${node.property.name}`;
            if (node.object.name === "console") report(node, "console");
            if (name === "Deno.args" || name === "Deno.exit") report(node, name);
          },
        };
      },
    },
    names: {
      create(context) {
        return {
          Program(node) {
            if (!vagueNames.test(pathOf(context.filename))) return;
            context.report({
              node,
              message: "The file's name does not say what is in it",
              hint: "Name its one concept",
            });
          },
        };
      },
    },
  },
};

export default plugin;

function complain(from: string, specifier: string): string | undefined {
  const library = specifier.replace(/^npm:\/?/, "");
  for (const [name, home] of homes) {
    if (library.startsWith(name) && !from.startsWith(home) && from.startsWith("src/")) {
      return `${library} is imported only in ${home}`;
    }
  }
  const relative = specifier.startsWith(".");
  const to = relative ? pathOf(new URL(specifier, new URL(from, root)).pathname) : specifier;
  const declared = /^(suites|reports)\//.exec(from)?.[0];
  if (declared !== undefined) {
    return to === "mod.ts" || relative && to.startsWith(declared)
      ? undefined
      : `${declared} imports only mod.ts and its own files: ${specifier}`;
  }
  if (!relative || !from.startsWith("src/")) return undefined;

  if (to === "deno.json") return undefined;
  if (!to.startsWith("src/")) return `src/ imports only from src/: ${specifier}`;
  const [layer, target] = [from, to].map((path) => layers.indexOf(path.split("/")[1]!)) as [number, number];
  if (layer < 0 || target < 0) return `The folder is not among the layers: ${layer < 0 ? from : to}`;
  return target > layer ? `src/${layers[layer]}/ lies below src/${layers[target]}/ and must not import it` : undefined;
}

/** The path inside the repository, with slashes; an absolute path where the file lies outside. */
function pathOf(filename: string): string {
  const path = filename.startsWith("file:") ? new URL(filename).pathname : filename;
  return path.startsWith(root.pathname) ? path.slice(root.pathname.length) : path;
}
