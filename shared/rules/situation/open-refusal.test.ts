import { describe, expect, it } from 'vitest'
import type { FlowLog } from '#shared/rules/flow.ts'
import type { SealApproval } from '#shared/rules/seal-approval.ts'
import { approvalOf, logOf, placedSigners } from '#shared/testing/flow-facts.ts'
import { approvalSituations } from './approval-situations.ts'

/**
 * The signer of each refusal that is open, null if unknown; `settled` for one that is not.
 * @param logs newest first
 */
function refusals(
  approvals: readonly SealApproval[],
  given: readonly string[],
  logs: readonly FlowLog[] = [],
) {
  const signers = placedSigners(given)
  return approvalSituations({ approvals, signers, logs, isSigning: true })
    .filter(({ state }) => state === 'refused')
    .map(({ signer, isOpenRefusal }) => (isOpenRefusal ? signer : 'settled'))
}

/** Requested at 30, refused at 50. */
function refusedTo(sponsor: string | null, facts: Partial<SealApproval> = {}) {
  return approvalOf({ status: 'refused', sponsor, startTime: 30, endTime: 50, ...facts })
}

const refused = refusedTo('甲')
const untimed = refusedTo('甲', { endTime: null })
const signed = (time: number | null, name: string | null) => logOf('signed', time, name)
const asked = (time: number, name: string | null) => logOf('seal-approval-started', time, name)
const passedOn = (time: number, name: string | null) => logOf('sign-delegated', time, name)
const noted = logOf('seal-approval-refused', 50)

describe('the signer of a refusal that nothing has followed', () => {
  it('is who requested it and may sign, another one for each refusal', () => {
    expect(refusals([refused], ['乙 due', '甲 later', '甲 due'])).toEqual([2])
    const two = ['甲 due', '甲 due']
    expect(refusals([refused, refused, refused], two)).toEqual([0, 1, null])
  })

  it('is the only one who may sign, if nobody has the name of who requested it', () => {
    const other = refusedTo('小李')
    expect(refusals([other], ['甲 done', '乙 due'])).toEqual([1])
    expect(refusals([other], ['甲 due', '乙 due'])).toEqual([null])
    expect(refusals([refusedTo(null)], ['- due', '乙 due'])).toEqual([null])
  })

  it('is unknown without known signers, or if nobody certainly may sign', () => {
    expect(refusals([refused], [])).toEqual([null])
    expect(refusals([refused], ['甲 unknown'])).toEqual([null])
    expect(refusals([refusedTo('小李')], ['甲 later', '乙 unknown'])).toEqual([null])
  })

  it('is nobody if all who may have requested it have signed or may not sign', () => {
    expect(refusals([refused], ['甲 later', '乙 due'])).toEqual(['settled'])
    expect(refusals([refused], ['甲 done', '乙 unknown'])).toEqual(['settled'])
    expect(refusals([refusedTo('小李')], ['甲 done', '乙 later'])).toEqual(['settled'])
  })
})

