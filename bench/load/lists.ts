import type { Browser } from '@playwright/test'
import { SandboxControl } from '#e2e/support/sandbox-control.ts'
import type { AppProcess } from '#bench/app-process.ts'
import { known, median } from '#bench/stats.ts'
import { atMost, below, type Verdict } from '#bench/verdict.ts'
import { measureList, type ListBehaviour, type ListRequest } from './long-list.ts'
import { newAuthCode } from './origins/origins.ts'
import { longFlowId } from './origins/sample-flow.ts'
import { recordFlows, startAppWith } from './origins/app-with-records.ts'

/** Pages with long lists and, for comparison, the home page with a short one. */
export type Lists = { log: ListBehaviour; home: ListBehaviour; shortHome: ListBehaviour }

const homeFlows = 10_000
const shortHomeFlows = 40
const listRuns = 5

const log = {
  row: '[data-testid=timeline-item]',
  choice: { option: '[role=radiogroup] >> nth=0 >> label >> nth=-1', show: null },
}
const home = {
  row: '[data-testid=flow-row]',
  choice: { option: 'label:has-text("已拒签")', show: /^查看 \d+ 份$/ },
}

/** An admin, who sees all flows of the organisation. */
const admin = 'wangwu'

export async function measureLists(browser: Browser): Promise<Lists> {
  const [short, long] = [
    await withFlows(shortHomeFlows, async (app) => ({
      home: await open(browser, app, '/?scope=all', home),
      log: await open(browser, app, `/flows/${longFlowId}`, log),
    })),
    await withFlows(homeFlows, (app) => open(browser, app, '/?scope=all', home)),
  ]
  return { log: short.log, home: long, shortHome: short.home }
}

/** The medians of `listRuns` runs, each in a new browser context. */
async function open(
  browser: Browser,
  app: AppProcess,
  path: string,
  selectors: Omit<ListRequest, 'url' | 'authCode'>,
): Promise<ListBehaviour> {
  const sandbox = new SandboxControl(app.url)
  const runs: ListBehaviour[] = []
  for (let run = 0; run < listRuns; run += 1) {
    const authCode = await newAuthCode(sandbox, admin)
    runs.push(await measureList(browser, { url: app.url + path, authCode, ...selectors }))
  }
  const middle = (name: keyof ListBehaviour) => median(known(runs.map((run) => run[name])))
  return {
    complete: middle('complete'),
    scrollTask: middle('scrollTask'),
    scrollFrame: middle('scrollFrame'),
    filter: middle('filter'),
  }
}

/** Starts the app with `count` flows in its registry. */
async function withFlows<Result>(
  count: number,
  measure: (app: AppProcess) => Promise<Result>,
): Promise<Result> {
  const app = await startAppWith((registry) => recordFlows(registry, count), { LOG_LEVEL: 'warn' })
  try {
    return await measure(app)
  } finally {
    await app.stop()
  }
}

export function listVerdicts(lists: Lists): Verdict[] {
  const { complete } = lists.home
  const { complete: shortComplete } = lists.shortHome
  return [
    ...verdictsOf('5,000 records', lists.log),
    atMost(1.3, {
      target: 'Home complete with 10,000 flows, to that with 40',
      value: complete === null || shortComplete === null ? null : complete / shortComplete,
      unit: '×',
      note: complete === null ? noList : undefined,
    }),
    ...verdictsOf('10,000 flows at home', lists.home),
  ]
}

const noList = 'there is no list yet'

function verdictsOf(name: string, { complete, scrollTask, filter }: ListBehaviour): Verdict[] {
  return [
    atMost(50, {
      target: `Longest task while scrolling, processor ÷ 4 (${name})`,
      value: scrollTask,
      unit: 'ms',
      note: complete === null ? noList : undefined,
    }),
    below(50, {
      target: `Filter to the frame that shows it, processor ÷ 4 (${name})`,
      value: filter,
      unit: 'ms',
      note: complete === null ? noList : filter === null ? 'there is no filter' : undefined,
    }),
  ]
}
