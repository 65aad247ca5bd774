import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test as base } from '@playwright/test'
import { startTimeoutMs } from '../fixtures/browser-fixtures.ts'
import { AppServer } from '../servers/app-server.ts'
import { linkTo } from '../support/seeds.ts'
import { folder } from './install.ts'
import { TlsFront } from '../servers/tls-front.ts'

// What others think of our headers: Mozilla's Observatory and Google's evaluator of policies.

const test = base.extend<object, { front: TlsFront }>({
  front: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const front = await TlsFront.start()
      const app = await AppServer.start({ PUBLIC_URL: front.url })
      front.target = app.url
      await provide(front)
      await front.stop()
      await app.stop()
    },
    { scope: 'worker', timeout: startTimeoutMs },
  ],
})

type Verdict = {
  grade: string
  results: { name: string; result: string; pass: boolean; modifier: number }[]
}

for (const path of ['/', linkTo('SIGNING')])
  test(`Mozilla's Observatory gives its best grade to ${path}`, async ({ front }, testInfo) => {
    const observatory = join(folder, 'node_modules', '@mdn', 'mdn-http-observatory')
    // Its install script would download the list; without entries, no host is on it.
    await writeFile(join(observatory, 'conf', 'hsts-preload.json'), '{}')
    const ca = testInfo.outputPath('ca.pem')
    await writeFile(ca, front.cert)
    const { https, http } = front.ports
    const program = fileURLToPath(new URL('observatory.mjs', import.meta.url))
    const words = [program, String(https), String(http), path]
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: ca }
    const { stdout } = await promisify(execFile)(process.execPath, words, { env })
    const { grade, results }: Verdict = JSON.parse(stdout)
    expect(results.filter(({ pass, modifier }) => !pass || modifier < 0)).toEqual([])
    expect(results.find(({ name }) => name === 'redirection')?.result).toBe('redirection-to-https')
    expect(grade).toBe('A+')
  })

type Finding = { description: string; severity: number; directive: string; value?: string }

type Evaluator = {
  CspEvaluator: new (policy: unknown, version: number) => { evaluate: () => Finding[] }
}
type Parser = { CspParser: new (policy: string) => { csp: unknown } }

/** Findings as serious as `INFO`, which only tell what a policy does, and less serious ones. */
const info = 60

const version3 = 3

/** What the evaluator says of our policies that stays, by the directive, and why. */
const accepted = [
  {
    finding: /^script-src 'self': /,
    why: 'our own files hold neither JSONP nor Angular, and nothing that people upload is served',
  },
]

test("Google's evaluator finds no hole in our policies", async ({ front, playwright }) => {
  const evaluator: string = 'csp_evaluator/dist/evaluator.js'
  const parser: string = 'csp_evaluator/dist/parser.js'
  const { CspEvaluator }: Evaluator = await import(evaluator)
  const { CspParser }: Parser = await import(parser)
  const request = await playwright.request.newContext({
    baseURL: front.url,
    ignoreHTTPSErrors: true,
  })
  for (const path of ['/', linkTo('SIGNING'), '/nowhere', '/service-worker.js', '/api/config']) {
    const answer = await request.get(path, { headers: { accept: 'text/html' } })
    const policy = answer.headers()['content-security-policy'] ?? ''
    expect(policy, path).not.toBe('')
    const { csp } = new CspParser(policy)
    const findings = new CspEvaluator(csp, version3)
      .evaluate()
      .filter(({ severity }) => severity < info)
      .map(({ directive, value = '', description }) => `${directive} ${value}: ${description}`)
      .filter((finding) => !accepted.some((each) => each.finding.test(finding)))
    expect(findings, path).toEqual([])
  }
  await request.dispose()
})
