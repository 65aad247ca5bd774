import { screen, within } from '@testing-library/dom'
import type { UserEvent } from '@testing-library/user-event'
import { openDialog } from './render-app.tsx'
import { untilGone } from './start.ts'

/** The home page's field for words, task ids and links, in either language. */
export function searchField(): Promise<HTMLInputElement> {
  return screen.findByRole<HTMLInputElement>('searchbox', { name: /^(搜索标题|Search titles)/ })
}

/** Adds or removes a status of the filter, by its name in the sheet. */
export async function chooseStatus(user: UserEvent, name: string): Promise<void> {
  const sheet = await openFilter(user)
  await user.click(
    within(sheet).getByRole('checkbox', { name: new RegExp(`^${name}`), hidden: true }),
  )
  await user.click(within(sheet).getByRole('button', { name: /^查看/, hidden: true }))
  await untilGone(sheet)
}

export async function openFilter(user: UserEvent): Promise<HTMLElement> {
  await user.click(await screen.findByRole('button', { name: '筛选' }))
  return openDialog('筛选')
}
