import type { Page, Route } from '@playwright/test'

/** The newest flow has the highest number; a flow stays the same when newer ones are added. */
function generatedFlow(number: number, total: number, now: number) {
  const index = total - number
  const status = index % 3 === 1 ? ('completed' as const) : ('signing' as const)
  return {
    taskId: `PRO-GENERATED-${number}`,
    // Some titles take two lines, like real ones.
    title:
      index % 5 === 2
        ? `第 ${number} 号：年度办公设备与耗材采购框架协议及其补充协议`
        : `第 ${number} 号合同`,
    status,
    statusCode: status === 'completed' ? 2 : 1,
    initiator: { name: '张三', organization: '杭州星河科技有限公司' },
    nextStep: {
      kind: status === 'completed' ? 'completed' : 'waiting-for-signature',
      people: status === 'completed' ? [] : ['李四'],
      since: now - index * 60_000,
      followedBy: index % 4 === 0 ? ['孙八'] : [],
      reason: null,
    },
    deadline: index % 6 === 0 ? now + index * 600_000 : null,
    startedAt: now - index * 600_000,
    confirmedAt: now,
    waitsForMe: false,
    isMineByName: false,
  }
}

/**
 * Answers every list of flows with this many of them, 50 per page like the proxy: more than a
 * sandbox could create during a test. The list of what is waiting is empty.
 * @returns a function that changes the number; added flows come first
 */
export async function answerLists(page: Page, count: number): Promise<(count: number) => void> {
  const now = Date.now()
  let newest = count
  await page.route(/\/api\/flows\?/, async (route: Route) => {
    const params = new URL(route.request().url()).searchParams
    // A cursor is the number of the last flow on the previous page.
    const from = Number(params.get('cursor') ?? newest + 1) - 1
    const length = params.get('scope') === 'waiting' ? 0 : Math.min(50, from)
    const flows = Array.from({ length }, (_, index) => generatedFlow(from - index, count, now))
    const last = from - length + 1
    await route.fulfill({
      json: { flows, nextCursor: length > 0 && last > 1 ? String(last) : null },
    })
  })
  return (changed) => {
    newest = changed
  }
}
