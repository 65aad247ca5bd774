// @vitest-environment happy-dom
import { screen } from '@testing-library/dom'
import { beforeEach, expect, it, vi } from 'vitest'
import { expectOutput } from '#shared/testing/expected-output.ts'
import { linkTo } from '#e2e/support/seeds.ts'
import type * as FlowPageModule from '#web/features/flow/flow-page.tsx'
import { goTo } from '#web/components/page/navigation.ts'
import { serveApp } from './app-process.ts'
import { expectFailure, expectHome, failureButton } from './failure-page.ts'
import { address, renderApp, textOf } from './render-app.tsx'

// A page that cannot be rendered leaves a way out.

vi.mock('#web/features/flow/flow-page.tsx', async (importOriginal) => {
  const { FlowPage } = await importOriginal<typeof FlowPageModule>()
  return {
    FlowPage(props: { taskId: string }) {
      if (props.taskId === 'PRO-BROKEN') throw new Error('cannot be rendered')
      return <FlowPage {...props} />
    },
  }
})

const app = serveApp()

// React logs each error.
beforeEach(() => expectOutput(/cannot be rendered/))

it('leads home from a contract that cannot be rendered', async () => {
  const user = await renderApp(app(), '/flows/PRO-BROKEN')
  await expectFailure('internal-error', '服务出错了')
  await failureButton('重新加载')
  await expect.poll(() => document.title).toBe('合同进度')
  await screen.findByRole('navigation', { name: '主导航' })
  await user.click(screen.getByRole('button', { name: '返回首页' }))
  await expectHome()
  expect(address()).toBe('/')
})

it('shows another contract afterwards, and goes back by the back key', async () => {
  await renderApp(app(), linkTo('COMPLETED'))
  await expect.poll(() => textOf('flow-status')).toBe('已完成')
  goTo('/flows/PRO-BROKEN')
  await expectFailure('internal-error', '服务出错了')
  document.dispatchEvent(new Event('backbutton', { cancelable: true }))
  await expect.poll(() => textOf('flow-status')).toBe('已完成')
})

it('is explained in the language that is chosen there', async () => {
  const user = await renderApp(app(), '/flows/PRO-BROKEN')
  await user.click(await screen.findByRole('button', { name: 'English' }))
  await screen.findByRole('button', { name: 'Reload' })
})
