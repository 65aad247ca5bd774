import { setTimeout as delay } from 'node:timers/promises'

/** An upstream failure for calls that contain `match` in "METHOD /path?query". */
export type Fault = {
  match: string
  status?: number
  body?: unknown
  headers?: Record<string, string>
  delayMs?: number
  /** The number of calls that fail; by default until the end of the test. */
  times?: number
}

/** The properties of an organisation that can be changed. */
export type CorpChanges = {
  esignInstalled?: boolean
  esignAuthorised?: boolean
  realNameVerified?: boolean
  /** Contracts left. */
  margin?: number
  /** Permissions that the app lacks. */
  missingScopes?: string[]
}

/** A work notification with the user ids of its recipients. */
export type WorkNotification = { deliveredTo: string[]; msg: unknown }

/** A call that upstream received. */
export type UpstreamCall = { method: string; path: string; status: number }

/** Controls the sandbox that plays DingTalk and e签宝, through its own API. */
export class SandboxControl {
  readonly #url: string
  #isChanged = false

  /** @param appUrl the app's URL, under which the sandbox has its API */
  constructor(appUrl: string) {
    this.#url = `${appUrl}/_sandbox`
  }

  /**
   * An auth code like those of the DingTalk client: single use, valid for five minutes. Undefined
   * if the organisation, by default the sandbox's main one, has no such person.
   */
  async authCode(userId: string, corpId?: string): Promise<string | undefined> {
    const response = await this.#send('auth-codes', 'POST', { userId, corpId })
    if (response.status === 404) return undefined
    const { code }: { code: string } = await (await succeeded(response)).json()
    return code
  }

  /** Makes upstream fail. */
  async fault(fault: Fault): Promise<void> {
    this.#isChanged = true
    await succeeded(await this.#send('faults', 'POST', fault))
  }

  /**
   * Makes the next step of a flow happen: it is sent, or the next person signs or approves.
   * Resolves after the app has received the notice.
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

  /** Changes an organisation in DingTalk and e签宝. */
  async setCorp(corpId: string, changes: CorpChanges): Promise<void> {
    this.#isChanged = true
    await succeeded(await this.#send(`corps/${corpId}`, 'PATCH', changes))
  }

  /** Adds an organisation to DingTalk, or `count` numbered ones. */
  async addCorps(corpId: string, name: string, count = 1): Promise<void> {
    this.#isChanged = true
    await succeeded(await this.#send('corps', 'POST', { corpId, name, count }))
  }

  /**
   * Makes something happen to the third-party app in an organisation, which DingTalk reports to the
   * app.
   */
  async moveCorp(corpId: string, move: { what: string; until?: number }): Promise<void> {
    this.#isChanged = true
    await succeeded(await this.#send(`corps/${corpId}/life`, 'POST', move))
  }

  /** The upstream calls since the last reset. */
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

  /** Replaces the file of a contract. */
  async replaceFile(fileId: string, bytes: Uint8Array<ArrayBuffer>, type = 'application/pdf') {
    this.#isChanged = true
    const headers = { 'content-type': type }
    const address = `${this.#url}/files/${fileId}`
    await succeeded(await fetch(address, { method: 'PUT', headers, body: bytes }))
  }

  /** Changes how downloads from e签宝's storage behave. */
  async setStorage(changes: { ignoresRange?: boolean; cutAfter?: number | null }): Promise<void> {
    this.#isChanged = true
    await succeeded(await this.#send('storage', 'PATCH', changes))
  }

  /** The `range` headers of the downloads from e签宝's storage, oldest first. */
  async downloads(): Promise<(string | null)[]> {
    const response = await succeeded(await this.#send('downloads', 'GET'))
    const { downloads }: { downloads: { range: string | null }[] } = await response.json()
    return downloads.map(({ range }) => range)
  }

  /** Resets everything to the seeds; a named one also what the app stores of its company. */
  async reset(seed?: 'samples' | 'new-company'): Promise<void> {
    await succeeded(await this.#send('reset', 'POST', seed === undefined ? undefined : { seed }))
    this.#isChanged = false
  }

  /** Notes that something else has changed the sandbox, such as a page of e签宝. */
  noteChange(): void {
    this.#isChanged = true
  }

  /** Resets the sandbox if anything was changed. */
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
