// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { describe, expect, it } from 'vitest'
import { linkTo } from '#e2e/support/seeds.ts'
import { answerCalls } from './answers.ts'
import { serveApp } from './app-process.ts'
import { address, renderApp, seenText, textOf } from './render-app.tsx'
import { press } from './start.ts'

// In sandbox mode, people choose in an ordinary browser who to be.

const app = serveApp()

const nobody = { as: null }

describe('the choice of person', () => {
  it('opens the flow of the address afterwards', async () => {
    const user = await renderApp(app(), linkTo('SIGNING'), nobody)
    await press(user, '以员工身份继续（张三）')
    await expect.poll(() => textOf('flow-status')).toBe('签署中')
    expect(address()).toBe(linkTo('SIGNING'))
  })

  for (const { button, name } of [
    { button: '以员工身份继续（张三）', name: '张三' },
    { button: '以审批人身份继续（李四）', name: '李四' },
    { button: '以管理员身份继续（王五）', name: '王五' },
  ]) {
    it(`signs in as ${name}`, async () => {
      const user = await renderApp(app(), '/', nobody)
      expect(seenText(await screen.findByRole('heading'))).toBe('沙箱模式')
      await press(user, button)
      await screen.findByText(`沙箱 · ${name}`)
      const samples = within(await screen.findByTestId('sample-flows'))
      const [first] = await samples.findAllByRole('link')
      if (first !== undefined) await user.click(first)
      await expect.poll(() => textOf('flow-status')).toBe('签署中')
    })
  }

  it('is shown again when the session has ended', async () => {
    const user = await renderApp(app(), linkTo('SIGNING'), nobody)
    await press(user, '以员工身份继续（张三）')
    await expect.poll(() => textOf('flow-status')).toBe('签署中')
    await fetch('/api/session', { method: 'DELETE' })
    // Its live connection may have told the page already.
    const refresh = screen.queryByRole('button', { name: /^刷新/ })
    if (refresh !== null) await user.click(refresh)
    await press(user, '以审批人身份继续（李四）')
    await expect.poll(() => textOf('flow-status')).toBe('签署中')
  })
})

it('the choice of person has its shape before the people are known', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  answerCalls(/_sandbox\/samples$/, async (call) => {
    await held
    return call()
  })
  await renderApp(app(), '/', nobody)
  await screen.findByRole('heading', { name: '沙箱模式' })
  const rows = () => within(screen.getByRole('list')).getAllByRole('listitem')
  expect(rows().map(seenText)).toEqual(['', '', ''])
  expect(document.querySelectorAll('.adm-skeleton')).toHaveLength(3)
  expect(screen.getAllByRole('status', { name: '正在加载…' })).toHaveLength(3)
  release()
  await expect.poll(() => document.querySelectorAll('.adm-skeleton')).toHaveLength(0)
  expect(rows().map(seenText)).toContainEqual(expect.stringContaining('张三'))
})

it('the choice of person names the roles in English', async () => {
  const user = await renderApp(app(), '/', { as: null, in: 'en' })
  expect(seenText(await screen.findByRole('heading'))).toBe('Sandbox mode')
  const buttons = await screen.findAllByRole('button', { name: /^Continue as/ })
  await expect
    .poll(() => buttons.map(seenText))
    .toEqual([
      expect.stringMatching(/^Continue as employee \(张三\)started \d+$/),
      expect.stringMatching(/^Continue as approver \(李四\)\d+ to sign/),
      expect.stringMatching(/^Continue as admin \(王五\)admin desk and all contracts/),
    ])
  await press(user, 'Continue as admin \\(王五\\)')
  await screen.findByText('Sandbox · 王五')
})
