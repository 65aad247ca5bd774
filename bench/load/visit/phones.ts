import { slow4g, type Network } from '#bench/network.ts'

export type Phone = {
  network: Network
  /** How much slower the processor is than this machine's. */
  cpuSlowdown: number
}

/** Lighthouse's slow phone. */
export const slowPhone: Phone = { network: slow4g, cpuSlowdown: 4 }

/** An average phone of today. Its ratio of upload to download rate is the slow phone's. */
export const middlingPhone: Phone = {
  network: { downBitsPerSecond: 8_000_000, upBitsPerSecond: 3_750_000, roundTripMs: 60 },
  cpuSlowdown: 2,
}
