import type { Page } from '@playwright/test'
import { sandboxCorpId } from '../../sandbox/credentials.ts'
import { expect } from '../fixtures/fixtures.ts'
import { linkTo } from '../support/seeds.ts'

/** A page of the app. */
export type Visit = {
  name: string
  path: string
  /** Selector of what shows that the page has its content. */
  shows: string
  /** The page's buttons that open a sheet. */
  sheets?: RegExp[]
}

const approval = `/approvals/SANDBOX-INSTANCE-1?corpId=${sandboxCorpId}`

/** What everybody sees. */
export const visits: Visit[] = [
  { name: 'waiting', path: '/?scope=waiting', shows: '[data-testid=sample-flows]' },
  { name: 'started', path: '/?scope=started', shows: '[data-testid=flow-row]', sheets: [/^筛选$/] },
  {
    name: 'signing',
    path: linkTo('SIGNING'),
    shows: '[data-testid=timeline-item]',
    sheets: [/^催办$/, /^分享$/, /^通知与提醒/],
  },
  { name: 'completed', path: linkTo('COMPLETED'), shows: '[data-testid=timeline-item]' },
  { name: 'refused', path: linkTo('REFUSED'), shows: '[data-testid=timeline-item]' },
  {
    name: 'seal approval',
    path: linkTo('SEAL-APPROVAL'),
    shows: '[data-testid=flow-approvals]',
    sheets: [/^查看印章$/],
  },
  {
    name: 'print record',
    path: `${linkTo('SIGNING')}&view=audit`,
    shows: '[data-testid=audit-fingerprint]',
  },
  { name: 'approval', path: approval, shows: '[data-testid=approval-contract]' },
  { name: 'start', path: '/start', shows: '.page-bar-actions button' },
  { name: 'me', path: '/me', shows: '[data-testid=my-real-name]' },
  { name: 'forbidden', path: '/flows/PRO-SANDBOX-NOTHING', shows: '[data-code=flow-forbidden]' },
  { name: 'unknown address', path: '/nowhere', shows: '[data-testid=app-error]' },
]

/** What an admin sees who is an operator too. */
export const deskVisits: Visit[] = [
  { name: 'admin', path: '/admin', shows: '[data-testid=statistics]' },
  { name: 'times', path: '/admin?view=times', shows: '[data-testid=finished-stages]' },
  { name: 'operator', path: '/operator', shows: '[data-testid=corp]' },
  {
    name: 'organisation',
    path: `/operator/${sandboxCorpId}`,
    shows: '[data-testid=corp-view]',
    sheets: [/^新订单$/],
  },
]

/** Opens a page and waits for its content. */
export async function visit(page: Page, { path, shows }: Visit): Promise<void> {
  await page.goto(path)
  await expect(page.locator(shows).first()).toBeVisible()
}
