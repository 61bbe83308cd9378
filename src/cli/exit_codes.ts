/** What the command line's exit codes mean; `changed` is given by `compare --fail-on-change` alone. */
export const exitCodes = { ran: 0, ours: 1, users: 2, changed: 3, interrupted: 130 } as const;

/** One of the exit codes. */
export type ExitCode = typeof exitCodes[keyof typeof exitCodes];

/** What several things end with together: an interruption counts most, then a fault of ours, then a mistake of the user. */
export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  const worst = [exitCodes.interrupted, exitCodes.ours, exitCodes.users].find((code) => codes.includes(code));
  return worst ?? exitCodes.ran;
}
