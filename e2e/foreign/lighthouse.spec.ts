import { chromium } from '@playwright/test'
import { sandboxCorpId } from '../../sandbox/credentials.ts'
import { expect, test } from '../fixtures/fixtures.ts'
import { deskVisits, visit, visits } from './visits.ts'

// Google's Lighthouse on the pages, signed in, on an emulated phone: accessibility and best
// practices. Speed is measured by `npm run bench`, and search engines never see the app.

test.use({ settings: { OPERATOR_USER_IDS: 'wangwu' } })

type Audit = {
  title: string
  score: number | null
  details?: { items?: unknown }
}

type Report = {
  audits: Record<string, Audit>
  categories: Record<string, { auditRefs: { id: string; weight: number }[] }>
  runtimeError?: { message: string }
}

type Lighthouse = {
  default: (url: string, flags: object) => Promise<{ lhr: Report } | undefined>
}

type PageAddresses = {
  launch: (options: object) => Promise<{ port: number; kill: () => void }>
}

/**
 * What stays, by page and audit: the browser itself logs that the API refuses a contract, which the
 * page then tells.
 */
const accepted = new Set(['forbidden errors-in-console'])

/** The pages of most visits; `npm run test:foreign` takes all. */
const usual = ['started', 'signing', 'start']

const looked = (wanted: typeof visits) =>
  process.env['LONG'] ? wanted : wanted.filter(({ name }) => usual.includes(name))

test('accessibility and best practices', async ({ app: { url }, sandbox }) => {
  const people = { zhangsan: looked(visits), wangwu: looked(deskVisits) }
  test.setTimeout((people.zhangsan.length + people.wangwu.length) * 60_000)
  const lighthouseName: string = 'lighthouse'
  const launcherName: string = 'chrome-launcher'
  const { default: lighthouse }: Lighthouse = await import(lighthouseName)
  const { launch }: PageAddresses = await import(launcherName)
  const chrome = await launch({
    chromePath: process.env['CHROMIUM_PATH'],
    chromeFlags: ['--headless', '--no-sandbox', '--disable-gpu', '--lang=zh-CN'],
    logLevel: 'error',
  })

  /** Signs in, and sees each page with its content once, as Lighthouse then gets it. */
  const signIn = async (person: string, pages: typeof visits) => {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${chrome.port}`)
    const [context] = browser.contexts()
    if (context === undefined) throw new Error('the browser has no profile')
    const session = await context.request.post(`${url}/api/session`, {
      data: { authCode: await sandbox.authCode(person), corpId: sandboxCorpId },
      headers: { origin: url },
    })
    expect(session.status()).toBe(201)
    const page = await context.newPage()
    for (const each of pages) await visit(page, { ...each, path: `${url}${each.path}` })
    await browser.close()
  }

  try {
    for (const [person, pages] of Object.entries(people)) {
      await signIn(person, pages)
      for (const { name, path } of pages)
        await test.step(name, async () => {
          const run = await lighthouse(`${url}${path}`, {
            port: chrome.port,
            onlyCategories: ['accessibility', 'best-practices'],
            // Keeps the session.
            disableStorageReset: true,
            logLevel: 'error',
          })
          expect(run?.lhr.runtimeError).toBeUndefined()
          const lost =
            run && failures(run.lhr).filter((each) => !accepted.has(`${name} ${each.id}`))
          expect(lost, name).toEqual([])
        })
    }
  } finally {
    chrome.kill()
  }
})

/** The audits that cost points; without any, the scores are 100. */
function failures({ audits, categories }: Report): { id: string; why: string }[] {
  return Object.values(categories)
    .flatMap(({ auditRefs }) => auditRefs)
    .filter(({ weight }) => weight > 0)
    .map(({ id }) => ({ id, audit: audits[id] }))
    .filter(({ audit }) => audit !== undefined && audit.score !== null && audit.score < 1)
    .map(({ id, audit }) => ({ id, why: JSON.stringify([audit?.title, audit?.details?.items]) }))
}
