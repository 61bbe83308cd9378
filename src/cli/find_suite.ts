import type { Suite } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import { suggest } from "./suggest.ts";
import { root } from "./versions.ts";

/** A suite and the URL of its module. */
export interface FoundSuite {
  readonly suite: Suite;
  readonly module: string;
}

/** The names of the suites: the files of suites/. */
export async function listSuites(): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(new URL("suites/", root)));
  return entries.filter(({ name }) => name.endsWith(".ts")).map(({ name }) => name.slice(0, -3)).sort();
}

/**
 * The suite of a name.
 *
 * @throws {UserError} If there is none of this name, or its file cannot be imported or declares none.
 */
export async function findSuite(name: string | undefined): Promise<FoundSuite> {
  const names = await listSuites();
  if (name === undefined || !names.includes(name)) {
    const found = name === undefined ? "none given" : `${name}${suggest(name, names)}`;
    throw new UserError(`Cannot run a suite as its name must be one of ${names.join(", ")}: ${found}`);
  }
  const module = new URL(`suites/${name}.ts`, root).href;
  const { default: suite } = await importSuite(name, module);
  if (suite?.name !== name) {
    throw new UserError(
      `Cannot run suites/${name}.ts as its default export must be suite({ name: "${name}", ... }): ${
        suite?.name ?? "none"
      }`,
    );
  }
  return { suite, module };
}

/** All suites in the order of their names, and why some cannot be had: one whose file is broken hides no other. */
export async function findSuites(): Promise<{ found: FoundSuite[]; broken: { name: string; error: unknown }[] }> {
  const found: FoundSuite[] = [];
  const broken: { name: string; error: unknown }[] = [];
  for (const name of await listSuites()) {
    try {
      found.push(await findSuite(name));
    } catch (error) {
      broken.push({ name, error });
    }
  }
  return { found, broken };
}

async function importSuite(name: string, module: string): Promise<{ default?: Suite }> {
  try {
    return await import(module);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const [line] = error.message.split("\n");
    throw new UserError(`Cannot load suites/${name}.ts as its module must run: ${line}`, { cause: error });
  }
}
