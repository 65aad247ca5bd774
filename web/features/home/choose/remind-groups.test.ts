import { expect, it } from 'vitest'
import { listedFlow } from '#shared/testing/listed-flow.ts'
import { type ReminderPreview, remindGroups } from './remind-groups.ts'

const unnamed = { someone: '外部签署人', untitled: '未命名合同' }

const outsider = (name: string | null) => ({
  signer: 1,
  name,
  organization: null,
  account: '138****0000',
})

function previewOf(
  taskId: string,
  state: 'possible' | 'unknown-people' | 'nobody',
  outsiders?: ReturnType<typeof outsider>[],
): ReminderPreview {
  return {
    taskId,
    reminderState: { state, availableAt: null, reached: [], unreached: [] },
    ...(outsiders && { outsiders }),
    refusal: null,
  }
}

it('tells flows apart by what can be done, some of them in two ways', () => {
  const flows = ['A', 'B', 'C', 'D'].map((taskId) =>
    listedFlow({
      taskId,
      title: taskId === 'B' ? null : taskId,
      initiator: { name: '张三', organization: taskId === 'A' ? '星河' : null },
      deadline: taskId === 'A' ? 5 : null,
    }),
  )
  const groups = remindGroups(
    flows,
    [
      previewOf('A', 'possible', [outsider('孙八')]),
      previewOf('B', 'unknown-people', [outsider('周外'), outsider(null)]),
      previewOf('C', 'nobody'),
      { taskId: 'D', reminderState: null, refusal: { code: 'flow-forbidden', retryAfter: null } },
    ],
    unnamed,
  )
  const idsOf = (group: typeof groups.rest) => group.map(({ flow }) => flow.taskId)
  expect(idsOf(groups.possible)).toEqual(['A'])
  expect(groups.outsideFlows).toBe(2)
  expect(groups.outsiders.map(({ taskId, name, contract }) => [taskId, name, contract])).toEqual([
    ['A', '孙八', { title: 'A', from: '星河', deadline: 5 }],
    ['B', '周外', { title: '未命名合同', from: '张三', deadline: null }],
    ['B', '外部签署人', { title: '未命名合同', from: '张三', deadline: null }],
  ])
  expect(idsOf(groups.rest)).toEqual(['C', 'D'])
})
