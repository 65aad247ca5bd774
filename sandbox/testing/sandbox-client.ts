import { createHash } from 'node:crypto'
import type { Sandbox } from '#sandbox/app.ts'
import { createSandbox } from '#sandbox/app.ts'
import { internalApp, thirdPartyApp } from '#sandbox/credentials.ts'
import type { WorldOptions } from '#sandbox/world.ts'

/** An answer with its body parsed. */
export type Answer = { status: number; body: unknown }

/** A browser's result of a page. */
export type PageAnswer = { status: number; html: string; location: string | null }

/** A sandbox without a server, and the calls that tests make to it. */
export type SandboxClient = {
  sandbox: Sandbox
  /** A body other than a text is sent as JSON. */
  send: (method: string, path: string, body?: unknown, token?: string) => Promise<Response>
  call: (...request: Parameters<SandboxClient['send']>) => Promise<Answer>
  internalToken: () => Promise<string>
  corpToken: (authCorpId: string) => Promise<string>
  /** Opens a page by a full address, of which only path and query are used. */
  open: (address: string) => Promise<PageAnswer>
  /** Sends a page's form. */
  submit: (
    address: string,
    form: Record<string, string> | [string, string][],
  ) => Promise<PageAnswer>
  /** Uploads by PUT to an upload address; `headers` are the announced ones. */
  put: (address: string, text: string, headers?: Record<string, string>) => Promise<Response>
}

const origin = 'http://sandbox.test'

/** The named text of an answer. Throws if it is missing. */
export function textOf(answer: Answer, name: string): string {
  const value: unknown = Object.entries(answer.body ?? {}).find(([key]) => key === name)?.[1]
  if (typeof value === 'string') return value
  throw new Error(`No text "${name}" in ${JSON.stringify(answer.body)}`)
}

/** Base64 of the raw MD5. */
export function md5Of(text: string): string {
  return createHash('md5').update(text).digest('base64')
}

function pathOf(address: string): string {
  const url = new URL(address, origin)
  return origin + url.pathname + url.search
}

/** A fresh sandbox. */
export function createSandboxClient(options: WorldOptions = {}): SandboxClient {
  const sandbox = createSandbox(options)

  const send: SandboxClient['send'] = async (method, path, body, token) =>
    sandbox.fetch(
      new Request(origin + path, {
        method,
        headers: token === undefined ? {} : { 'x-acs-dingtalk-access-token': token },
        ...(body === undefined
          ? {}
          : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )

  const call: SandboxClient['call'] = async (...request) => {
    const response = await send(...request)
    const text = await response.text()
    const parsed: unknown = text === '' ? null : JSON.parse(text)
    return { status: response.status, body: parsed }
  }

  const browse = async (request: Request): Promise<PageAnswer> => {
    const response = await sandbox.fetch(request)
    return {
      status: response.status,
      html: await response.text(),
      location: response.headers.get('location'),
    }
  }

  return {
    sandbox,
    send,
    call,
    async internalToken() {
      const { clientId: appKey, clientSecret: appSecret } = internalApp
      const answer = await call('POST', '/v1.0/oauth2/accessToken', { appKey, appSecret })
      return textOf(answer, 'accessToken')
    },
    async corpToken(authCorpId) {
      const { suiteKey, suiteSecret, suiteTicket } = thirdPartyApp
      const body = { suiteKey, suiteSecret, suiteTicket, authCorpId }
      return textOf(await call('POST', '/v1.0/oauth2/corpAccessToken', body), 'accessToken')
    },
    open: (address) => browse(new Request(pathOf(address))),
    submit: (address, form) =>
      browse(new Request(pathOf(address), { method: 'POST', body: new URLSearchParams(form) })),
    put: async (address, text, headers = {}) =>
      sandbox.fetch(
        new Request(pathOf(address), {
          method: 'PUT',
          body: text,
          headers: { 'content-type': 'application/pdf', 'content-md5': md5Of(text), ...headers },
        }),
      ),
  }
}
