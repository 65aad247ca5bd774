import { slow4g, type Network } from '../../network.ts'

/** A phone that people open contracts on. */
export type Phone = {
  network: Network
  /** How much slower the processor is than this machine's. */
  cpuSlowdown: number
}

/** What Lighthouse takes for a slow one. */
export const slowPhone: Phone = { network: slow4g, cpuSlowdown: 4 }

/** A middling one of today. What it sends is to what it receives as with the slow one. */
export const middlingPhone: Phone = {
  network: { downBitsPerSecond: 8_000_000, upBitsPerSecond: 3_750_000, roundTripMs: 60 },
  cpuSlowdown: 2,
}
