import {
  onBehalfOf,
  presentRequester,
  sharedRequester,
  type Requester,
} from '#proxy/base/limits/requester.ts'

type Read = {
  readonly result: Promise<unknown>
  /** Null if one of the callers has no signal, so that the read cannot be aborted. */
  readonly abort: AbortController | null
  readonly requester: Requester
  callers: number
}

/** Lets identical concurrent reads share one call. */
export class SharedReads {
  readonly #underWay = new Map<string, Read>()

  /** The read is aborted only when all its callers have given up. */
  read(
    key: string,
    signal: AbortSignal | undefined,
    start: (signal: AbortSignal | undefined) => Promise<unknown>,
  ): Promise<unknown> {
    const read = this.#underWay.get(key) ?? this.#start(key, signal !== undefined, start)
    read.callers += 1
    read.requester.join(presentRequester())
    return signal === undefined ? read.result : this.#untilAborted(key, read, signal)
  }

  /** Keeps later reads from joining pending ones with this prefix. */
  forget(prefix: string): void {
    for (const key of this.#underWay.keys()) if (key.startsWith(prefix)) this.#underWay.delete(key)
  }

  #start(
    key: string,
    mayEnd: boolean,
    start: (signal: AbortSignal | undefined) => Promise<unknown>,
  ): Read {
    const abort = mayEnd ? new AbortController() : null
    const requester = sharedRequester()
    const result = onBehalfOf(requester, () => start(abort?.signal)).finally(() =>
      this.#drop(key, read),
    )
    const read: Read = { result, abort, requester, callers: 0 }
    this.#underWay.set(key, read)
    return read
  }

  #drop(key: string, read: Read): void {
    if (this.#underWay.get(key) === read) this.#underWay.delete(key)
  }

  #untilAborted(key: string, read: Read, signal: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(signal.reason)
        read.callers -= 1
        if (read.callers > 0) return
        this.#drop(key, read)
        read.abort?.abort(signal.reason)
      }
      const stay = () => signal.removeEventListener('abort', leave)
      read.result.finally(stay).then(resolve, reject)
      if (signal.aborted) leave()
      else signal.addEventListener('abort', leave, { once: true })
    })
  }
}
