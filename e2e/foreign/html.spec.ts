import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { sandboxCorpId } from '../../sandbox/credentials.ts'
import { contexts } from '../client/platforms.ts'
import { expect, test } from '../fixtures/fixtures.ts'
import { liveSettings } from '../support/live-settings.ts'
import { closeSheet, openSheet } from '../support/open-sheet.ts'
import { linkTo } from '../support/seeds.ts'
import { folder } from './install.ts'
import { deskVisits, visit, visits } from './visits.ts'

// W3C's checker of HTML and CSS, on every page as the server sends it and as the browser has it.

test.use({ settings: { OPERATOR_USER_IDS: 'wangwu' } })

const jar = join(folder, 'node_modules', 'vnu-jar', 'build', 'dist', 'vnu.jar')

type Message = {
  type: 'error' | 'info'
  subType?: 'warning'
  url?: string
  message: string
  /** The source around the place, and the part of it that is meant. */
  extract?: string
  hiliteStart?: number
  hiliteLength?: number
}

/** Not ours to mend: antd-mobile makes rows, cards, badges and radio buttons of such elements. */
const inAntdMobile = {
  message:
    /^Element “div” not allowed as child of element “(button|label)” in this context\. \(Suppressing further errors from this subtree\.\)$/,
  element:
    /^<div class="adm-((card|list-item( has-arrow)?|(radio|checkbox)-((custom-)?icon|content))"|badge( is-awaited)?" aria-hidden="(true|false)")>$/,
}

/**
 * The operators' table is laid out as a grid, with which older engines forget what rows and cells
 * are; so they say it, which the checker finds needless.
 */
const inTables = {
  message:
    /^The “\w+” role is unnecessary for element “\w+”\.$|^The “role” attribute must not be used on a “(tr|td|th)” element which has a “table” ancestor/,
  element:
    /^<(table|thead|tbody|tr|th|td)\b[^>]* role="(table|rowgroup|row|rowheader|columnheader|cell)"/,
}

/**
 * @param documents HTML by name
 * @returns the checker's errors and warnings, with the names
 */
async function check(documents: Map<string, string>): Promise<string[]> {
  const work = await mkdtemp(join(tmpdir(), 'html-'))
  const files = await Promise.all(
    [...documents].map(async ([name, html]) => {
      const file = join(work, `${name.replaceAll(/[^\w.-]+/g, '-')}.html`)
      await writeFile(file, html)
      return file
    }),
  )
  const java = ['-Xmx512m', '-Xss4m', '-jar', jar]
  const words = [...java, '--exit-zero-always', '--format', 'json', '--stdout', ...files]
  const { stdout } = await promisify(execFile)('java', words, { maxBuffer: 64 * 1024 * 1024 })
  await rm(work, { recursive: true })
  const { messages }: { messages: Message[] } = JSON.parse(stdout)
  return messages
    .filter(({ type, subType }) => type !== 'info' || subType === 'warning')
    .map(({ url = '', message, extract = '', hiliteStart = 0, hiliteLength = 0 }) => {
      const element = extract.slice(hiliteStart, hiliteStart + hiliteLength)
      return { where: basename(url), message, element }
    })
    .filter(({ message, element }) =>
      [inAntdMobile, inTables].every(
        (known) => !known.message.test(message) || !known.element.test(element),
      ),
    )
    .map(({ where, message, element }) => `${where}: ${message} ${element}`)
}

/** The documents of these pages in the browser, those of their sheets included. */
async function drawn(page: Page, wanted: typeof visits): Promise<Map<string, string>> {
  const documents = new Map<string, string>()
  for (const each of wanted) {
    await visit(page, each)
    documents.set(each.name, await page.content())
    for (const [index, sheet] of (each.sheets ?? []).entries()) {
      await openSheet(page, sheet)
      documents.set(`${each.name} sheet ${index}`, await page.content())
      await closeSheet(page)
    }
  }
  return documents
}

test('every page as it is sent', async ({ request, sandbox: _sandbox }) => {
  const paths = [...visits, ...deskVisits].map(({ path }) => path)
  const played = ['sign/PRO-SANDBOX-SIGNING', 'start/PRO-SANDBOX-DRAFT'].concat(
    'approval/PRO-SANDBOX-SEAL-APPROVAL',
    `console/${sandboxCorpId}`,
    `inbox/${sandboxCorpId}/lisi`,
  )
  const documents = new Map<string, string>()
  for (const [client, userAgent] of [
    ['phone', contexts.android.userAgent],
    ['pc', contexts.pc.userAgent],
  ] as const)
    for (const path of paths) {
      const headers = { accept: 'text/html', 'user-agent': userAgent }
      const answer = await request.get(path, { headers })
      documents.set(`${client} ${path}`, await answer.text())
    }
  for (const path of [
    ...played.map((each) => `/_sandbox/pages/${each}`),
    '/api/flows/export.csv',
  ]) {
    const answer = await request.get(path, { headers: { accept: 'text/html' } })
    expect(answer.headers()['content-type']).toContain('text/html')
    documents.set(path, await answer.text())
  }
  expect(await check(documents)).toEqual([])
})

for (const client of ['@android', '@pc'])
  test.describe(client, () => {
    test('every page as it is drawn', async ({ page, guard }) => {
      // The contract that one may not see.
      guard.allow(/403/)
      expect(await check(await drawn(page, visits))).toEqual([])
    })

    test.describe('an admin', () => {
      test.use({ person: 'wangwu' })

      test('every desk as it is drawn', async ({ page }) => {
        expect(await check(await drawn(page, deskVisits))).toEqual([])
      })
    })
  })

test.describe('outside DingTalk', { tag: '@browser' }, () => {
  const opened = { path: linkTo('SIGNING'), shows: 'h1' }

  test('the choice of person as it is drawn', async ({ page }) => {
    expect(await check(await drawn(page, [{ name: 'chooser', ...opened }]))).toEqual([])
  })

  test.describe('a sandbox of several organisations', () => {
    test.use({ ownApp: 'chooser', settings: { DINGTALK_APP_KIND: 'third-party' } })

    test('the choice of organisation and person as it is drawn', async ({ page }) => {
      const documents = await drawn(page, [{ name: 'organisations', path: '/me', shows: 'h1' }])
      await page.getByRole('button', { name: '杭州星河科技有限公司' }).click()
      await page.getByRole('button', { name: /张三/ }).waitFor()
      documents.set('people', await page.content())
      expect(await check(documents)).toEqual([])
    })
  })

  test.describe('without a sandbox', () => {
    test.use({ settings: liveSettings })

    test('the way into DingTalk as it is drawn', async ({ page }) => {
      expect(await check(await drawn(page, [{ name: 'outside', ...opened }]))).toEqual([])
    })
  })
})
