import { expect, it } from 'vitest'
import { saysNoMore } from './says-no-more.ts'

it.each([
  ['查看了合同', '查看流程', '李四'],
  ['开启了签署流程', '开启流程', '张三'],
  ['李四 查看了合同', '查看流程', '李四'],
  ['添加了合同文件', '添加文档', '张三'],
  ['', '签署', '李四'],
])('%s says no more than %s of %s', (description, label, person) => {
  expect(saysNoMore(description, label, person)).toBe(true)
})

it.each([
  ['通知 李四 签署', '通知签署', '系统'],
  ['完成签署（个人章）', '签署', '李四'],
  ['添加了附件《设备清单.pdf》', '添加附件', '张三'],
  ['拒绝签署：付款周期与约定不符', '拒绝签署', '孙八'],
  ['全部签署完成，流程归档', '归档流程', '系统'],
  ['换了手机', '', '李四'],
])('%s says more than %s of %s', (description, label, person) => {
  expect(saysNoMore(description, label, person)).toBe(false)
})
