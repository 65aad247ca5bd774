import * as sdk1 from '@alicloud/dingtalk/dist/esign_1_0/client.js'
import * as sdk2 from '@alicloud/dingtalk/dist/esign_2_0/client.js'
import { describe, expect, it } from 'vitest'
import { operations as all } from './esign.ts'
import { esignOperations, type EsignOperation } from './testing/esign-operations.ts'
import { answering } from './testing/played-esign.ts'
import type { Operation } from './wire/operation.ts'

const clients = { '1.0': sdk1.default.prototype, '2.0': sdk2.default.prototype }

/** The path and HTTP method of an SDK method, taken from the SDK's source. */
function sdkRequest({ generation, sdkName }: EsignOperation): string[] {
  const source = String(Reflect.get(clients[generation], `${sdkName}WithOptions`))
  const path = /pathname: `([^`]+)`/.exec(source)?.[1]?.replaceAll('${', '{')
  return [/method: "(\w+)"/.exec(source)?.[1] ?? '', path ?? '']
}

describe.each(['1.0', '2.0'] as const)('generation %s', (generation) => {
  const operations = esignOperations.filter((each) => each.generation === generation)

  it('the table has every operation of the official SDK once', () => {
    const methods = Object.getOwnPropertyNames(clients[generation]).filter(
      (name) => name !== 'constructor' && !name.endsWith('WithOptions'),
    )
    expect(operations.map(({ sdkName }) => sdkName).toSorted()).toEqual(methods.toSorted())
  })

  it.each(operations)("uses the SDK's path and method for $sdkName", (operation) => {
    expect(sdkRequest(operation)).toEqual([operation.method, operation.path])
  })

  it.each(operations)('the table has a function for $sdkName: $ourFunction', ({ ourFunction }) => {
    const { v1, v2 } = answering({})
    expect(typeof (generation === '1.0' ? v1 : v2)[ourFunction]).toBe('function')
  })
})

it('knows which GETs change something', () => {
  const changing = Object.entries<Operation>(all).filter(([, { '1.0': endpoint }]) => {
    return endpoint?.method === 'GET' && endpoint.changesState === true
  })
  expect(changing.map(([name]) => name)).toEqual(['initialiseDeveloper', 'cancelAuthorisation'])
})
