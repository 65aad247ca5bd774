/** What the probe reports about the proxy. */
export type Probed = {
  /** Resident memory of the process. */
  rssBytes: number
  /** Memory in use by JavaScript and by buffers. */
  heapBytes: number
  /** Longest delay of the event loop since the last reset. */
  blockedMs: number
}
