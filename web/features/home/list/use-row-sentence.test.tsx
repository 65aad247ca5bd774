import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, describe, expect, it } from 'vitest'
import { listedFlow } from '#shared/testing/listed-flow.ts'
import type { ListedFlow } from '#shared/schemas/flow/flow-list.ts'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import type { Session } from '#shared/schemas/session.ts'
import { SessionContext } from '#web/api/session/session-query.ts'
import { type PageDevice, DeviceContext } from '#web/i18n/device.ts'
import { namedZone } from '#web/i18n/wall-time.ts'
import { loadWords } from '#web/i18n/words.ts'
import { useRowSentence } from './use-row-sentence.ts'

const hour = 3_600_000
/** 20:00 on 24 November in Shanghai. */
const now = Date.UTC(2026, 10, 24, 12)

type Step = Partial<NextStep> & Pick<NextStep, 'kind'>

/** As [facts, Chinese, English]. Each has lasted three hours unless it says otherwise. */
const cases: [Step, string, string][] = [
  [
    { kind: 'waiting-for-signature', people: ['李四', '孙八'] },
    '等 李四、孙八 签署 · 已 3 小时',
    'Waiting for 李四, 孙八 · 3 hours',
  ],
  [
    { kind: 'waiting-for-seal-approval', people: ['赵六'] },
    '等 赵六 审批用印 · 已 3 小时',
    'Seal approval by 赵六 · 3 hours',
  ],
  [
    {
      kind: 'waiting-for-several',
      waits: [
        { for: 'signature', people: ['李四'], since: null },
        { for: 'seal-approval', people: ['赵六'], since: null },
      ],
    },
    '等 李四 签署、赵六 审批用印 · 已 3 小时',
    'Waiting for 李四 to sign and for 赵六 to approve the seal · 3 hours',
  ],
  [
    { kind: 'waiting-for-signature', people: ['李四'], since: now - 1 },
    '等 李四 签署 · 刚刚开始',
    'Waiting for 李四 · just now',
  ],
  [{ kind: 'completed' }, '今天 17:00 全部签完', 'All signed today 17:00'],
  [
    { kind: 'completed-not-all-signed', people: ['李四', '孙八'] },
    '今天 17:00 已完成，但 李四、孙八 显示为未签署',
    'Completed today 17:00, but not marked as signed: 李四, 孙八',
  ],
  [
    { kind: 'revoked', reason: '条款需要修改' },
    '今天 17:00 撤销：条款需要修改',
    'Revoked today 17:00: 条款需要修改',
  ],
  [
    { kind: 'refused', people: ['孙八'], reason: '付款周期不符' },
    '今天 17:00 孙八 拒签：付款周期不符',
    '孙八 refused today 17:00: 付款周期不符',
  ],
  [{ kind: 'refused', since: null }, '有签署人 拒签', 'A signer refused'],
  [{ kind: 'terminated', since: null }, '流程已终止', 'Terminated'],
  [{ kind: 'expired' }, '今天 17:00 到期未签完', 'Expired today 17:00'],
  [{ kind: 'expired', since: null }, '到期未签完', 'Expired'],
]

function flow(step: Step, who: Partial<ListedFlow> = {}): ListedFlow {
  return listedFlow({
    title: '采购合同',
    initiator: { name: '张三', organization: null },
    nextStep: { people: [], since: now - 3 * hour, followedBy: [], reason: null, ...step },
    startedAt: now,
    confirmedAt: now,
    ...who,
  })
}

const session: Session = {
  corpId: 'ding1',
  corpName: null,
  userId: 'lisi',
  name: '李四',
  role: 'member',
  expiresAt: now + hour,
}

function Sentence({ of }: { of: ListedFlow }) {
  return useRowSentence(now)(of)
}

