import { isDeepStrictEqual } from 'node:util'
import { AppServer, RunningApp } from '#e2e/servers/app-server.ts'

/** The app that a test runs on. */
export type WantedApp = {
  /** Settings of the app, as in `.env.example`, in addition to those of sandbox mode. */
  settings: Record<string, string>
  /** Tests with the same name share an app that no other test uses; empty for the default one. */
  ownApp: string
  /** Whether the test advances the app's clock. */
  hasSettableClock: boolean
}

type Held = { wanted: WantedApp; app: RunningApp; leave: () => Promise<unknown> }

const usual: WantedApp = { settings: {}, ownApp: '', hasSettableClock: false }

const spoilt = new WeakSet<RunningApp>()

/**
 * Keeps the app from being reused by other workers, because a test failed or changed lasting state.
 */
export function spoil(app: RunningApp): void {
  spoilt.add(app)
}

/**
 * The apps of a Playwright worker: the default one, which most tests use, and the one that was used
 * last. Settings are not worker options, because Playwright would start a worker and a browser for
 * each.
 */
export class WorkerApps {
  #held: Held[] = []

  async use(wanted: WantedApp): Promise<RunningApp> {
    const isWanted = (held: Held) => isDeepStrictEqual(held.wanted, wanted)
    await this.#leaveAll((held) => !isWanted(held) && !isDeepStrictEqual(held.wanted, usual))
    let held = this.#held.find(isWanted)
    if (held === undefined) {
      held = { wanted, ...(await obtain(wanted)) }
      this.#held.push(held)
    }
    return held.app
  }

  async close(): Promise<void> {
    await this.#leaveAll(() => true)
  }

  async #leaveAll(which: (held: Held) => boolean): Promise<void> {
    const left = this.#held.filter(which)
    this.#held = this.#held.filter((held) => !which(held))
    await Promise.all(left.map(({ leave }) => leave()))
  }
}

async function obtain({ settings, ownApp, hasSettableClock }: WantedApp) {
  if (ownApp !== '' || hasSettableClock) {
    const app = await AppServer.start(settings, { hasSettableClock })
    return { app, leave: () => app.stop() }
  }
  const taken: { url: string; outputFile: string } = JSON.parse(await askPool('take', settings))
  const app = new RunningApp(taken.url, taken.outputFile)
  return { app, leave: () => askPool('leave', { url: app.url, isGood: !spoilt.has(app) }) }
}

/** @returns the pool's answer */
async function askPool(path: string, body: unknown): Promise<string> {
  const answer = await fetch(`${process.env['APP_POOL']}/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}
