// @vitest-environment happy-dom
import { screen, within } from '@testing-library/dom'
import { expect, it } from 'vitest'
import { serveApp } from './app-process.ts'
import { renderApp, seenText } from './render-app.tsx'

const app = serveApp()

const choice = (name: string) =>
  screen.findByRole<HTMLInputElement>('radio', { name: new RegExp(name) })

async function stored(): Promise<unknown> {
  return (await fetch('/api/corp/settings')).json()
}

it("an administrator sets the organisation's time zone", async () => {
  const user = await renderApp(app(), '/admin', { as: 'wangwu' })
  await user.click(within(await screen.findByTestId('settings')).getByRole('link'))
  expect((await choice('默认')).checked).toBe(true)
  await user.click(await choice('Europe/London'))
  await expect.poll(stored).toMatchObject({ timeZone: 'Europe/London' })
  expect((await choice('Europe/London')).checked).toBe(true)
  await user.click(await choice('默认'))
  await expect.poll(stored).toMatchObject({ timeZone: null })
})

it('a member may not see the settings', async () => {
  await renderApp(app(), '/admin?view=settings')
  const error = await screen.findByTestId('app-error')
  expect(error.dataset['code']).toBe('not-corp-admin')
  expect(seenText(error)).toContain('管理员')
})
