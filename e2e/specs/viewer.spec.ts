import { everyClient } from '#e2e/client/platforms.ts'
import type { Locator, Page } from '@playwright/test'
import { expectAccessible, expectLargeTextFits } from '#e2e/support/everybody.ts'
import { expect, test } from '#e2e/fixtures/fixtures.ts'
import {
  brokenPdf,
  chinesePage,
  heavyPdf,
  kindsOfHeavyPages,
  largePdf,
  manyPages,
  scannedPage,
} from '#e2e/support/sample-pdfs.ts'
import { linkTo } from '#e2e/support/seeds.ts'

// A contract's files open in the app. These tests have their own app, because it holds a file that
// a person has open for minutes.
test.use({ ownApp: 'viewer' })

const viewerOf = (page: Page) => page.getByTestId('viewer')
const button = (page: Page, name: string) =>
  viewerOf(page).getByRole('button', { name, exact: true })
const pageOf = (page: Page, number: number) =>
  viewerOf(page).getByRole('group', { name: `第 ${number} 页`, exact: true })

async function open(page: Page, flow = 'SIGNING'): Promise<void> {
  await page.goto(linkTo(flow))
  await page.getByRole('button', { name: '查看文件' }).click()
}

/** The colour in the middle of a drawn page. */
async function colourOf(drawn: Locator): Promise<number[]> {
  return drawn.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas
    const data = canvas.getContext('2d')?.getImageData(width >> 1, height >> 1, 1, 1).data
    return Array.from(data ?? [])
  })
}

/** Share of a drawn page that is not white. */
function inkOf(drawn: Locator): Promise<number> {
  return drawn.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas
    if (width === 0) return 0
    const { data = [] } = canvas.getContext('2d')?.getImageData(0, 0, width, height) ?? {}
    const red = Array.from(data).filter((_, at) => at % 4 === 0)
    return red.filter((value) => value < 128).length / red.length
  })
}

for (const tag of everyClient)
  test(`the files of a contract are listed and open in the app ${tag}`, async ({ page }) => {
    await open(page, 'SEAL-APPROVAL')
    const viewer = viewerOf(page)
    await expect(viewer.getByRole('heading')).toHaveText('战略合作框架协议.pdf')
    await expect(viewer).toContainText('第 1 页，共 3 页')
    await expect(pageOf(page, 1)).toContainText('战略合作框架协议')
    await expect.poll(() => inkOf(pageOf(page, 1))).toBeGreaterThan(0.002)
    await button(page, '下一个').click()
    await expect(viewer.getByRole('heading')).toHaveText('合作实施细则.pdf')
    await expect(pageOf(page, 1)).toContainText('合作实施细则')
    await button(page, '上一个').click()
    await expect(pageOf(page, 1)).toContainText('战略合作框架协议')
    await expect(viewer.getByRole('link', { name: '下载' })).toHaveAttribute('download', '')
    await button(page, '关闭').click()
    await expect(viewer).toHaveCount(0)

    const rows = page.getByTestId('flow-documents').getByRole('listitem')
    // A page that was drawn before the files were known keeps one row.
    await expect(async () => {
      await page.reload()
      await expect(rows).toHaveText(
        [
          /^战略合作框架协议\.pdf合同 · 3 页 · \d+ KB$/,
          /^合作实施细则\.pdf合同 · 3 页 · \d+ KB$/,
          '全部下载（zip）',
        ],
        { timeout: 3000 },
      )
    }).toPass()
    await rows.nth(1).getByRole('button').click()
    await expect(viewer.getByRole('heading')).toHaveText('合作实施细则.pdf')
  })

