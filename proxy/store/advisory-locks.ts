/** Keys of the advisory locks that we take in a database, each for one purpose. */
export const lockKeys = {
  migration: 7_364_531,
  /** Held by the process that uses the engine of a folder, for as long as it runs. */
  folder: 7_364_532,
  sweep: 7_364_533,
  callLeases: 7_364_534,
} as const
