import { slow4g, type Network } from '#bench/network.ts'

export type Phone = {
  network: Network
  /** How much slower the processor is than this machine's. */
  cpuSlowdown: number
}

/** Lighthouse's slow phone. */
export const slowPhone: Phone = { network: slow4g, cpuSlowdown: 4 }
