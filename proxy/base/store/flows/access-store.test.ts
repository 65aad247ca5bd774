import { beforeEach, describe, expect, it } from 'vitest'
import type { Registry } from '#proxy/base/store/registry.ts'
import type { Involvement } from './flow-types.ts'
import { newCorp, person, reading, started } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'

const nothing: Involvement = { isPerson: false, isApprover: null, grantedUntil: null, openings: [] }

describe('the right to see a flow', () => {
  let registry: Registry
  let corp: string

  withStore((store) => ({ registry } = store))

  beforeEach(() => {
    corp = newCorp()
  })

  function involvementOf(userId: string, taskId = 'PRO-1', corpId = corp) {
    return registry.access.involvementOf(corpId, taskId, userId)
  }

  it('comes from being its initiator, a signer or a receiver of a copy, by user id only', async () => {
    const people = [person('lisi', '李四'), person('wangwu', '王五', { role: 'cc' })]
    await registry.flows.recordStart(corp, started('PRO-1', { people }))
    for (const userId of ['zhangsan', 'lisi', 'wangwu'])
      expect(await involvementOf(userId)).toEqual({ ...nothing, isPerson: true })
    for (const userId of ['zhaoliu', '李四', ''])
      expect(await involvementOf(userId)).toEqual(nothing)
    expect(await involvementOf('lisi', 'PRO-2')).toMatchObject({ isPerson: false })
    expect(await involvementOf('lisi', 'PRO-1', newCorp())).toMatchObject({ isPerson: false })
  })

  it('comes from being named in a draft only to its initiator, until it is sent', async () => {
    const people = [person('lisi', '李四'), person('wangwu', '王五', { role: 'cc' })]
    await registry.flows.recordStart(corp, started('PRO-1', { status: 'draft', people }))
    const users = ['zhangsan', 'lisi', 'wangwu']
    const involvements = async () => {
      const found = await Promise.all(users.map((userId) => involvementOf(userId)))
      return found.map(({ isPerson }) => isPerson)
    }
    expect(await involvements()).toEqual([true, false, false])
    await registry.flows.recordReading(corp, reading('PRO-1'))
    expect(await involvements()).toEqual([true, true, true])
  })

  it('does not come from having read a flow', async () => {
    const signers = [{ name: '李四', isWaitedFor: true }]
    await registry.flows.recordReading(corp, reading('PRO-1', { signers }))
    expect(await involvementOf('李四')).toEqual(nothing)
  })

  it('comes from a signed link, the longest of several', async () => {
    const grant = { corpId: corp, taskId: 'PRO-1', userId: 'qianqi' }
    for (const until of [20, 30, 10]) await registry.access.grant({ ...grant, until })
    expect(await involvementOf('qianqi')).toEqual({ ...nothing, grantedUntil: 30 })
    expect(await involvementOf('lisi')).toMatchObject({ grantedUntil: null })
    expect(await involvementOf('qianqi', 'PRO-2')).toMatchObject({ grantedUntil: null })
    expect(await involvementOf('qianqi', 'PRO-1', newCorp())).toMatchObject({ grantedUntil: null })
  })
})
