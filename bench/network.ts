export type Network = {
  downBitsPerSecond: number
  upBitsPerSecond: number
  roundTripMs: number
}

/** Lighthouse's "Slow 4G". */
export const slow4g: Network = {
  downBitsPerSecond: 1_600_000,
  upBitsPerSecond: 750_000,
  roundTripMs: 150,
}
