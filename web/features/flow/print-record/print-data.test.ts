import { describe, expect, it, vi } from 'vitest'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { printData } from './print-data.ts'
import { canonicalJson } from './canonical-json.ts'
import { fingerprintOf } from './fingerprint.ts'

const next = { kind: 'draft' as const, people: [], since: null, followedBy: [], reason: null }

const view: FlowView = {
  flow: {
    taskId: 'PRO-1',
    title: '采购合同 "A"\n第一页',
    status: 'signing',
    statusCode: 1,
    initiator: { name: '张三', organization: null },
    logs: [
      { type: 'signed', typeCode: '23', description: '完成签署', operator: '李四', time: 2000 },
      { type: 'unknown', typeCode: '99', description: null, operator: null, time: null },
    ],
  },
  signers: { ok: [{ name: '李四', status: 'signed', statusCode: '2' }] },
  approvals: {
    ok: [
      {
        name: '用印',
        status: 'refused',
        statusCode: 'REFUSED',
        sponsor: '李四',
        startTime: 1000,
        endTime: 1500,
        refuseReason: '金额有误',
        sealImageUrl: 'https://seal.example/a.png?token=1',
        nodes: [
          {
            approver: '王五',
            status: 'refused',
            statusCode: 'REFUSED',
            startTime: 1000,
            decisionTime: null,
            decisionTimeText: '2026-11-24',
          },
        ],
      },
    ],
  },
  registry: {
    deadline: 9000,
    isInitiator: true,
    people: [
      {
        role: 'signer',
        name: '李四',
        order: 1,
        requirement: '个人章',
        isMe: true,
        isWaitedFor: true,
      },
    ],
    urges: [{ name: '张三', recipients: ['李四', null], at: 1200 }],
    urge: { state: 'nobody', availableAt: null, reached: [], unreached: [] },
    lastOpenedAt: 10,
  },
  situation: { signers: [], approvals: [], end: null, next },
  fetchedAt: 5000,
}

describe('printData', () => {
  it('is the same for every requester, at any time', () => {
    const registry = view.registry && {
      ...view.registry,
      isInitiator: false,
      people: view.registry.people.map((person) => ({ ...person, isMe: false })),
      lastOpenedAt: null,
    }
    expect(printData({ ...view, registry, fetchedAt: 6000 })).toEqual(printData(view))
  })

  it('has the reminders of an answer of this build, and of one before', () => {
    const urges = [{ name: '张三', recipients: ['李四', null], at: 1200 }]
    const registry = view.registry && { ...view.registry, reminders: urges, urges: [] }
    expect(printData({ ...view, registry }).urges).toEqual(urges)
    expect(printData(view).urges).toEqual(urges)
  })

  it('changes when anything from e签宝 changes', () => {
    const flow = { ...view.flow, logs: view.flow.logs.slice(0, 1) }
    expect(printData({ ...view, flow })).not.toEqual(printData(view))
  })

  it('contains no addresses, and null for what could not be read', () => {
    expect(canonicalJson(printData(view))).not.toContain('http')
    const problem = { status: 503, code: 'upstream-timeout', title: '', requestId: 'R' } as const
    const unread = { signers: { problem }, approvals: { problem }, registry: null }
    expect(printData({ ...view, ...unread })).toMatchObject({
      signers: null,
      approvals: null,
      people: null,
      deadline: null,
      urges: null,
    })
  })
})

describe('canonicalJson', () => {
  it('writes a value in exactly one way', () => {
    expect(canonicalJson({ b: [1, null, 'é\n"'], a: { d: 1e21, c: false }, A: 0.1, ä: [] })).toBe(
      '{"A":0.1,"a":{"c":false,"d":1e+21},"b":[1,null,"é\\n\\""],"ä":[]}',
    )
  })

  it('sorts keys by UTF-16 code units, as in RFC 8785', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6']
    const value = Object.fromEntries(keys.map((key) => [key, 0]))
    const written: object = JSON.parse(canonicalJson(value))
    expect(Object.keys(written)).toEqual([
      '1',
      '\r',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\ud83d\ude00',
      '\ufb33',
    ])
  })
})

describe('fingerprintOf', () => {
  it('is the SHA-256 of the text', async () => {
    // An example of FIPS 180-4.
    expect(await fingerprintOf('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })

  it('is null where the browser cannot compute it', async () => {
    vi.stubGlobal('crypto', {})
    expect(await fingerprintOf('abc')).toBeNull()
  })
})
