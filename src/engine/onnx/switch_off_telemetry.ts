import { UserError } from "../../spec/user_error.ts";

/** ONNX Runtime's own switch, read once for the whole process when the library starts; Windows' build has none. */
const variable = "ORT_DISABLE_TELEMETRY";

/**
 * Switches off ONNX Runtime's telemetry, on Linux and macOS part of the binary since 1.29: it looks up its maker's server and keeps an
 * identifier of the machine and a database of events under the user's home. Must come before the library is loaded; holds for every
 * worker of the process and for the programs that it starts.
 *
 * Source: onnxruntime pull request 27379: set to 1 there is "no uploader, events, persistent device identifier, or offline cache".
 *
 * @throws {UserError} where the variable may not be set: the library must not be loaded then.
 */
export function switchOffTelemetry(): void {
  try {
    // Written once: another thread of the library may be reading the environment.
    if (Deno.env.get(variable) !== "1") Deno.env.set(variable, "1");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable)) throw error;
    throw new UserError(
      `Cannot open ONNX Runtime as its telemetry must be switched off by the variable ${variable}: ` +
        `the process may not set it; run it as a task of deno.json, or add --allow-env=${variable}`,
      { cause: error },
    );
  }
}
