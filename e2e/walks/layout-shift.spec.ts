import type { Page } from '@playwright/test'
import type { DeskView, PagePath } from '#shared/rules/page-path.ts'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import { stopEvents } from '#e2e/support/no-polling.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { untilDrawn } from '#e2e/support/until-drawn.ts'

// Nothing moves by itself, from the first paint until the page is complete, although every answer
// comes late and after the one before it was drawn.

/** What a font or a scroll bar rounds. */
const rounding = 0.005

type Visit = { page: string; path: string; person?: string; complete: string }

/** Who has no contracts, and whose company has none left to start. */
const notReady = 'qianqi'

/** Each page, with what it shows last. */
const pages: Record<PagePath, Visit[]> = {
  '/': [
    { page: 'what waits for me', path: '/', person: 'lisi', complete: 'flow-row' },
    { page: 'what I started', path: '/?scope=started', complete: 'flow-row' },
    { page: 'what is missing', path: '/', person: notReady, complete: 'blocker' },
  ],
  '/flows/:taskId': [
    { page: 'a contract', path: linkTo('SIGNING'), complete: 'timeline-item' },
    { page: 'a seal approval', path: linkTo('SEAL-APPROVAL'), complete: 'timeline-item' },
    {
      page: 'the audit trail',
      path: `${linkTo('SIGNING')}&view=audit`,
      complete: 'audit-fingerprint',
    },
    { page: 'a contract that is not there', path: '/flows/PRO-NOTHING', complete: 'app-error' },
  ],
  '/approvals/:instanceId': [
    {
      page: "an approval's contracts",
      path: `/approvals/SANDBOX-INSTANCE-1?corpId=${sandboxCorpId}`,
      complete: 'approval-contract',
    },
  ],
  '/start': [
    { page: 'the form', path: '/start', complete: 'readiness' },
    { page: 'the folded form', path: '/start', person: notReady, complete: 'form-heads' },
  ],
  '/me': [{ page: 'the own page', path: '/me', complete: 'my-real-name' }],
  '/admin': [{ page: 'the desk', path: '/admin', person: 'wangwu', complete: 'desk-pages' }],
  '/operator': [{ page: 'the customers', path: '/operator', person: 'wangwu', complete: 'corps' }],
  '/operator/:corpId': [
    {
      page: 'a customer',
      path: `/operator/${sandboxCorpId}`,
      person: 'wangwu',
      complete: 'corp-view',
    },
  ],
}

/** Each page behind the desk, with what it shows last. */
const views: Record<DeskView, string> = {
  times: 'finished-stages',
  packages: 'orders',
  state: 'corp-state',
  access: 'audit',
  messages: 'messages',
  import: 'import',
  webhooks: 'webhooks',
  assistants: 'assistant-key',
  settings: 'settings-checks',
  orders: 'orders',
  developer: 'developer',
  withdraw: 'withdraw',
}

const visits: Visit[] = [
  ...Object.values(pages).flat(),
  ...Object.entries(views).map(([view, complete]) => ({
    page: `the desk's ${view}`,
    path: `/admin?view=${view}`,
    person: 'wangwu',
    complete,
  })),
]

const widths = [
  { width: 375, tag: '@android' },
  { width: 768, tag: '@pc' },
  { width: 1440, tag: '@pc' },
]

test.use({ settings: { OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu`, ASSISTANTS: 'on' } })

const people = [...new Set(visits.map(({ person = 'zhangsan' }) => person))]

for (const { width, tag } of widths)
  for (const holder of people)
    test.describe(holder, () => {
      test.use({ person: holder })

      test(`no page moves at ${width}`, { tag }, async ({ page, context, guard, sandbox }) => {
        test.setTimeout(180_000)
        // Of the contract that is not there.
        guard.allow(/Failed to load resource/)
        if (holder === notReady) await sandbox.setCorp(sandboxCorpId, { margin: 0 })
        await page.setViewportSize({ width, height: 800 })
        await stopEvents(context)
        await page.addInitScript(watchShifts)
        await answerOneByOne(page)
        for (const { page: name, path, person = 'zhangsan', complete } of visits)
          if (person === holder)
            await test.step(name, async () => {
              await page.goto(path)
              await expect(page.getByTestId(complete).first()).toBeVisible()
              await page.waitForFunction(() =>
                performance
                  .getEntriesByType('resource')
                  .some(({ name: file }) => /animated-parts-/.test(file)),
              )
              // The files stand beside a contract, and come last.
              if (width >= 1200 && complete === 'timeline-item')
                await expect(
                  page.getByTestId('files-beside').locator('canvas').first(),
                ).toBeVisible()
              await page.waitForLoadState('networkidle')
              await untilDrawn(page)
              const shifts = await page.evaluate(() => window.shifts)
              const sum = shifts.reduce((total, { value }) => total + value, 0)
              expect
                .soft(sum, `${name} moved: ${JSON.stringify(shifts, null, 1)}`)
                .toBeLessThan(rounding)
            })
      })
    })

/** Answers each call only after the answer before it was drawn; access requests wait for everybody. */
async function answerOneByOne(page: Page): Promise<void> {
  let before = Promise.resolve()
  await page.route(/\/(api|_sandbox)\//, async (route) => {
    const turn = before
    let done = () => {}
    before = new Promise((resolve) => {
      done = resolve
    })
    const response = await route.fetch()
    await turn
    const isRequests = route.request().url().includes('/api/access-requests')
    if (isRequests && response.ok()) await route.fulfill({ response, json: { requests } })
    else await route.fulfill({ response })
    await untilDrawn(page).catch(() => {})
    done()
  })
}

const requests = ['1', '2'].map((id) => ({
  id,
  taskId: 'PRO-SANDBOX-SIGNING',
  title: '办公设备采购合同',
  name: '赵六',
  askedAt: Date.now(),
}))

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- Only an interface is merged.
  interface Window {
    shifts: { value: number; moved: string[] }[]
  }
}

/** Notes what moves without an input. Serialised into the page. */
function watchShifts(): void {
  type Shift = PerformanceEntry & {
    value: number
    hadRecentInput: boolean
    sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[]
  }
  window.shifts = []
  const nameOf = (node: Node | null) => {
    const element = node instanceof Element ? node : (node?.parentElement ?? null)
    const hook = element?.getAttribute('data-testid') ?? element?.className ?? ''
    const text = (node?.textContent ?? '').slice(0, 20)
    return `${element?.tagName.toLowerCase() ?? 'gone'}.${hook} “${text}”`
  }
  new PerformanceObserver((list) => {
    const shifts: readonly PerformanceEntry[] = list.getEntries()
    for (const entry of shifts) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- not in TypeScript's library
      const { value, hadRecentInput, sources } = entry as Shift
      const place = ({ x, y, width, height }: DOMRect) => [x, y, width, height].join()
      const moved = sources.map(
        ({ node, previousRect, currentRect }) =>
          `${nameOf(node)} ${place(previousRect)} to ${place(currentRect)}`,
      )
      if (!hadRecentInput) window.shifts.push({ value, moved })
    }
  }).observe({ type: 'layout-shift', buffered: true })
  // What comes two seconds after the page comes with it.
  const later = window.setTimeout.bind(window)
  Object.assign(window, {
    setTimeout: (work: TimerHandler, delay = 0, ...words: unknown[]) =>
      later(work, delay === 2000 ? 0 : delay, ...words),
  })
}
