import { chinesePage, largePdf, manyPages, scannedPage } from '#e2e/support/sample-pdfs.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import { expect, test } from './fixtures.ts'

// A contract's files open on each engine: in the app, or where pdf.js does not start, as the client
// opens links.

const files = {
  'with many pages': () => manyPages(30),
  'with a scan in JPEG 2000': () => scannedPage('jpeg-2000'),
  'with a scan in JBIG2': () => scannedPage('jbig2'),
  'in a Chinese font': () => chinesePage('合同专用章'),
  'of 3 MB': () => largePdf(3 * 1024 * 1024),
}

/** `drawn` once the first page has something on it, `outside` if the file opens elsewhere. */
const outcome = `(() => {
  const dialog = document.querySelector('[data-testid=viewer]')
  const canvas = dialog && dialog.querySelector('.viewer-page canvas')
  const buttons = dialog ? Array.from(dialog.querySelectorAll('button')) : []
  if (buttons.some((button) => button.textContent === '打开')) return 'outside'
  if (!canvas || canvas.width === 0 || canvas.height === 0) return 'waiting'
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
  for (let at = 0; at < data.length; at += 4)
    if (data[at + 3] === 255 && data[at + 1] < 128) return 'drawn'
  return 'waiting'
})()`

for (const [what, file] of Object.entries(files)) {
  test(`a file ${what} opens`, async ({ open, view, engine, sandbox, clientProxy }) => {
    await sandbox.replaceFile('FILE-SANDBOX-SIGNING', file())
    await open(linkTo('SIGNING'))
    await view.tap({ css: 'button', name: '查看文件' })
    await view.expectVisible({ css: '[data-testid=viewer]' })
    await expect.poll(() => engine.evaluate(outcome)).toMatch(/^(?:drawn|outside)$/)
    const isDrawn = (await engine.evaluate(outcome)) === 'drawn'
    test.info().annotations.push({ type: 'opens', description: isDrawn ? 'in the app' : 'outside' })
    if (!isDrawn) await view.expectVisible({ css: '[data-testid=viewer] a', name: '下载' })
    expect(clientProxy.requests.some((each) => each.includes('/documents/0/content'))).toBe(true)
    await view.tap({ css: '[data-testid=viewer] button', name: '关闭' })
    await view.expectGone({ css: '[data-testid=viewer]' })
  })
}
