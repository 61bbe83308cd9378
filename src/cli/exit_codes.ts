/** What the command line's exit codes mean. */
export const exitCodes = { ran: 0, ours: 1, users: 2, interrupted: 130 } as const;

/** One of the exit codes. */
export type ExitCode = typeof exitCodes[keyof typeof exitCodes];
