import { setTimeout as delay } from 'node:timers/promises'

/** What goes wrong upstream, for calls that contain `match` in "METHOD /path?query". */
export type Fault = {
  match: string
  status?: number
  body?: unknown
  headers?: Record<string, string>
  delayMs?: number
  /** How many calls it holds for; without it until the test's end. */
  times?: number
}

/** What can be changed of an organisation. */
export type CorpChanges = {
  esignInstalled?: boolean
  esignAuthorised?: boolean
  realNameVerified?: boolean
  /** Contracts left. */
  margin?: number
  /** Permissions that the app lacks. */
  missingScopes?: string[]
}

/** A work notification, and the user ids of who got it. */
export type WorkNotification = { deliveredTo: string[]; msg: unknown }

/** A call that upstream received. */
export type UpstreamCall = { method: string; path: string; status: number }

/** Steers the sandbox that plays DingTalk and e签宝, past the protocol that it plays. */
export class SandboxControl {
  readonly #url: string
  #isChanged = false

  /** @param appUrl the app's address, below which the sandbox takes its orders */
  constructor(appUrl: string) {
    this.#url = `${appUrl}/_sandbox`
  }

  /**
   * A code as DingTalk's client hands it out; good once, for five minutes. Undefined when the
   * organisation, by default the sandbox's main one, has no such person.
   */
  async authCode(userId: string, corpId?: string): Promise<string | undefined> {
    const response = await this.#send('auth-codes', 'POST', { userId, corpId })
    if (response.status === 404) return undefined
    const { code }: { code: string } = await (await succeeded(response)).json()
    return code
  }

  /** Has upstream fail. */
  async fault(fault: Fault): Promise<void> {
    this.#isChanged = true
    await succeeded(await this.#send('faults', 'POST', fault))
  }

  /**
   * Has the next thing happen to a flow: it is sent, or the next person signs or agrees. The app has
   * been told of it when this is over.
   */
  async advance(taskId: string): Promise<void> {
    this.#isChanged = true
    await succeeded(await this.#send(`flows/${taskId}/advance`, 'POST'))
    while (await this.#hasPendingNotice()) await delay(10)
  }

  async #hasPendingNotice(): Promise<boolean> {
    const response = await succeeded(await this.#send('notices', 'GET'))
    const { notices }: { notices: { outcome: string }[] } = await response.json()
    return notices.some(({ outcome }) => outcome === 'pending')
  }

  /** Changes what DingTalk and e签宝 know of an organisation. */
  async setCorp(corpId: string, changes: CorpChanges): Promise<void> {
    this.#isChanged = true
    await succeeded(await this.#send(`corps/${corpId}`, 'PATCH', changes))
  }

  /** Has an organisation use DingTalk, or `count` of them, numbered. */
  async addCorps(corpId: string, name: string, count = 1): Promise<void> {
    this.#isChanged = true
    await succeeded(await this.#send('corps', 'POST', { corpId, name, count }))
  }

  /** Has something happen to the third-party app in an organisation, which DingTalk tells the app. */
  async moveCorp(corpId: string, move: { what: string; until?: number }): Promise<void> {
    this.#isChanged = true
    await succeeded(await this.#send(`corps/${corpId}/life`, 'POST', move))
  }

  /** What upstream was asked since the last reset. */
  async calls(): Promise<UpstreamCall[]> {
    const response = await succeeded(await this.#send('calls', 'GET'))
    const { calls }: { calls: UpstreamCall[] } = await response.json()
    return calls
  }

  /** The work notifications that the app has sent, in order. */
  async messages(): Promise<WorkNotification[]> {
    const response = await succeeded(await this.#send('messages', 'GET'))
    const { messages }: { messages: WorkNotification[] } = await response.json()
    return messages
  }

  /** Puts everything back to the seeds. */
  async reset(): Promise<void> {
    await succeeded(await this.#send('reset', 'POST'))
    this.#isChanged = false
  }

  /** Says that somebody else has changed something, such as a page of e签宝. */
  noteChange(): void {
    this.#isChanged = true
  }

  /** Puts back what was changed, as far as it is known here. */
  async restore(): Promise<void> {
    if (this.#isChanged) await this.reset()
  }

  #send(path: string, method: string, body?: unknown): Promise<Response> {
    return fetch(`${this.#url}/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }
}

async function succeeded(response: Response): Promise<Response> {
  if (response.ok) return response
  throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`)
}
