import { screen, within } from '@testing-library/dom'
import type { UserEvent } from '@testing-library/user-event'
import { untilGone } from './start.ts'

/** The home page's field for words, task ids and links, in either language. */
export function searchField(): Promise<HTMLInputElement> {
  return screen.findByRole<HTMLInputElement>('searchbox', { name: /^(搜索标题|Search titles)/ })
}

/** Filters the list by a status, by its name in the sheet. */
export async function chooseStatus(user: UserEvent, name: string): Promise<void> {
  await user.click(await screen.findByRole('button', { name: '筛选' }))
  const sheet = await screen.findByRole('dialog', { name: '按状态筛选', hidden: true })
  await user.click(within(sheet).getByRole('radio', { name, hidden: true }))
  await untilGone(sheet)
}
