// @vitest-environment happy-dom
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Announcer } from './announcer.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'

const parts = vi.hoisted(() => ({ arrive: () => {}, fail: () => {} }))

vi.mock('#web/api/http/load-again.ts', () => ({
  loadAgain: () =>
    new Promise((resolve, reject) => {
      parts.arrive = () => resolve({ ConfirmFrame: () => '退出登录？' })
      parts.fail = () => reject(new TypeError('Failed to fetch'))
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
  parts.arrive()
  await expect.poll(() => document.body.textContent).toBe('退出登录？')
})

it('says instead that there is no network if loading fails', async () => {
  await expect.poll(shown).toBe('正在加载…')
  parts.fail()
  await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  // Loading it for a toast fails too.
  parts.fail()
  await expect.poll(shown).toBe('没有网络，请稍后再试')
})
