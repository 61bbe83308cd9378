/** What the command line's exit codes mean; `changed` is given by `compare --fail-on-change` alone. */
export const exitCodes = { ran: 0, ours: 1, users: 2, changed: 3, interrupted: 130 } as const;

/** One of the exit codes. */
export type ExitCode = typeof exitCodes[keyof typeof exitCodes];