test('the viewer is worked by the keyboard alone', { tag: '@pc' }, async ({ page, sandbox }) => {
  await sandbox.replaceFile('FILE-SANDBOX-COMPLETED', manyPages(200))
  await page.goto(linkTo('COMPLETED'))
  const show = page.getByRole('button', { name: '查看文件' })
  await show.focus()
  await page.keyboard.press('Enter')
  const viewer = viewerOf(page)
  await expect(viewer).toContainText('第 1 页，共 200 页')
  const moves = [
    ['PageDown', 2],
    ['PageDown', 3],
    ['PageUp', 2],
    ['End', 200],
    ['Home', 1],
  ] as const
  for (const [key, number] of moves) {
    await page.keyboard.press(key)
    await expect(viewer).toContainText(`第 ${number} 页，共 200 页`)
    await expect(pageOf(page, number)).toContainText(`Page ${number}`)
  }
  const width = async () => (await pageOf(page, 1).boundingBox())?.width ?? 0
  const before = await width()
  await page.keyboard.press('+')
  await expect.poll(width).toBeCloseTo(before * 1.25, 0)
  await page.keyboard.press('-')
  await page.keyboard.press('-')
  await expect.poll(width).toBeCloseTo(before / 1.25, 0)
  await button(page, '适合宽度').focus()
  await page.keyboard.press('Enter')
  await expect.poll(width).toBeCloseTo(before, 0)
  await expectAccessible(page)
  await expectLargeTextFits(page)
  await page.keyboard.press('Escape')
  await expect(viewer).toHaveCount(0)
  await expect(show).toBeFocused()
})

test('of 200 pages at most 8 are drawn', async ({ page, sandbox }) => {
  await sandbox.replaceFile('FILE-SANDBOX-SIGNING', manyPages(200))
  await open(page)
  await expect(pageOf(page, 1)).toContainText('Page 1')
  const scroller = viewerOf(page).getByRole('region')
  const drawn = await scroller.evaluate(async (element) => {
    let most = 0
    for (let top = 0; top < element.scrollHeight; top += 1500) {
      element.scrollTop = top
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      most = Math.max(most, element.querySelectorAll('canvas').length)
    }
    return most
  })
  expect(drawn).toBeLessThanOrEqual(8)
  await expect(pageOf(page, 200)).toContainText('Page 200')
})

test('scans and Chinese fonts that are not embedded are drawn', async ({ page, sandbox }) => {
  const fetched: string[] = []
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname))
  await test.step('JPEG 2000, by a decoder fetched for it', async () => {
    await sandbox.replaceFile('FILE-SANDBOX-SIGNING', scannedPage('jpeg-2000'))
    await open(page)
    await expect
      .poll(() => colourOf(pageOf(page, 1)))
      .toEqual([expect.closeTo(255, -1), expect.closeTo(0, -1), expect.closeTo(0, -1), 255])
  })
  await test.step('JBIG2', async () => {
    await sandbox.replaceFile('FILE-SANDBOX-EXTERNAL', scannedPage('jbig2'))
    await open(page, 'EXTERNAL')
    await expect.poll(() => colourOf(pageOf(page, 1))).toEqual([0, 0, 0, 255])
  })
  await test.step('Chinese, by a character map fetched for it', async () => {
    await sandbox.replaceFile('FILE-SANDBOX-LONG', chinesePage('合同专用章'))
    await open(page, 'LONG')
    await expect(pageOf(page, 1)).toContainText('合同专用章')
    await expect.poll(() => inkOf(pageOf(page, 1))).toBeGreaterThan(0.002)
  })
  expect(fetched.filter((path) => /\.(?:wasm)$/.test(path))).toEqual([])
})

test('a large file is read in parts, or whole by one call', async ({ page, sandbox }) => {
  const size = 50 * 1024 * 1024
  await sandbox.replaceFile('FILE-SANDBOX-SIGNING', largePdf(size))
  await open(page)
  await expect(pageOf(page, 1)).toContainText('First')
  await page.keyboard.press('End')
  await expect(pageOf(page, 2)).toContainText('Last')
  const ranges = await sandbox.downloads()
  expect(ranges.length).toBeLessThanOrEqual(5)
  for (const range of ranges) {
    const [begin = 0, end = 0] = (range ?? '').match(/\d+/g)?.map(Number) ?? []
    const isTail = end >= size
    expect(end - begin + 1 >= 512 * 1024 || isTail, String(range)).toBe(true)
  }

  await sandbox.replaceFile('FILE-SANDBOX-EXTERNAL', largePdf(size))
  await sandbox.setStorage({ ignoresRange: true })
  const before = (await sandbox.downloads()).length
  await open(page, 'EXTERNAL')
  await expect(pageOf(page, 1)).toContainText('First')
  expect((await sandbox.downloads()).length - before).toBe(1)
})

