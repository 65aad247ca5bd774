import { expect, it } from 'vitest'
import type { Store } from '#proxy/base/store/store.ts'
import { newCorp, person, started } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'

let store: Store

withStore((opened) => {
  store = opened
})

it('finds the colleagues of the contracts that a person started or takes part in', async () => {
  const { flows, colleaguesOf } = store.registry
  const corpId = newCorp()
  const start = (taskId: string, by: string, people: readonly [string | null, string][]) =>
    flows.recordStart(
      corpId,
      started(taskId, {
        initiator: { userId: by, name: by, organization: null },
        people: people.map(([userId, name]) => person(userId, name)),
      }),
    )
  await start('A', 'zhangsan', [
    ['lisi', '李四'],
    ['wangwu', '王五'],
    [null, '外部'],
  ])
  await start('B', 'qianqi', [
    ['zhangsan', '张三'],
    ['wangwu', '王五'],
  ])
  await start('C', 'sunli', [['zhaoliu', '赵六']])
  expect(await colleaguesOf(corpId, 'zhangsan')).toEqual([
    { userId: 'wangwu', name: '王五' },
    { userId: 'lisi', name: '李四' },
    { userId: 'qianqi', name: 'qianqi' },
  ])
  expect(await colleaguesOf(newCorp(), 'zhangsan')).toEqual([])
})
