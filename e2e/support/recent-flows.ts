import { expect, type Page } from '@playwright/test'

/** Waits until the device has stored this flow as the last opened one. */
export async function untilRemembered(page: Page, taskId: string): Promise<void> {
  const latest = () =>
    page.evaluate(() => {
      const { flows } = JSON.parse(localStorage.getItem('recent-flows') ?? '{"flows":[]}')
      return flows[0]?.taskId
    })
  await expect.poll(latest).toBe(taskId)
}
