/** What the proxy tells about itself. */
export type Probed = {
  /** Of the process, as the system counts. */
  rssBytes: number
  /** In use by JavaScript and by buffers. */
  heapBytes: number
  /** The longest that the loop was late since the last reset. */
  blockedMs: number
}
