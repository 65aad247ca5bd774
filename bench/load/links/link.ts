import type { BrowserContext, CDPSession } from '@playwright/test'
import type { Phone } from '../visit/phones.ts'

/** `devtools` and `relay` lead to a slow phone, `middling` is DevTools' link to a middling one. */
export type LinkName = 'devtools' | 'relay' | 'middling'

/** A way from the browser to servers of this machine that is as slow as a phone's. */
export type Link = {
  name: LinkName
  phone: Phone
  /** For the browser's start. */
  browserArgs: string[]
  /** A new address on the link. */
  open(): Promise<LinkAddress>
  /** Slows a page down, where the page has a part in it. */
  shape(cdp: CDPSession): Promise<void>
  /** Breaks all connections, as time does between two visits. */
  breakConnections(): void
  /** Takes the network away from a browser. */
  cut(context: BrowserContext): Promise<void>
  /** Gives it back. */
  mend(context: BrowserContext): Promise<void>
  close(): Promise<void>
}

export type LinkAddress = {
  /** What the browser opens; an origin. */
  url: string
  /** Says which server answers there; an origin. */
  leadsTo(target: string): void
}
