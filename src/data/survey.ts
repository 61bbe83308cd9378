import type { Case } from "../spec/case.ts";
import { type DatasetName, datasetNames } from "../spec/dataset.ts";
import { type Cached, cachePath, defaultCacheDir, readCache } from "./cache.ts";
import { catalogue, dataSize } from "./catalogue.ts";

/** What is known of a data set on this machine. */
export interface DataStatus {
  /** Which data set. */
  readonly name: DatasetName;
  /** Whether it lies whole in the cache. */
  readonly state: Cached["state"];
  /** Why it counts as damaged; empty otherwise. */
  readonly reason: string;
  /** The file in the cache, there or not. */
  readonly path: string;
  /** SHA-256 of images and labels. */
  readonly checksum: string;
  /** Training and test images together. */
  readonly images: number;
  /** Bytes in the cache and in memory. */
  readonly bytes: number;
  /** Bytes that fetching it loads. */
  readonly downloadBytes: number;
  /** The npm package that it is fetched from, with its version. */
  readonly package: string;
  /** What the user must know about the package's data; empty where they are the official ones in the official order. */
  readonly remark: string;
}

/** Which data sets the cases need, each once, in the order of `datasetNames`. */
export function datasetsOf(cases: Iterable<Pick<Case, "dataset">>): DatasetName[] {
  const needed = new Set([...cases].map(({ dataset }) => dataset));
  return datasetNames.filter((name) => needed.has(name));
}

/** Looks at the cache, verifying what is there; fetches nothing. All data sets by default. */
export function surveyData(
  names: readonly DatasetName[] = datasetNames,
  { cacheDir = defaultCacheDir() }: { cacheDir?: string } = {},
): Promise<DataStatus[]> {
  return Promise.all(names.map(async (name) => {
    const entry = catalogue[name];
    const cached = await readCache(name, cacheDir);
    return {
      name,
      state: cached.state,
      reason: cached.state === "damaged" ? cached.reason : "",
      path: cachePath(name, cacheDir),
      checksum: entry.checksum,
      images: entry.count,
      bytes: dataSize(entry),
      downloadBytes: entry.package.downloadBytes,
      package: `${entry.package.name}@${entry.package.version}`,
      remark: entry.remark,
    };
  }));
}
