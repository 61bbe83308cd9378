import type { DatasetName } from "../spec/dataset.ts";
import { UserError } from "../spec/user_error.ts";
import { catalogue, dataSize, imageSize } from "./catalogue.ts";
import { cutPixels, type OfficialPart, type Pixels, sha256 } from "./part.ts";
import { lookAt, readBounded } from "./read_bounded.ts";
import { recognise, recogniseName } from "./recognise.ts";
import { isGzip, unpackGzip } from "./unpack_gzip.ts";

const remedy = "get the file again, or leave out --data-dir";

/** Bytes that another form of an official file, a gzip or a pickle, may have more: the pickles of CIFAR-10 have 0.3 MB more. */
const allowance = 2 ** 20;

/** Entries of a folder that are looked at for what else it holds. */
const mostEntries = 1000;

/**
 * Reads a data set from the official files in `dataDir`: IDX files for MNIST and Fashion-MNIST, binary batches or the Python version's
 * for CIFAR-10, each plain or as gzip, which its content tells. They may lie in the folder itself, in the subfolder named for the data
 * set or in a folder of the file's own name; so MNIST and Fashion-MNIST, whose files have the same names, can share one `dataDir`.
 * Files are read up to the size that the official ones have.
 *
 * @throws {UserError} where a file is missing, truncated or altered, naming it, what it must be, what it is and what to do.
 */
export async function readOfficial(name: DatasetName, dataDir: string): Promise<Pixels> {
  const kind = (await lookAt(dataDir, { remedy }))?.kind;
  if (kind !== "a folder") {
    const form = kind === "a file" ? recogniseName(dataDir) : undefined;
    throw new UserError(
      `Cannot read ${name} from ${dataDir} as it must be a folder: it is ${form ?? kind ?? "not there"}; ` +
        "name the folder with the official files, or leave out --data-dir",
    );
  }
  const entry = catalogue[name];
  const pixels = cutPixels(new Uint8Array(dataSize(entry)), entry.count, imageSize(entry));
  for (const part of entry.official) await readPart(part, await findFile(name, dataDir, part), pixels);
  return pixels;
}

/** Puts an official file, found at `path` in one of its forms, where it belongs. */
async function readPart(part: OfficialPart, path: string, pixels: Pixels): Promise<void> {
  const limit = part.size + allowance;
  const stored = await readBounded(path, { limit, remedy });
  const unpacked = isGzip(stored) ? unpackGzip(stored, limit, path) : stored;
  const content = part.translate?.(unpacked) ?? unpacked;
  const form = sha256(content) === part.sha256 ? undefined : recognise(unpacked);
  if (form !== undefined) {
    throw new UserError(`Cannot read ${path} as it must be the official file ${part.file}: it is ${form}; ${remedy}`);
  }
  part.place(content, pixels, path);
}

/** Where a data set's official file lies: the first of its names in the first of the folders, or in a folder that has its name. */
async function findFile(name: DatasetName, dataDir: string, { file, spellings }: OfficialPart): Promise<string> {
  const names = spellings.flatMap((spelling) => [spelling, `${spelling}.gz`]);
  const folders = catalogue[name].folders.map((folder) => folder === "." ? dataDir : `${dataDir}/${folder}`);
  for (const folder of folders) {
    for (const candidate of names) {
      const path = `${folder}/${candidate}`;
      const found = await lookAt(path, { remedy });
      if (found === undefined) continue;
      if (found.kind !== "a folder") return path;
      for (const inner of names) {
        const kind = (await lookAt(`${path}/${inner}`, { remedy }))?.kind;
        if (kind !== undefined && kind !== "a folder") return `${path}/${inner}`;
      }
    }
  }
  const other = await findOther(folders);
  throw new UserError(
    `Cannot read ${name} from ${dataDir} as ${file} must be in ${
      folders.join(", ")
    }, plain or as .gz: it is in none of them` +
      `${other === undefined ? "" : `, but there is ${other}`}; put it there, or leave out --data-dir`,
  );
}

/** The first file in the folders in which the data may be after all, and what it is. */
async function findOther(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    let looked = 0;
    try {
      for await (const { name } of Deno.readDir(folder)) {
        const form = recogniseName(name);
        if (form !== undefined) return `${folder}/${name}, ${form}`;
        if (++looked === mostEntries) break;
      }
    } catch (error) {
      // The files were looked for already: why this folder cannot be listed adds nothing.
      if (!(error instanceof Error)) throw error;
    }
  }
  return undefined;
}
