/** A time, in epoch milliseconds. */
export type EpochMs = number

export type Clock = () => EpochMs

/** Returns milliseconds that never go back, for ages; when they begin does not matter. */
export type MonotonicClock = () => number
