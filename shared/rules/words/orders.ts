import type { Language } from '#shared/rules/languages.ts'

/** What is ordered, how, and what became of it. */
const chinese = {
  orderKind: '下单方式',
  channel: '分润模式',
  resale: '底价结算模式',
  orderId: '订单号',
  itemCode: '商品编码',
  itemName: '商品名称',
  paid: '实付金额（元）',
  quantity: '份数',
  validFrom: '生效日期',
  validUntil: '失效日期',
  placed: '已下单',
  refused: '被拒绝',
  unknown: '结果未知',
}

const english: typeof chinese = {
  orderKind: 'Kind of order',
  channel: 'Profit sharing',
  resale: 'Base price',
  orderId: 'Order ID',
  itemCode: 'Item code',
  itemName: 'Item name',
  paid: 'Amount paid (yuan)',
  quantity: 'Contracts',
  validFrom: 'Valid from',
  validUntil: 'Valid until',
  placed: 'Placed',
  refused: 'Refused',
  unknown: 'Outcome unknown',
}

export const orderNames = { zh: chinese, en: english } satisfies Record<Language, unknown>