describe('a refusal is settled', () => {
  const due = ['甲 due']

  it('by a request of the same person since the decision', () => {
    const again = (startTime: number | null, sponsor = '甲') => approvalOf({ sponsor, startTime })
    for (const start of [60, 50, null])
      expect(refusals([refused, again(start)], due)).toEqual(['settled'])
    expect(refusals([refused, again(49)], due)).toEqual([0])
    expect(refusals([refused, again(60, '乙')], due)).toEqual([0])
    expect(refusals([untimed, again(40)], due)).toEqual(['settled'])
  })

  it('by no request that came before it', () => {
    const before = approvalOf({ status: 'agreed', sponsor: '甲', startTime: 20 })
    expect(refusals([before, untimed], due)).toEqual([0])
    expect(refusals([untimed, before], due)).toEqual([0])
    const first = approvalOf({ startTime: 10 })
    expect(refusals([first, untimed, before], due)).toEqual([0])
  })

  it("by a later request in the list's order, which may be newest first, if times are unknown", () => {
    const agreed = approvalOf({ status: 'agreed', sponsor: '甲' })
    const unknown = refusedTo('甲', { startTime: null, endTime: null })
    expect(refusals([unknown, agreed], due)).toEqual(['settled'])
    expect(refusals([agreed, unknown], due)).toEqual([0])
    const [newest, oldest] = [approvalOf({ startTime: 90 }), approvalOf({ startTime: 10 })]
    expect(refusals([newest, agreed, unknown, oldest], due)).toEqual(['settled'])
    expect(refusals([newest, unknown, agreed, oldest], due)).toEqual([0])
    expect(refusals([oldest, unknown, agreed, newest], due)).toEqual(['settled'])
    expect(refusals([agreed, unknown, newest, oldest], due)).toEqual(['settled'])
    const early = approvalOf({ status: 'agreed', sponsor: '甲', startTime: 20 })
    expect(refusals([early, unknown], due)).toEqual([0])
    const atOnce = approvalOf({ status: 'agreed', sponsor: '甲', startTime: 30 })
    expect(refusals([untimed, atOnce], due)).toEqual(['settled'])
    expect(refusals([atOnce, untimed], due)).toEqual([0])
  })

  it('by a later record that the person requested it again, signed or passed signing on', () => {
    for (const record of [signed, asked, passedOn]) {
      expect(refusals([refused], due, [record(50, '甲')])).toEqual([0])
      expect(refusals([refused], due, [record(60, '乙')])).toEqual([0])
    }
    expect(refusals([refused], due, [asked(60, '甲')])).toEqual(['settled'])
    expect(refusals([refused], due, [signed(60, '甲')])).toEqual(['settled'])
  })

  it('by any later signature if no signer has the name of who requested it', () => {
    const other = refusedTo('小李')
    expect(refusals([other], due, [signed(60, '乙')])).toEqual(['settled'])
    expect(refusals([other], due, [asked(60, '乙'), passedOn(60, '乙')])).toEqual([0])
  })

  it('by no request and nothing passed on of an unknown person', () => {
    const nameless = refusedTo(null)
    expect(refusals([nameless], due, [asked(60, null), passedOn(60, null)])).toEqual([0])
    expect(refusals([nameless], due, [signed(60, null)])).toEqual(['settled'])
  })

  it("by the log's order if it is unknown when it was refused", () => {
    expect(refusals([untimed], due, [signed(60, '甲'), noted])).toEqual(['settled'])
    expect(refusals([untimed], due, [noted, signed(40, '甲')])).toEqual([0])
    expect(refusals([untimed], due, [noted])).toEqual([0])
    expect(refusals([untimed], due, [signed(60, '甲')])).toEqual([0])
  })
})

describe('what somebody of the name did later leaves a refusal open', () => {
  const logs = [signed(60, '甲'), logOf('flow-started', 10)]

  it('if a namesake may have requested it and may still sign', () => {
    expect(refusals([refused], ['甲 done', '甲 due'], logs)).toEqual([null])
    expect(refusals([refused], ['甲 done', '甲 unknown'], logs)).toEqual([null])
    expect(refusals([refused], ['甲 done', '乙 due'], logs)).toEqual(['settled'])
    expect(refusals([refused], ['甲 done', '甲 done'], logs)).toEqual(['settled'])
  })

  it('but not if the turn of the namesake has not come', () => {
    expect(refusals([refused], ['甲 done', '甲 later'], logs)).toEqual(['settled'])
    expect(refusals([refused], ['甲 due', '甲 later'], [asked(60, '甲')])).toEqual(['settled'])
  })

  it('but not if one of them had signed before', () => {
    const signers = ['甲 done', '甲 due']
    for (const time of [40, 50])
      expect(refusals([refused], signers, [asked(60, '甲'), signed(time, '甲')])).toEqual([
        'settled',
      ])
  })

  it('but not if the turn of the namesake began later by the order', () => {
    const inOrder = ['甲 done 1', '甲 due 2']
    expect(refusals([refused], inOrder, logs)).toEqual(['settled'])
    const atOnce = ['丙 done 1', '甲 done 2', '甲 due 2']
    expect(refusals([refused], atOnce, [signed(60, '甲'), signed(50, '丙')])).toEqual(['settled'])
    expect(refusals([refused], atOnce, [signed(60, '甲'), signed(49, '丙')])).toEqual([null])
    expect(refusals([refused], atOnce, [signed(60, '甲')])).toEqual([null])
  })

  it('if it is unknown when it was refused', () => {
    const signers = ['甲 done 1', '甲 due 2']
    expect(refusals([untimed], signers, [signed(60, '甲'), noted])).toEqual([null])
  })

  it('if the person who may sign now may have got it passed on by the other', () => {
    const due = ['甲 due']
    expect(refusals([refused], due, [passedOn(60, '甲')])).toEqual([null])
    expect(refusals([refused], due, [asked(60, '甲'), passedOn(40, '甲')])).toEqual(['settled'])
  })
})
