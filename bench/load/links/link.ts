import type { BrowserContext, CDPSession } from '@playwright/test'
import type { Phone } from '#bench/load/visit/phones.ts'

/** `devtools` and `relay` are links of a slow phone, `middling` is DevTools' link of a middling one. */
export type LinkName = 'devtools' | 'relay' | 'middling'

/** A connection from the browser to servers on this machine, as slow as a phone's. */
export type Link = {
  name: LinkName
  phone: Phone
  /** Arguments with which the browser must be started. */
  browserArgs: string[]
  /** Opens a new address on the link. */
  open(): Promise<LinkAddress>
  /** Slows a page's network down, for links that DevTools slows down. */
  shape(cdp: CDPSession): Promise<void>
  /** Closes all connections, as happens in the time between two visits. */
  breakConnections(): void
  /** Takes the network from a browser. */
  cut(context: BrowserContext): Promise<void>
  /** Gives the network back. */
  mend(context: BrowserContext): Promise<void>
  close(): Promise<void>
}

export type LinkAddress = {
  /** Origin that the browser opens. */
  url: string
  /** Sets the origin of the server to which requests are passed. */
  leadsTo(target: string): void
}
