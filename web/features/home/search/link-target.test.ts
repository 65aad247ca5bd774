import { describe, expect, it } from 'vitest'
import { linkTarget } from './link-target.ts'

const page = (url: string) =>
  `dingtalk://dingtalkclient/page/link?url=${encodeURIComponent(url)}&pc_slide=true`

const openApp = (url: string) =>
  `dingtalk://dingtalkclient/action/openapp?corpid=ding1&app_id=-4&redirect_url=${encodeURIComponent(url)}`

describe('linkTarget', () => {
  it.each([
    ['PRO-12345'],
    ['  PRO-12345\n'],
    ['https://sign.example.com/flows/PRO-12345'],
    ['https://sign.example.com/flows/PRO-12345?corpId=ding1#top'],
    ['https://sign.example.com/x?a=1&taskId=PRO-12345&b=2'],
    ['https://sign.example.com/x?taskid=PRO-12345'],
    [page('https://s.example.com/flows/PRO-12345?corpId=d')],
    [openApp(page('https://s.example.com/flows/PRO-12345?corpId=d'))],
    ['看看这份合同：https://sign.example.com/flows/PRO-12345 谢谢'],
  ])('finds the flow in %s', (text) => {
    expect(linkTarget(text)).toEqual({ kind: 'flow', taskId: 'PRO-12345' })
  })

  const id = 'xHn3rB2yQ-uA0~=05541'
  const inFragment = `https://aflow.dingtalk.com/dingtalk/pc/query/pchomepage.htm?corpid=ding1#/detail?procInstId=${encodeURIComponent(id)}&back=native`

  it.each([
    [`https://sign.example.com/approvals/${id}?corpId=ding1`],
    [`https://aflow.dingtalk.com/dingtalk/mobile/homepage.htm?corpid=d&procInstId=${id}&swfrom=x`],
    [`https://aflow.dingtalk.com/x?processInstanceId=${encodeURIComponent(id)}`],
    [`https://aflow.dingtalk.com/x?procInstId=${id}&taskId=70123456789&swfrom=isv`],
    [`https://aflow.dingtalk.com/x?taskId=70123456789&procInstId=${id}`],
    [inFragment],
    [page(inFragment)],
    [openApp(inFragment)],
    [openApp(page(inFragment))],
    [`审批：${inFragment} 请看`],
  ])('finds the approval in %s', (text) => {
    expect(linkTarget(text)).toEqual({ kind: 'approval', instanceId: id })
  })

  it.each([
    [''],
    ['   '],
    ['https://example.com/'],
    ['合同'],
    ['PRO 12345'],
    ['/flows/%E5%90%88'],
    ['/approvals/%2F..'],
    ['https://example.com/?procInstId='],
    ['%'],
  ])('finds nothing in %j', (text) => {
    expect(linkTarget(text)).toBeNull()
  })
})
