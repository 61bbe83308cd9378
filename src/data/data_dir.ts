import { gunzipSync } from "node:zlib";
import type { DatasetName } from "../spec/dataset.ts";
import { UserError } from "../spec/user_error.ts";
import { catalogue, dataSize, imageSize } from "./catalogue.ts";
import { cutPixels, type Pixels, sha256 } from "./part.ts";

/**
 * Reads a data set from the official files in `dataDir`: IDX files for MNIST and Fashion-MNIST, plain or as .gz, binary batches for
 * CIFAR-10. They may lie in the folder itself or in the subfolder named for the data set; so MNIST and Fashion-MNIST, whose
 * files have the same names, can share one `dataDir`.
 *
 * @throws {UserError} where a file is missing, truncated or altered, naming it, what it must be and what to do.
 */
export async function readOfficial(name: DatasetName, dataDir: string): Promise<Pixels> {
  const entry = catalogue[name];
  const pixels = cutPixels(new Uint8Array(dataSize(entry)), entry.count, imageSize(entry));
  for (const part of entry.official) {
    const { path, content } = await findFile(name, dataDir, part.file);
    part.place(content, pixels, path);
    if (part.sha256 === undefined) continue;
    const found = sha256(content);
    if (found !== part.sha256) {
      throw new UserError(
        `Cannot use ${path} as the official file has SHA-256 ${part.sha256}: ${found}; get the file again, or leave out ` +
          "--data-dir",
      );
    }
  }
  return pixels;
}

async function findFile(
  name: DatasetName,
  dataDir: string,
  file: string,
): Promise<{ path: string; content: Uint8Array }> {
  const names = [file, file.replace("-idx", ".idx")].flatMap((spelling) => [spelling, `${spelling}.gz`]);
  const folders = catalogue[name].folders.map((folder) => folder === "." ? dataDir : `${dataDir}/${folder}`);
  for (const folder of folders) {
    for (const candidate of names) {
      const path = `${folder}/${candidate}`;
      const content = await readIfPresent(path);
      if (content !== undefined) return { path, content: candidate.endsWith(".gz") ? unpack(content, path) : content };
    }
  }
  throw new UserError(
    `Cannot read ${name} from ${dataDir} as ${file}${name === "cifar10" ? "" : " or its .gz"} must be in ` +
      `${folders.join(", ")}: it is in none of them; put it there, or leave out --data-dir`,
  );
}

async function readIfPresent(path: string): Promise<Uint8Array | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    if (!(error instanceof Error)) throw error;
    throw new UserError(`Cannot read ${path} as it must be a readable file: ${error.message}`, { cause: error });
  }
}

function unpack(content: Uint8Array, path: string): Uint8Array {
  try {
    return gunzipSync(content);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError(`Cannot unpack ${path} as it must be a whole gzip file: ${error.message}; get the file again`, {
      cause: error,
    });
  }
}
