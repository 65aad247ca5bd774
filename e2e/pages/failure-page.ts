import { screen, within } from '@testing-library/dom'
import { expect } from 'vitest'
import { textOf } from './render-app.tsx'

/** Waits for the page of this failure. */
export async function expectFailure(code: string, title: string, ...words: string[]) {
  await expect.poll(failureCode).toBe(code)
  expect(within(screen.getByTestId('app-error')).getByRole('heading').textContent).toBe(title)
  for (const word of words) expect(textOf('app-error')).toContain(word)
}

export function failureCode(): string | null {
  const error = document.querySelector('[data-testid="app-error"]')
  return error?.getAttribute('data-code') ?? null
}

/** A button of the failure page, once it is enabled. */
export async function failureButton(name: string): Promise<HTMLButtonElement> {
  const error = within(await screen.findByTestId('app-error'))
  const button = await error.findByRole<HTMLButtonElement>('button', { name })
  expect(button.disabled).toBe(false)
  return button
}

export async function expectHome(): Promise<void> {
  await screen.findByRole('searchbox', { name: /^搜索标题/ })
}
