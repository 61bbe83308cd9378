/** Beginnings that tell what a file is, whatever it is called. */
const beginnings: readonly (readonly [beginning: RegExp | string, form: string])[] = [
  [/^\s*<(!doctype\s+html|html|head|script|!--)/i, "an HTML page, as a server sends it in place of a file"],
  [/^\s*<(\?xml|Error>)/i, "XML, as a server sends it in place of a file"],
  ["version https://git-lfs", "a pointer of Git LFS: run `git lfs pull` there"],
  ["PK\x03\x04", "a ZIP archive that is not unpacked"],
  ["\x1f\x8b", "a gzip file"],
  ["BZh", "a bzip2 file that is not unpacked"],
  ["\xfd7zXZ", "an xz file that is not unpacked"],
  ["7z\xbc\xaf", "a 7z archive that is not unpacked"],
  ["\x28\xb5\x2f\xfd", "a zstd file that is not unpacked"],
  [/^[\s\S]{257}ustar/, "a tar archive that is not unpacked"],
  ["\x93NUMPY", "an array of NumPy"],
  ["\x80\x02", "a Python pickle"],
  ["\x80\x03", "a Python pickle"],
  ["\x80\x04", "a Python pickle"],
  ["\x80\x05", "a Python pickle"],
  ["PAR1", "a Parquet file"],
  ["\x89PNG", "a PNG image"],
  [/^[\s -~]+$/, "text"],
];

/**
 * What a file's content is if it is a well-known form that no official file has; undefined otherwise.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { recognise } from "./recognise.ts";
 *
 * assertEquals(recognise(new TextEncoder().encode("PK\x03\x04...")), "a ZIP archive that is not unpacked");
 * assertEquals(recognise(Uint8Array.of(0, 0, 8, 1)), undefined);
 * ```
 */
export function recognise(content: Uint8Array): string | undefined {
  // Bytes as letters of the same number; a mark of the text's encoding is skipped.
  const start = String.fromCharCode(...content.subarray(0, 512)).replace(/^\xef\xbb\xbf/, "");
  return beginnings.find(([beginning]) =>
    typeof beginning === "string" ? start.startsWith(beginning) : beginning.test(start)
  )?.[1];
}

/**
 * What a file is by its name, where it is a form in which data sets are handed on and which is not read; undefined otherwise.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { recogniseName } from "./recognise.ts";
 *
 * assertEquals(recogniseName("cifar-10-python.tar.gz"), "an archive that is not unpacked");
 * assertEquals(recogniseName("train-images-idx3-ubyte.gz"), undefined);
 * ```
 */
export function recogniseName(name: string): string | undefined {
  if (/\.(zip|7z|rar|tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz|zst))$/i.test(name)) return "an archive that is not unpacked";
  const form = /\.(npz|npy|csv|parquet|arrow|mat|pt|h5|hdf5|tfrecord)(\.gz)?$/i.exec(name)?.[1];
  return form && `a .${form.toLowerCase()} file, a form that is not read`;
}
