// @vitest-environment happy-dom
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Announcer } from './announcer.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'

const heavy = vi.hoisted(() => ({ arrive: () => {}, fail: () => {} }))

vi.mock('./heavy.ts', () => ({
  loadHeavy: () =>
    new Promise((resolve, reject) => {
      heavy.arrive = () => resolve({ ConfirmFrame: () => '退出登录？' })
      heavy.fail = () => reject(new TypeError('Failed to fetch'))
    }),
}))

const onClose = vi.fn()
let root: Root

beforeEach(() => {
  onClose.mockClear()
  root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(
    <>
      <ConfirmDialog
        open
        title="退出登录？"
        confirm={{ label: '退出登录', onConfirm: () => {} }}
        cancelLabel="取消"
        onClose={onClose}
      />
      <Announcer />
    </>,
  )
})

afterEach(() => root.unmount())

const shown = () => document.querySelector('.announcer')?.textContent

it('says that the dialog is loading until it is there', async () => {
  await expect.poll(shown).toBe('正在加载…')
  heavy.arrive()
  await expect.poll(() => document.body.textContent).toBe('退出登录？')
})

it('says instead that there is no network if loading fails', async () => {
  await expect.poll(shown).toBe('正在加载…')
  heavy.fail()
  await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  // Loading it for a toast fails too.
  heavy.fail()
  await expect.poll(shown).toBe('没有网络，请稍后再试')
})
