import { setTimeout as sleep } from 'node:timers/promises'
import { Pool, type PoolClient, type PoolConfig } from 'pg'
import { StoreError } from '#proxy/base/store/database.ts'
import { isConnectionError } from './unavailable.ts'

/** How long a server may take to restart. */
const timeoutMs = 5000

/** Between two attempts to connect. */
const pauseMs = 100

/** Longer than any statement may take (milliseconds). */
const maxUseMs = 30_000

type Connected = (
  error: Error | undefined,
  client: PoolClient | undefined,
  release: PoolClient['release'],
) => void

/** A pool that waits for a restarting server. */
export class ReconnectingPool extends Pool {
  readonly #opened: () => Promise<void>
  /** Callers that have a connection or wait for one. */
  #callers = 0
  #onIdle: (() => void)[] = []

  /** @param opened awaited before each connection */
  constructor(config: PoolConfig, opened = () => Promise.resolve()) {
    super(config)
    this.#opened = opened
  }

  /** @throws StoreError if the server cannot be reached */
  override connect(): Promise<PoolClient>
  override connect(callback: Connected): void
  override connect(callback?: Connected): Promise<PoolClient> | void {
    const connected = this.#connect()
    if (callback === undefined) return connected
    connected.then(
      (client) => callback(undefined, client, (error) => client.release(error)),
      (error: Error) => callback(error, undefined, () => {}),
    )
  }

  /** Resolves once nobody has a connection or waits for one; `end` forgets those who wait. */
  async idle(): Promise<void> {
    if (this.#callers === 0) return
    await new Promise<void>((resolve) => this.#onIdle.push(resolve))
  }

  async #connect(): Promise<PoolClient> {
    this.#callers += 1
    try {
      return endOnError(await this.#tryToConnect(), () => this.#leave())
    } catch (error) {
      this.#leave()
      throw error
    }
  }

  #leave(): void {
    this.#callers -= 1
    if (this.#callers > 0) return
    for (const resolve of this.#onIdle.splice(0)) resolve()
  }

  async #tryToConnect(): Promise<PoolClient> {
    await this.#opened()
    const deadline = performance.now() + timeoutMs
    for (;;) {
      try {
        return await super.connect()
      } catch (cause) {
        if (!isConnectionError(cause)) throw cause
        if (performance.now() + pauseMs > deadline)
          throw new StoreError('The database cannot be reached.', { cause })
      }
      await sleep(pauseMs)
    }
  }
}

/**
 * Releases a connection that breaks or is held too long: Drizzle does not if a transaction fails to
 * begin, and the pool would run dry.
 * @param released called once it is released
 */
function endOnError(client: PoolClient, released: () => void): PoolClient {
  const release = client.release.bind(client)
  const destroy = () => client.release(true)
  const timer = setTimeout(destroy, maxUseMs).unref()
  client.once('end', destroy)
  client.release = (error) => {
    client.release = () => {}
    clearTimeout(timer)
    client.off('end', destroy)
    release(error)
    released()
  }
  return client
}
