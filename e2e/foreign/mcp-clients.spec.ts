import { expect } from '@playwright/test'
import { linkTo } from '../support/seeds.ts'
import { test } from './mcp-app.ts'

// Both generations of the official SDK as clients of the MCP server. They check what a tool answers
// against its schema themselves, and fail if it does not fit.

type Result = {
  content: { type: string; text: string }[]
  structuredContent?: unknown
  isError?: boolean
}

type Client = {
  connect: (transport: object) => Promise<void>
  listTools: () => Promise<{ tools: { name: string; outputSchema?: object }[] }>
  callTool: (call: { name: string; arguments: object }) => Promise<Result>
  close: () => Promise<void>
}

type Fetch = typeof fetch

type Sdk = {
  Client: new (info: object, options: object) => Client
  StreamableHTTPClientTransport: new (url: URL, options: { fetch: Fetch }) => object
}

async function firstSdk(): Promise<Sdk> {
  const client: string = '@modelcontextprotocol/sdk/client/index.js'
  const transport: string = '@modelcontextprotocol/sdk/client/streamableHttp.js'
  return { ...(await import(client)), ...(await import(transport)) }
}

async function secondSdk(): Promise<Sdk> {
  const name: string = '@modelcontextprotocol/client'
  return import(name)
}

const generations = [
  { name: 'SDK 1', load: firstSdk, options: {}, revision: '2025-11-25' },
  { name: 'SDK 2', load: secondSdk, options: {}, revision: '2025-11-25' },
  {
    name: 'SDK 2',
    load: secondSdk,
    options: { versionNegotiation: { mode: 'auto' } },
    revision: '2026-07-28',
  },
]

/** What a client takes; the SDKs themselves say both. */
const accepted = ['application/json, text/event-stream', 'application/json']

const taskId = 'PRO-SANDBOX-SIGNING'

/** A call of each tool. @param url of the app */
const callsOn = (url: string): [tool: string, args: object][] => [
  ['waiting_for_me', {}],
  ['find_contracts', { query: '合同', limit: 3, language: 'en' }],
  ['contract_status', { taskId }],
  ['contract_log', { taskId: `${url}${linkTo('SIGNING')}`, limit: 5 }],
  ['whoami', {}],
  ['stuck_contracts', { language: 'en' }],
  ['remind', { taskId }],
]

for (const { name, load, options, revision } of generations)
  test.describe(`${name} with ${revision}`, () => {
    /** Connects a client, and hands on the revisions that it has named in its requests. */
    async function connect(url: string, token: string, accept?: string) {
      const { Client, StreamableHTTPClientTransport } = await load()
      const client = new Client({ name: 'foreign', version: '1' }, options)
      const revisions: (string | null)[] = []
      const send: Fetch = (address, init) => {
        const headers = new Headers(init?.headers)
        headers.set('authorization', `Bearer ${token}`)
        if (accept !== undefined) headers.set('accept', accept)
        revisions.push(headers.get('mcp-protocol-version'))
        return fetch(address, { ...init, headers })
      }
      const address = new URL('/mcp', url)
      await client.connect(new StreamableHTTPClientTransport(address, { fetch: send }))
      return { client, revisions }
    }

    for (const accept of accepted)
      test(`calls each tool, taking ${accept}`, async ({ app, tokenOf }) => {
        const { token } = await tokenOf('wangwu')
        const { client, revisions } = await connect(app.url, token, accept)
        const calls = callsOn(app.url)
        const { tools } = await client.listTools()
        const names = tools.map((tool) => tool.name)
        expect(names.toSorted()).toEqual(calls.map(([tool]) => tool).toSorted())
        for (const [tool, args] of calls) {
          const result = await client.callTool({ name: tool, arguments: args })
          expect(result, tool).not.toHaveProperty('isError', true)
          expect(JSON.parse(result.content[0]?.text ?? ''), tool).toEqual(result.structuredContent)
        }
        expect(revisions.at(-1)).toBe(revision)
        await client.close()
      })

    test('is told what was wrong with a call, and goes on', async ({ app, tokenOf }) => {
      const { client } = await connect(app.url, (await tokenOf('lisi')).token)
      await expect(client.callTool({ name: 'sign', arguments: {} })).rejects.toThrow(/sign/)
      // Administrators alone are offered this one.
      const stuck = client.callTool({ name: 'stuck_contracts', arguments: {} })
      await expect(stuck).rejects.toThrow(/stuck_contracts/)
      for (const args of [{}, { taskId, userId: 'zhangsan' }, { taskId: 1 }]) {
        const result = await client.callTool({ name: 'contract_status', arguments: args })
        expect(result, JSON.stringify(args)).toMatchObject({ isError: true })
      }
      const status = await client.callTool({ name: 'contract_status', arguments: { taskId } })
      expect(status.structuredContent).toMatchObject({ contract: { taskId } })
      await client.close()
    })

    test('is told nothing of what failed inside', async ({ app, sandbox, tokenOf }) => {
      const { client } = await connect(app.url, (await tokenOf('lisi')).token)
      await sandbox.fault({ match: 'esign', status: 500, body: { message: 'inner words' } })
      const asked = { name: 'contract_log', arguments: { taskId, language: 'en' } }
      const { isError, content, structuredContent } = await client.callTool(asked)
      expect({ isError, structuredContent }).toEqual({ isError: true })
      expect(content).toHaveLength(1)
      expect(content[0]?.text).toMatch(
        /^DingTalk or eSign cannot be reached right now\. [^.]+\. Try again later\. \(upstream-unavailable, [\w-]+\)$/,
      )
      await client.close()
    })

    test('is refused without a valid token, and once its token is withdrawn', async ({
      app,
      tokenOf,
    }) => {
      await expect(connect(app.url, 'nonsense')).rejects.toThrow(/401|assistant-token-invalid/)
      const { token, withdraw } = await tokenOf('lisi')
      const { client } = await connect(app.url, token)
      await client.callTool({ name: 'whoami', arguments: {} })
      await withdraw()
      const refused = client.callTool({ name: 'whoami', arguments: {} })
      await expect(refused).rejects.toThrow(/401|assistant-token-invalid/)
      await client.close()
    })
  })
