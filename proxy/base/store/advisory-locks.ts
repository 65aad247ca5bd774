export const lockKeys = {
  migration: 7_364_531,
  /** Held by the process that uses the engine of a folder, while it runs. */
  folder: 7_364_532,
  sweep: 7_364_533,
  instances: 7_364_534,
  webhooks: 7_364_535,
} as const
