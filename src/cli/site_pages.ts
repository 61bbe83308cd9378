import { basename, join } from "node:path";

/** The ids of the runs that have a page in a site's folder. */
export async function listRunPages(site: string): Promise<Set<string>> {
  return new Set((await listPages(join(site, "runs"))).map((name) => basename(name, ".html")));
}

/** Whether a site's folder has the page of a comparison. */
export async function hasComparison(site: string): Promise<boolean> {
  return (await listPages(site)).includes("compare.html");
}

async function listPages(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder)).catch((error: unknown) => {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  });
  return entries.map(({ name }) => name).filter((name) => name.endsWith(".html"));
}
