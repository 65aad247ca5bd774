import { describe, expect, it } from 'vitest'
import { taskIdFromText } from './task-id-from-text.ts'

describe('taskIdFromText', () => {
  it.each([
    ['PRO-12345'],
    ['  PRO-12345\n'],
    ['https://sign.example.com/flows/PRO-12345'],
    ['https://sign.example.com/flows/PRO-12345?corpId=ding1#top'],
    ['https://sign.example.com/x?a=1&taskId=PRO-12345&b=2'],
    ['https://sign.example.com/x?taskid=PRO-12345'],
    [
      `dingtalk://dingtalkclient/page/link?url=${encodeURIComponent('https://s.example.com/flows/PRO-12345?corpId=d')}&pc_slide=true`,
    ],
    ['看看这份合同：https://sign.example.com/flows/PRO-12345 谢谢'],
  ])('finds the id in %s', (text) => {
    expect(taskIdFromText(text)).toBe('PRO-12345')
  })

  it.each([
    [''],
    ['   '],
    ['https://example.com/'],
    ['合同'],
    ['PRO 12345'],
    ['/flows/%E5%90%88'],
    ['%'],
  ])('finds none in %j', (text) => {
    expect(taskIdFromText(text)).toBeNull()
  })
})