function sentenceOf(of: ListedFlow, language: 'zh' | 'en' = 'zh'): string {
  const device: PageDevice = {
    language,
    chooseLanguage: () => {},
    zone: namedZone('Asia/Shanghai'),
    now: () => now,
    drawnAt: now,
    openedAt: 0,
    isWide: false,
  }
  return renderToStaticMarkup(
    <DeviceContext value={device}>
      <SessionContext value={session}>
        <Sentence of={of} />
      </SessionContext>
    </DeviceContext>,
  )
}

beforeAll(() => loadWords('en'))

describe('the sentence of a row', () => {
  it.each(cases)('of %o is "%s", "%s"', (step, zh, en) => {
    expect(sentenceOf(flow(step))).toBe(zh)
    expect(sentenceOf(flow(step), 'en')).toBe(en)
  })

  it('addresses a requester whose turn is certain, but not one known by name only', () => {
    const step: Step = { kind: 'waiting-for-signature', people: ['李四'] }
    expect(sentenceOf(flow(step, { waitsForMe: true }))).toBe('轮到您签署 · 已等 3 小时')
    expect(sentenceOf(flow(step, { waitsForMe: true }), 'en')).toBe('Your turn to sign · 3 hours')
    expect(sentenceOf(flow(step, { waitsForMe: true, isMineByName: true }))).toBe(
      '等 李四 签署 · 已 3 小时',
    )
  })

  it('addresses an approver, and says so where only the name is known', () => {
    const step: Step = { kind: 'waiting-for-seal-approval', people: ['李四'] }
    const mine = flow(step, { waitsForMe: true, isMineByName: true })
    expect(sentenceOf(mine)).toBe('可能轮到您审批用印 · 已等 3 小时')
    expect(sentenceOf(mine, 'en')).toBe('Perhaps your turn to approve the seal · 3 hours')
    const certain = flow(step, { waitsForMe: true, isMineByName: true, isApprover: true })
    expect(sentenceOf(certain)).toBe('轮到您审批用印 · 已等 3 小时')
    expect(sentenceOf(certain, 'en')).toBe('Your turn to approve the seal · 3 hours')
  })

  it('addresses a requester who is one of several that are waited for', () => {
    const step: Step = {
      kind: 'waiting-for-several',
      people: ['李四', '赵六'],
      waits: [
        { for: 'signature', people: ['李四'], since: now - hour },
        { for: 'seal-approval', people: ['赵六'], since: now - 3 * hour },
      ],
    }
    const signer = flow(step, { waitsForMe: true })
    expect(sentenceOf(signer)).toBe('轮到您签署 · 已等 1 小时')
    expect(sentenceOf(signer, 'en')).toBe('Your turn to sign · 1 hour')
    const namesake = flow(step, { waitsForMe: true, isMineByName: true })
    expect(sentenceOf(namesake)).toBe('等 李四 签署、赵六 审批用印 · 已 3 小时')
  })

  it('addresses an approver among several, and not a signer who has to ask for the seal again', () => {
    const step: Step = {
      kind: 'waiting-for-several',
      people: ['孙八', '李四'],
      waits: [
        { for: 'signature', people: ['孙八'], since: now - 3 * hour },
        { for: 'seal-approval', people: ['李四'], since: now - hour },
      ],
    }
    const approver = flow(step, { waitsForMe: true, isMineByName: true })
    expect(sentenceOf(approver)).toBe('可能轮到您审批用印 · 已等 1 小时')
    expect(sentenceOf({ ...approver, isApprover: true })).toBe('轮到您审批用印 · 已等 1 小时')
    const asking: Step = {
      ...step,
      waits: [
        { for: 'signature', people: ['孙八'], since: now - 3 * hour },
        { for: 'new-seal-request', people: ['李四'], since: now - hour },
      ],
    }
    expect(sentenceOf(flow(asking, { waitsForMe: true }))).toMatch(/^等 孙八 签署、李四 /)
  })

  // It may have been registered by another system, long after its start.
  it('says so when nothing has been read yet, and not that it was just started', () => {
    const unread = { ...flow({ kind: 'draft' }), nextStep: null }
    expect(sentenceOf(unread)).toBe('还没有读取，请点开查看进度')
  })
})
