import type { BrowserContext, CDPSession } from '@playwright/test'
import type { Phone } from '#bench/load/visit/phones.ts'

export type LinkName = 'devtools' | 'relay'

/** A connection from the browser to servers on this machine, as slow as a phone's. */
export type Link = {
  name: LinkName
  phone: Phone
  /** Command line arguments for the browser. */
  browserArgs: string[]
  /** Opens a new address on the link. */
  open(): Promise<LinkAddress>
  /** Throttles a page's network, for links that DevTools throttles. */
  shape(cdp: CDPSession): Promise<void>
  breakConnections(): void
  /** Takes a browser offline. */
  cut(context: BrowserContext): Promise<void>
  /** Brings it back online. */
  mend(context: BrowserContext): Promise<void>
  close(): Promise<void>
}

export type LinkAddress = {
  /** The origin that the browser opens. */
  url: string
  /** Sets the origin of the server that requests are forwarded to. */
  leadsTo(target: string): void
}
