// @vitest-environment happy-dom
import { screen } from '@testing-library/dom'
import { beforeEach, expect, it } from 'vitest'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import type { ApprovalContracts } from '#shared/schemas/flow/flow-document.ts'
import { answerCalls } from './answers.ts'
import { serveApp } from './app-process.ts'
import { renderApp, seenText } from './render-app.tsx'

const app = serveApp()

const contract: ApprovalContracts['contracts'][number] = {
  flowId: 'PRO-1',
  statusCode: 1,
  files: [],
  taskId: 'PRO-1',
  title: '采购合同',
  status: 'signing',
  waitsFor: [],
}

let contracts: ApprovalContracts['contracts']

beforeEach(() => {
  answerCalls(/\/api\/approvals\//, async () => Response.json({ contracts }))
})

it.each([
  [
    'how many have signed, and who is waited for',
    ['李四', '王五'],
    { count: 1, total: 3 },
    '1/3 已签 · 等 李四、王五',
  ],
  ['how many have signed', [], { count: 3, total: 3 }, '3/3 已签'],
  ['who is waited for', ['李四'], undefined, '等 李四'],
  ['where to see more if nothing is known', [], undefined, '查看签署进度'],
])('a contract says %s', async (_what, waitsFor, signed, said) => {
  contracts = [{ ...contract, waitsFor, ...(signed && { signed }) }]
  await renderApp(app(), `/approvals/1?corpId=${sandboxCorpId}`)
  const card = await screen.findByTestId('approval-contract')
  expect(seenText(card)).toBe(`采购合同${said}签署中还没有可查看的文件。`)
})

it.each([
  [1, '1 contract in this approval'],
  [2, '2 contracts in this approval'],
])('%i contracts are counted in English', async (count, heading) => {
  contracts = Array.from({ length: count }, () => contract)
  await renderApp(app(), `/approvals/1?corpId=${sandboxCorpId}`, { in: 'en' })
  const h1 = await screen.findByRole('heading', { level: 1 })
  await expect.poll(() => h1.textContent).toBe(heading)
})
