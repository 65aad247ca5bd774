import type { FileLanguage } from '#shared/schemas/file-language.ts'
import { corpConditionNames, corpFactNames, dingtalkEventNames } from '#shared/rules/words/corps.ts'
import { esignStateNames } from '#shared/rules/words/esign-states.ts'
import { orderNames } from '#shared/rules/words/orders.ts'

/** The words of files that the page has no place for. */
const own = {
  zh: {
    name: '名称',
    state: '状态',
    daysLeft: '预计可用天数',
    eventTime: '事件时间',
    troubles: '问题',
    missingPermissions: '缺少的权限',
    checkedAt: 'e签宝状态读取时间',
    unknown: '未知',
    orderedAt: '下单时间',
    result: '结果',
    esignOrderId: 'e签宝订单号',
    userId: '下单人编号',
    orderedBy: '下单人',
  },
  en: {
    name: 'Name',
    state: 'State',
    daysLeft: 'Days they last',
    eventTime: 'Time of event',
    troubles: 'Troubles',
    missingPermissions: 'Missing permissions',
    checkedAt: 'State in eSign read at',
    unknown: 'Unknown',
    orderedAt: 'Ordered at',
    result: 'Result',
    esignOrderId: 'Order ID of eSign',
    userId: 'Ordered by (user id)',
    orderedBy: 'Ordered by',
  },
} as const satisfies Record<FileLanguage, unknown>

/** The heads and values of operators' files, named as on the page. */
export function fileWords(language: FileLanguage) {
  const t = own[language]
  const fact = corpFactNames[language]
  const esign = esignStateNames[language]
  const order = orderNames[language]
  return {
    conditions: corpConditionNames[language],
    events: dingtalkEventNames[language],
    statuses: { ...esign, unknown: t.unknown },
    order,
    corps: [
      fact.corpId,
      t.name,
      t.state,
      esign.install,
      esign.authorisation,
      esign.realName,
      esign.margin,
      t.daysLeft,
      fact.bought,
      fact.boughtUntil,
      fact.flows,
      fact.lastEvent,
      t.eventTime,
      fact.lastSeen,
      fact.since,
      t.troubles,
      t.missingPermissions,
      fact.agentId,
      fact.admins,
      t.checkedAt,
    ],
    orders: [
      t.orderedAt,
      fact.corpId,
      t.name,
      order.orderId,
      order.orderKind,
      t.result,
      order.quantity,
      order.itemCode,
      order.itemName,
      order.paid,
      order.validFrom,
      order.validUntil,
      t.esignOrderId,
      t.userId,
      t.orderedBy,
    ],
  }
}
