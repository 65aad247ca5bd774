import type { BrowserContext } from '@playwright/test'

declare global {
  interface Window {
    reportViolation(text: string): Promise<void>
  }
}

/**
 * Watches every page of a context for invisible errors: uncaught exceptions and rejections, console
 * errors, violations of the Content-Security-Policy.
 */
export class PageGuard {
  readonly #context: BrowserContext
  readonly #allowed: RegExp[] = []
  #found: string[] = []

  private constructor(context: BrowserContext) {
    this.#context = context
  }

  /** Starts watching; call it before the first page is opened. */
  static async watch(context: BrowserContext): Promise<PageGuard> {
    const guard = new PageGuard(context)
    context.on('weberror', (webError) => guard.#add(`uncaught: ${webError.error().message}`))
    context.on('console', (message) => {
      if (message.type() !== 'error') return
      guard.#add(`console: ${message.text()} (${message.location().url})`)
    })
    await context.exposeBinding('reportViolation', (_source, text: string) => guard.#add(text))
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const { effectiveDirective, blockedURI, sourceFile } = event
        void window.reportViolation(
          `policy: ${effectiveDirective} forbids ${blockedURI} (${sourceFile})`,
        )
      })
    })
    return guard
  }

  /** Allows errors that a test provokes on purpose. */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns)
  }

  /** Returns the errors found so far that are not allowed, and clears them. */
  async take(): Promise<string[]> {
    // Pages report in order, so everything that happened before arrives before the answer to this.
    await Promise.allSettled(this.#context.pages().map((page) => page.evaluate(() => {})))
    const found = this.#found
    this.#found = []
    return found.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)))
  }

  #add(text: string): void {
    this.#found.push(text)
  }
}
