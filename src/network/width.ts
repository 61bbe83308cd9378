import { UserError } from "../spec/user_error.ts";

/**
 * A layer's channels at a width multiplier: `channels * width`, rounded, at least 1.
 *
 * @throws {UserError} If the multiplier is not a positive finite number.
 */
export function scaleChannels(channels: number, width: number): number {
  if (!(width > 0) || !Number.isFinite(width)) {
    throw new UserError(`Cannot scale a network as the width multiplier must be a positive number: ${width}`);
  }
  return Math.max(1, Math.round(channels * width));
}
