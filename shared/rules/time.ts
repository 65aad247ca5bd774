/** A time, in epoch milliseconds. */
export type EpochMs = number

/** Returns the current time. */
export type Clock = () => EpochMs

/** Returns milliseconds that never go back, for ages; when they begin does not matter. */
export type MonotonicClock = () => number
