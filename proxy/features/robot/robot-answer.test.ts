import { expect, it, vi } from 'vitest'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import { listedFlow } from '#shared/testing/listed-flow.ts'
import type { Finder } from '#proxy/features/finder/finder.ts'
import { listedAnswer } from '#proxy/features/finder/short-answer.ts'
import { appLink } from '#proxy/upstream/dingtalk/app-link.ts'
import { answerQuestion } from './robot-answer.ts'

const publicUrl = 'https://contracts.example'
const frame = { publicUrl, timeZone: 'Asia/Shanghai', language: 'zh' } as const
const asker = {
  sessionId: 'asker',
  corpId: 'ding1',
  userId: 'lisi',
  name: '李四',
  unionId: null,
  sysLevel: 0,
  signedInAt: 0,
  expiresAt: 1,
}

const waiting: NextStep = {
  kind: 'waiting-for-signature',
  people: [],
  followedBy: [],
  since: 0,
  reason: null,
}

const answerOf = (taskId: string, title: string) =>
  listedAnswer(listedFlow({ taskId, title }), { language: 'zh', now: 0 })

const found = (count: number, hasMore = false) => ({
  answers: Array.from({ length: count }, (_, index) => answerOf(`PRO-${index}`, `合同(${index})`)),
  hasMore,
})

function play(more: Partial<Finder> = {}) {
  const finder: Finder = {
    waiting: () => Promise.resolve(found(0)),
    find: () => Promise.resolve(found(0)),
    status: () => Promise.resolve(null),
    log: () => Promise.resolve(null),
    stuck: () => Promise.resolve(null),
    ...more,
  }
  const answer = (text: string, language: 'zh' | 'en' = 'zh') =>
    answerQuestion(finder, asker, { text, language, requestId: 'r', frame, now: 0 })
  return {
    answer,
    ask: async (...asked: Parameters<typeof answer>) => (await answer(...asked)).reply,
  }
}

const page = (taskId: string) => appLink(`${publicUrl}/flows/${taskId}?corpId=ding1`)

it('one contract is a card whose button opens it', async () => {
  const { ask } = play({ find: () => Promise.resolve(found(1)) })
  expect(await ask('合同')).toEqual({
    title: '合同(0)',
    text: expect.stringContaining('《合同\\(0\\)》'),
    button: { label: '打开合同', url: page('PRO-0') },
  })
})

it('several are a list of links, without ids', async () => {
  const { ask } = play({ find: () => Promise.resolve(found(5, true)) })
  const { title, text, button } = await ask('合同')
  expect(title).toBe('找到不止 5 份')
  expect(button).toBeNull()
  expect([...text.matchAll(/^\*\*\[《合同/gm)]).toHaveLength(5)
  expect(text.replaceAll(/\(.*?\)/g, '')).not.toContain('PRO-')
  for (const index of [0, 1, 2, 3, 4]) expect(text).toContain(`](${page(`PRO-${index}`)})`)
  expect(text).toContain('还有更多')
})

it('the title counts them where there are no more', async () => {
  const { ask } = play({ find: () => Promise.resolve(found(5)) })
  const { title, text } = await ask('合同')
  expect(title).toBe('找到 5 份')
  expect(text).not.toContain('还有更多')
})

it('a signed link is passed on, to the look-up and to the button', async () => {
  const status = vi.fn<Finder['status']>(() => Promise.resolve(answerOf('PRO-1', '合同')))
  const { answer } = play({ status })
  const { reply, byLink } = await answer(`${publicUrl}/flows/PRO-1?corpId=ding1&access=1.2.x`)
  expect(status).toHaveBeenCalledWith(asker, 'PRO-1', {
    language: 'zh',
    requestId: 'r',
    link: '1.2.x',
  })
  const { url } = reply.button ?? {}
  expect(url).toBe(appLink(`${publicUrl}/flows/PRO-1?corpId=ding1&access=1.2.x`))
  expect(byLink).toBe(true)
  expect(await answer(`${publicUrl}/flows/PRO-1?corpId=ding1`)).toMatchObject({ byLink: false })
})

it('no hit, no right, another organisation and no administrator are told the same', async () => {
  const { ask } = play()
  const replies = await Promise.all(
    [
      '没有的合同',
      'PRO-1',
      `${publicUrl}/flows/PRO-1?corpId=ding1`,
      `${publicUrl}/flows/PRO-1?corpId=ding2`,
      '等待最久',
    ].map((text) => ask(text)),
  )
  expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
  expect(replies[0]?.text).toMatch(/没有找到您可以查看的合同.*\n\n请只发标题里的几个字/)
})

it.each([
  ['帮助', 'zh', '可以问我'],
  ['help', 'en', 'You can ask me'],
  ['待我处理', 'zh', '没有等您处理的合同'],
  ['waiting', 'en', 'No contract waits for you'],
] as const)(
  '%s is answered in its language, with the app to open',
  async (text, language, part) => {
    const reply = await play().ask(text, language)
    expect(reply.text).toContain(part)
    expect(reply.button?.url).toBe(appLink(`${publicUrl}/?corpId=ding1`))
  },
)

it('a message stays as short as DingTalk takes it', async () => {
  const long = {
    answers: Array.from({ length: 5 }, (_, index) => answerOf(`PRO-${index}`, '*'.repeat(2000))),
    hasMore: true,
  }
  const { text } = await play({ find: () => Promise.resolve(long) }).ask('合同')
  expect(text.length).toBeLessThanOrEqual(3500)
})

it('what is too long for a message is cut, and the rest said to be elsewhere', async () => {
  const people = Array.from({ length: 20 }, (_, index) => `${index}${'*'.repeat(190)}`)
  const flow = listedFlow({ nextStep: { ...waiting, people } })
  const long = listedAnswer(flow, { language: 'zh', now: 0 })
  const one = { answers: [long], hasMore: false }
  const { text: alone } = await play({ find: () => Promise.resolve(one) }).ask('合同')
  expect(alone.length).toBeLessThanOrEqual(3500)
  const two = { answers: [long, long], hasMore: false }
  const { answer } = play({ find: () => Promise.resolve(two) })
  const { reply, taskIds } = await answer('合同')
  expect(reply.text.length).toBeLessThanOrEqual(3500)
  expect(reply.text).toContain('还有更多')
  expect(taskIds).toEqual([long.taskId])
})

it.each([
  ['合同', found(2), ['PRO-0', 'PRO-1']],
  ['合同', found(0), []],
  ['帮助', found(2), null],
])('%s is noted as about what it tells', async (text, answers, taskIds) => {
  const { answer } = play({ find: () => Promise.resolve(answers) })
  expect((await answer(text)).taskIds).toEqual(taskIds)
})