test('what cannot be shown says so, and has a way on', async ({ page, sandbox, guard }) => {
  guard.allow(/Failed to load resource/, /ERR_/)
  const viewer = viewerOf(page)
  await test.step('a broken file', async () => {
    await sandbox.replaceFile('FILE-SANDBOX-SIGNING', brokenPdf())
    await open(page)
    await expect(viewer.getByRole('alert')).toContainText('可能已经损坏')
    await expect(button(page, '重试')).toBeVisible()
    await expect(viewer.getByRole('link', { name: '下载' })).toBeVisible()
  })
  await test.step('a file that the storage cuts', async () => {
    await sandbox.replaceFile('FILE-SANDBOX-EXTERNAL', manyPages(2, 200_000))
    await sandbox.setStorage({ cutAfter: 1000 })
    await open(page, 'EXTERNAL')
    await expect(viewer.getByRole('alert')).toBeVisible()
    await sandbox.setStorage({ cutAfter: null })
    await button(page, '重试').click()
    await expect(pageOf(page, 1)).toContainText('Page 1')
  })
  await test.step('a file of Word', async () => {
    const word = Uint8Array.from(Buffer.from('PK\u0003\u0004 no PDF'))
    await sandbox.replaceFile('FILE-SANDBOX-LONG', word, 'application/msword')
    await open(page, 'LONG')
    await expect(viewer).toContainText('可以用其他软件打开')
    await expect(button(page, '打开')).toBeVisible()
    await expect(viewer.getByRole('link', { name: '下载' })).toBeVisible()
    await expectAccessible(page)
  })
})

for (const kind of kindsOfHeavyPages)
  test(`a page that takes too much (${kind}) says so, and the others are shown`, async ({
    page,
    sandbox,
  }) => {
    await sandbox.replaceFile('FILE-SANDBOX-SIGNING', heavyPdf(kind))
    await open(page)
    await expect(pageOf(page, 1)).toContainText('可以下载后用其他软件查看', { timeout: 40_000 })
    await expect(viewerOf(page).getByRole('link', { name: '下载' })).toBeVisible()
    await expect(pageOf(page, 2)).toContainText('Page 2')
    await page.keyboard.press('End')
    await expect(pageOf(page, 3)).toContainText('Page 3')
    await expect.poll(() => inkOf(pageOf(page, 3))).toBeGreaterThan(0)
  })

test('a picture is shown, and zoomed by a double tap and by pinching', async ({
  page,
  sandbox,
}) => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  await sandbox.replaceFile('FILE-SANDBOX-SIGNING', Uint8Array.from(png), 'image/png')
  await open(page)
  const picture = viewerOf(page).getByRole('img', { name: '办公设备采购合同.pdf' })
  const width = async () => (await picture.boundingBox())?.width ?? 0
  await expect.poll(width).toBeGreaterThan(100)
  const before = await width()
  const region = viewerOf(page).getByRole('region')
  // Fingers of its own, as a busy machine taps too slowly.
  await region.evaluate((element) => {
    const touch = new Touch({ identifier: 1, target: element, clientX: 100, clientY: 200 })
    for (let tap = 0; tap < 2; tap += 1) {
      const down = { bubbles: true, cancelable: true, touches: [touch], changedTouches: [touch] }
      element.dispatchEvent(new TouchEvent('touchstart', down))
      element.dispatchEvent(new TouchEvent('touchend', { ...down, touches: [] }))
    }
  })
  await expect.poll(width).toBeCloseTo(before * 2, 0)
  await region.evaluate((element) => {
    const fingers = (apart: number) =>
      [-1, 1].map(
        (side, identifier) =>
          new Touch({ identifier, target: element, clientX: 200 + side * apart, clientY: 300 }),
      )
    const send = (type: string, touches: Touch[]) =>
      element.dispatchEvent(new TouchEvent(type, { bubbles: true, cancelable: true, touches }))
    send('touchstart', fingers(80))
    send('touchmove', fingers(60))
    send('touchend', [])
  })
  await expect.poll(width).toBeCloseTo(before * 1.5, 0)
})

test('the files of a deleted contract are not offered', async ({ page }) => {
  await page.goto(linkTo('DELETED'))
  await expect(page.getByTestId('flow-status')).toHaveText('已删除')
  await expect(page.getByTestId('flow-timeline')).toBeVisible()
  await expect(page.getByTestId('flow-documents')).toHaveCount(0)
})
