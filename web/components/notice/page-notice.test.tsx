// @vitest-environment happy-dom
import { screen } from '@testing-library/dom'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { NoticeSlot } from './notice-slot.tsx'
import { NoticeProvider, type NoticeRank } from './notice-queue.tsx'
import { PageNotice } from './page-notice.tsx'

let root: Root

beforeEach(() => {
  root = createRoot(document.body.appendChild(document.createElement('div')))
})

afterEach(() => {
  root.unmount()
  document.body.replaceChildren()
})

const draw = (...ranks: NoticeRank[]) =>
  root.render(
    <NoticeProvider>
      {ranks.map((rank) => (
        <PageNotice key={rank} rank={rank} action={<button type="button">{rank} now</button>}>
          {rank} text
        </PageNotice>
      ))}
      <NoticeSlot />
    </NoticeProvider>,
  )

const shown = () => screen.queryByRole('status', { name: '通知' })?.textContent

it('shows the most important notice, whichever came first, and how many others there are', async () => {
  draw('access')
  await expect.poll(shown).toBe('access textaccess now')
  expect(screen.queryByRole('button', { name: /^还有/ })).toBeNull()
  draw('access', 'stale', 'done')
  await expect.poll(shown).toBe('stale textstale now')
  expect(screen.getByRole('button', { name: '还有 2 条' })).toBeDefined()
  draw('access', 'done')
  await expect.poll(shown).toBe('done textdone now')
  draw('access')
  await expect.poll(shown).toBe('access textaccess now')
})

it('a page that is left takes its notices along', async () => {
  draw('stale', 'access')
  await expect.poll(shown).toContain('stale text')
  draw()
  await expect.poll(shown).toBe('')
})

it('the whole text and what to report are behind a button', async () => {
  root.render(
    <NoticeProvider>
      <PageNotice rank="partial" details={<p>请稍后重试。</p>} requestId="r-1">
        没有读到签署人
      </PageNotice>
      <NoticeSlot />
    </NoticeProvider>,
  )
  await expect.poll(shown).toBe('没有读到签署人详情')
  expect(document.body.textContent).not.toContain('r-1')
})
