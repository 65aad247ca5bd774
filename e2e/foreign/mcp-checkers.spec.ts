import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { passOn } from '../servers/reverse-proxy.ts'
import { folder } from './install.ts'
import { test } from './mcp-app.ts'
import { findNewerNode } from './newer-node.ts'

// The official conformance suite and the official inspector's command line on the MCP server.

const packages = join(folder, 'node_modules', '@modelcontextprotocol')

type Ended = { code: unknown; output: string }

/** Runs a program of others on the Node that it wants. */
function run(program: string, words: string[]): Promise<Ended> {
  // The inspector keeps settings and secrets in the home folder.
  const home = test.info().outputDir
  const kept = { HOME: home, USERPROFILE: home, MCP_INSPECTOR_SECRET_STORE: 'memory' }
  const env = { ...process.env, ...kept, NO_COLOR: '1' }
  return new Promise((resolve) => {
    execFile(findNewerNode(), [join(packages, program), ...words], { env }, (error, out, said) =>
      resolve({ code: error === null ? 0 : error.code, output: `${out}${said}` }),
    )
  })
}

/** Who are offered the same tools. They ask in turn, as the suite asks more often than one may. */
const members = ['zhangsan', 'lisi', 'qianqi']

/** Runs the conformance suite, which cannot send a token, through a front that adds one. */
const suiteTest = test.extend<{ suite: (...words: string[]) => Promise<Ended> }>({
  suite: async ({ app, tokenOf }, provide, testInfo) => {
    const tokens: string[] = []
    for (const userId of members) tokens.push((await tokenOf(userId)).token)
    let asked = 0
    const front = createServer((incoming, outgoing) => {
      incoming.headers.authorization = `Bearer ${tokens[(asked += 1) % tokens.length]}`
      passOn(app.url, incoming, outgoing)
    }).listen(0, '127.0.0.1')
    await once(front, 'listening')
    const address = front.address()
    if (address === null || typeof address === 'string') throw new Error('no port was given')
    const where = ['--url', `http://localhost:${address.port}/mcp`, '-o', testInfo.outputDir]
    await provide((...words) => run('conformance/dist/index.js', ['server', ...where, ...words]))
    front.close()
    front.closeAllConnections()
  },
})

for (const revision of ['2025-11-25', '2026-07-28'])
  suiteTest(`the conformance suite finds what ${revision} asks of tools`, async ({ suite }) => {
    // Fails on what is not in the list, and on what is in it and passes.
    const list = join(folder, `mcp-${revision}.yml`)
    const found = await suite('--requirements', revision, '--expected-failures', list)
    expect(found.code, found.output).toBe(0)
    expect(found.output).toContain('tools-list: ')
    expect(found.output).not.toContain('too-many-assistant-calls')
  })

suiteTest('the conformance suite finds headers compared with the body', async ({ suite }) => {
  const scenario = ['--scenario', 'http-header-validation', '--spec-version', '2026-07-28']
  const { code, output } = await suite(...scenario)
  expect(code, output).toBe(0)
  expect(output).toMatch(/Passed: 1\d\/1\d/)
})

for (const era of ['legacy', 'modern'])
  test(`the inspector lists and calls tools, ${era}`, async ({ app, tokenOf }) => {
    const where = ['--cli', `${app.url}/mcp`, '--transport', 'http', '--protocol-era', era]
    const inspect = async (token: string, ...words: string[]) => {
      const headers = ['--header', `Authorization: Bearer ${token}`, '--format', 'json']
      return run('inspector/clients/launcher/build/index.js', [...where, ...headers, ...words])
    }
    const { token } = await tokenOf('lisi')
    const call = ['--method', 'tools/call', '--tool-name', 'contract_status']
    const listed = await inspect(token, '--method', 'tools/list', '--strict')
    expect(listed.code, listed.output).toBe(0)
    expect(listed.output).toContain('"waiting_for_me"')
    const status = await inspect(token, ...call, '--tool-arg', 'taskId=PRO-SANDBOX-SIGNING')
    expect(status.code, status.output).toBe(0)
    expect(status.output).toContain('"structuredContent"')
    const unknown = await inspect(token, ...call, '--tool-arg', 'taskId=PRO-NOBODY')
    expect(unknown.code, unknown.output).toBe(5)
    const refused = await inspect('nonsense', '--method', 'tools/list')
    expect(refused.code, refused.output).toBe(3)
  })
