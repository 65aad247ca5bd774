import { beforeEach, describe, expect, it } from 'vitest'
import type { Registry } from '#proxy/base/store/registry.ts'
import type { Standing } from './flow-types.ts'
import { newCorp, person, reading, started } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'

const nothing: Standing = { isPerson: false, isApprover: null, grantedUntil: null, openings: [] }

describe('the right to see a flow', () => {
  let registry: Registry
  let corp: string

  withStore((store) => ({ registry } = store))

  beforeEach(() => {
    corp = newCorp()
  })

  function standingOf(userId: string, taskId = 'PRO-1', corpId = corp) {
    return registry.access.standingOf(corpId, taskId, userId)
  }

  it('comes from being its initiator, a signer or a receiver of a copy, by user id only', async () => {
    const people = [person('lisi', '李四'), person('wangwu', '王五', { role: 'cc' })]
    await registry.flows.recordStart(corp, started('PRO-1', { people }))
    for (const userId of ['zhangsan', 'lisi', 'wangwu'])
      expect(await standingOf(userId)).toEqual({ ...nothing, isPerson: true })
    for (const userId of ['zhaoliu', '李四', '']) expect(await standingOf(userId)).toEqual(nothing)
    expect(await standingOf('lisi', 'PRO-2')).toMatchObject({ isPerson: false })
    expect(await standingOf('lisi', 'PRO-1', newCorp())).toMatchObject({ isPerson: false })
  })

  it('comes from being named in a draft only to its initiator, until it is sent', async () => {
    const people = [person('lisi', '李四'), person('wangwu', '王五', { role: 'cc' })]
    await registry.flows.recordStart(corp, started('PRO-1', { status: 'draft', people }))
    const users = ['zhangsan', 'lisi', 'wangwu']
    const standings = async () => {
      const found = await Promise.all(users.map((userId) => standingOf(userId)))
      return found.map(({ isPerson }) => isPerson)
    }
    expect(await standings()).toEqual([true, false, false])
    await registry.flows.recordReading(corp, reading('PRO-1'))
    expect(await standings()).toEqual([true, true, true])
  })

  it('does not come from having read a flow', async () => {
    const signers = [{ name: '李四', isWaitedFor: true }]
    await registry.flows.recordReading(corp, reading('PRO-1', { signers }))
    expect(await standingOf('李四')).toEqual(nothing)
  })

  it('comes from a signed link, the longest of several', async () => {
    const grant = { corpId: corp, taskId: 'PRO-1', userId: 'qianqi' }
    for (const until of [20, 30, 10]) await registry.access.grant({ ...grant, until })
    expect(await standingOf('qianqi')).toEqual({ ...nothing, grantedUntil: 30 })
    expect(await standingOf('lisi')).toMatchObject({ grantedUntil: null })
    expect(await standingOf('qianqi', 'PRO-2')).toMatchObject({ grantedUntil: null })
    expect(await standingOf('qianqi', 'PRO-1', newCorp())).toMatchObject({ grantedUntil: null })
  })
})
