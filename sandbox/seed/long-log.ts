import { logType, type LogTypeNumber } from '#sandbox/state/flow-model.ts'

export const longLogLength = 5000

const everyday: [LogTypeNumber, string][] = [
  [logType.viewed, '查看了合同'],
  [logType.signNotified, '提醒签署'],
  [logType.documentAdded, '添加了文档'],
  [logType.viewed, '查看了附件'],
  [logType.signAreaAdded, '添加了签署区'],
  [logType.documentUpdated, '更新了文档'],
  [logType.signAreaUpdated, '更新了签署区'],
  [logType.attachmentAdded, '添加了附件'],
  [logType.participantAdded, '添加了参与人'],
  [logType.attachmentUpdated, '更新了附件'],
  [logType.participantUpdated, '更新了参与人'],
  [logType.signAreaRemoved, '删除了签署区'],
  [logType.attachmentRemoved, '删除了附件'],
  [logType.updated, '更新了流程'],
  [logType.documentRemoved, '删除了文档'],
  [logType.participantRemoved, '删除了参与人'],
  [logType.handedOver, '转交给同事处理'],
  [logType.signDelegated, '转签给同事'],
]

const people = ['张三', '李四', '王五', '孙八']

/** A log of `longLogLength` records, one an hour, as [type, operator, description, time ago]. */
export function longLog(): [LogTypeNumber, string, string, number][] {
  const hour = 3_600_000
  return Array.from({ length: longLogLength }, (_, index) => {
    const ago = (longLogLength - index) * hour
    if (index === 0) return [logType.created, '张三', '创建了签署流程', ago]
    if (index === 1) return [logType.started, '张三', '开启了签署流程', ago]
    if (index === longLogLength - 2) return [logType.signed, '李四', '完成签署（个人章）', ago]
    if (index === longLogLength - 1) return [logType.signNotified, '系统', '通知 王五 签署', ago]
    const [type, description] = everyday[index % everyday.length] ?? [logType.viewed, '查看了合同']
    return [type, people[index % people.length] ?? '张三', `${description}（第 ${index} 次）`, ago]
  })
}
