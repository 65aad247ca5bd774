import { describe, expect, it } from 'vitest'
import type { EsignOperation } from '#proxy/upstream/esign/testing/esign-operations.ts'
import { checksOf, coveragePage, type FinishedTest } from './coverage-table.ts'

const operation: EsignOperation = {
  generation: '2.0',
  sdkName: 'getFlowDetail',
  method: 'GET',
  path: '/v2.0/esign/flowTasks/{taskId}',
  ourFunction: 'getFlow',
}

function sdkTest(name: string, passed = true): FinishedTest {
  return { file: '/x/sandbox/sdk.test.ts', names: ['2.0 getFlowDetail', name], passed }
}

function clientTest(app: string, name: string, passed = true): FinishedTest {
  const names = [`generation 2.0, ${app} app:`, "'getFlowDetail' is 'getFlow'", name]
  return { file: '/x/proxy/upstream/esign/esign-sandbox.test.ts', names, passed }
}

const all = [
  sdkTest('answers what is documented'),
  sdkTest('refuses with flowNotExists'),
  clientTest('internal', 'and gives the result in our words'),
  clientTest('third-party', 'and gives the result in our words'),
  clientTest('internal', 'and tells a refusal by our code'),
]

describe('the checks of an operation', () => {
  it('combine the results of the two suites', () => {
    expect(checksOf([operation], all)).toEqual([
      {
        operation,
        sdkSuccess: true,
        sdkRefusals: ['flowNotExists'],
        clientSuccess: true,
        clientRefusal: true,
      },
    ])
  })

  it('fail when any of their tests fails', () => {
    const failed = all.map((test) => ({
      ...test,
      passed: test.names[0]?.includes('third') !== true,
    }))
    expect(checksOf([operation], failed)[0]).toMatchObject({
      clientSuccess: false,
      sdkSuccess: true,
    })
  })

  it('are missing without tests of the same generation', () => {
    const other = all.map((test) => ({
      ...test,
      names: test.names.map((name) => name.replace('2.0', '1.0')),
    }))
    for (const tests of [[], other])
      expect(checksOf([operation], tests)[0]).toMatchObject({
        sdkSuccess: false,
        sdkRefusals: [],
        clientSuccess: false,
        clientRefusal: false,
      })
  })
})

it('the table has a row for each operation', () => {
  expect(coveragePage(checksOf([operation], all))).toContain(
    '| 2.0 | `GET /v2.0/esign/flowTasks/{taskId}` | `getFlow` | ✓ `getFlowDetail` | ✓ `flowNotExists` | ✓ | ✓ |',
  )
  expect(coveragePage(checksOf([operation], []))).toContain('| ✗ `getFlowDetail` | ✗ | ✗ | ✗ |')
})
