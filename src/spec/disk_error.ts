import { UserError } from "./user_error.ts";

/** Kinds of failures of file operations, by the codes that Deno and Node give and the words of C libraries, as DuckDB repeats them. */
const kinds = [
  {
    codes: ["ENOSPC", "EDQUOT", "EFBIG"],
    words: /No space left|Disk quota|File too large/i,
    requirement: "there must be space on its disk",
    remedy: () => "free some space; what was stored before is kept",
  },
  {
    codes: ["EMFILE", "ENFILE"],
    words: /Too many open files/i,
    requirement: "more files must be allowed to be open",
    remedy: () => "raise the limit with ulimit -n",
  },
  {
    codes: "EACCES,EEXIST,EINVAL,EISDIR,ELOOP,ENAMETOOLONG,ENOENT,ENOTDIR,ENOTEMPTY,EPERM,EROFS,ETXTBSY".split(","),
    words: new RegExp(
      "Permission denied|Operation not permitted|Read-only file system|Not a directory|Is a directory|No such file|File exists|" +
        "File name too long|Too many levels of symbolic links",
      "i",
    ),
    requirement: "its folder must be one that can be written",
    remedy: (flag: string) => `choose another with ${flag} or change its permissions`,
  },
  {
    codes: "EAGAIN,EBADF,EBUSY,EINTR,EIO,ENODEV,ENOLCK,ENOMEM,ENOTSUP,ENXIO,EREMOTEIO,ESPIPE,ESTALE,ETIMEDOUT,EXDEV"
      .split(","),
    words: new RegExp(
      "Input/output error|fsync failed|Resource temporarily unavailable|Device or resource busy|Bad file descriptor|No such device|No locks available|" +
        "Stale file handle|Cannot allocate memory|Operation not supported|Remote I/O error",
      "i",
    ),
    requirement: "its disk must work",
    remedy: () => "look after the disk; what was stored before is kept",
  },
] as const;

/** How DuckDB begins what it says of files; its other errors may repeat a user's own words. */
const fileErrorOfDuckDb = /^(IO|FATAL|TransactionContext|INTERNAL|Permission) Error/i;

/**
 * What a failure of the disk means to the user: a UserError that names the file and says what to do. Errors of another kind are
 * given back as they are.
 *
 * @param flag The flag that chooses another folder.
 *
 * @example
 * ```ts
 * import { assertInstanceOf } from "@std/assert";
 * import { diskError } from "./disk_error.ts";
 * import { UserError } from "./user_error.ts";
 *
 * const error = Object.assign(new Error("No space left on device (os error 28)"), { code: "ENOSPC" });
 * assertInstanceOf(diskError(error, "write", "results/a.checkpoint"), UserError);
 * ```
 */
export function diskError(error: unknown, action: string, path: string, flag = "--results"): unknown {
  const kind = kindOf(error);
  if (kind === undefined) return error;
  const { message } = error as Error;
  return new UserError(
    `Cannot ${action} ${path} as ${kind.requirement}: ${message.replace(/\s+/g, " ")}; ${kind.remedy(flag)}`,
    { cause: error },
  );
}

/**
 * What the user can mend of an error, wherever it came from: a UserError as it is, a failure of the disk that nobody has put into words yet, a
 * permission that the task lacks. Undefined where the fault is ours.
 */
export function mendable(error: unknown): UserError | undefined {
  if (error instanceof UserError) return error;
  if (error instanceof Deno.errors.NotCapable) {
    return new UserError(`Cannot go on as the task's permissions in deno.json must allow it: ${error.message}`, {
      cause: error,
    });
  }
  // Deno's own words end with what was tried and where: readfile '/results/baselines.json'.
  const path = error instanceof Error ? /'([^']+)'/.exec(error.message)?.[1] : undefined;
  const told = diskError(error, "use", path ?? "a file");
  return told instanceof UserError ? told : undefined;
}

function kindOf(error: unknown): typeof kinds[number] | undefined {
  if (!(error instanceof Error) || error instanceof UserError) return undefined;
  const { code } = error as { readonly code?: unknown };
  if (typeof code === "string") return kinds.find(({ codes }) => codes.some((one) => one === code));
  const { name, message } = error;
  if (!/\(os error \d+\)/.test(message) && !fileErrorOfDuckDb.test(message)) return undefined;
  return kinds.find(({ words }) => words.test(`${name}: ${message}`));
}
