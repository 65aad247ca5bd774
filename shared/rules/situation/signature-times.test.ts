import { describe, expect, it } from 'vitest'
import type { FlowLog } from '#shared/rules/flow.ts'
import { logOf, placedSigners } from '#shared/testing/flow-facts.ts'
import { indexLogs } from './log-index.ts'
import { signatureTimes } from './signature-times.ts'

/** @param logs newest first */
function timesOf(signers: readonly string[], logs: readonly FlowLog[]) {
  const placed = placedSigners(signers)
  const times = signatureTimes(placed, logs, indexLogs(logs))
  const places = placed.map((_, place) => place)
  return {
    decided: places.map((place) => times.decidedAt(place)),
    turns: places.map((place) => times.turnStart(place)),
  }
}

/** @param logs newest first */
function turnOf(name: string | null, logs: readonly FlowLog[], others: readonly string[] = []) {
  return timesOf([`${name ?? '-'} due`, ...others], logs).turns[0]
}

const started = logOf('flow-started', 10, '发起人')
const signed = (time: number | null, name: string | null) => logOf('signed', time, name)
const notified = (time: number | null, text: string) => logOf('sign-notified', time, '系统', text)
const passedOn = (time: number | null, by: string | null, text: string | null) =>
  logOf('sign-delegated', time, by, text)
const byLog = (since: number) => ({ since, sinceBy: 'log' })
const byNotice = (since: number) => ({ since, sinceBy: 'notice' })
const byOrder = (since: number) => ({ since, sinceBy: 'order' })
const unknown = { since: null, sinceBy: null }

describe('the time of a decision', () => {
  it('is that of the latest record of it', () => {
    const logs = [logOf('sign-refused', 40, '乙'), signed(30, '甲'), signed(20, '甲')]
    expect(timesOf(['甲 done', '乙 refused'], logs).decided).toEqual([30, 40])
  })

  it('of several namesakes is that of the first for the first in the list', () => {
    const logs = [logOf('sign-refused', 40, '甲'), signed(30, '甲'), signed(20, '甲')]
    const namesakes = ['甲 done', '甲 refused', '甲 done', '甲 due']
    expect(timesOf(namesakes, logs).decided).toEqual([20, 40, 30, null])
  })

  it('is unknown without a decision, a name, a record or its time', () => {
    const refused = logOf('sign-refused', 45, '甲')
    const logs = [refused, signed(40, '甲'), signed(30, null), signed(null, '丁')]
    const signers = ['甲 later', '- done', '丙 done', '丁 done']
    expect(timesOf(signers, logs).decided).toEqual([null, null, null, null])
  })
})

describe('a turn by the order', () => {
  const handedOver = logOf('flow-handed-over', 50)

  it('starts with the last signature before it', () => {
    const signers = ['甲 done 1', '乙 done 1', '丙 due 2']
    const logs = [handedOver, signed(30, '甲'), signed(20, '乙'), started]
    expect(timesOf(signers, logs).turns[2]).toEqual(byOrder(30))
  })

  it('is the first one when the flow is sent, by its first record with a time', () => {
    const logs = [handedOver, logOf('flow-started', 20), started, logOf('flow-started', null)]
    expect(timesOf(['甲 due 1'], logs).turns).toEqual([byOrder(10)])
    expect(timesOf(['甲 due 1'], [handedOver]).turns).toEqual([byLog(50)])
  })

  it('is not known from the order if a signature before it has no record', () => {
    const signers = ['甲 done 1', '乙 done 1', '丙 due 2']
    expect(timesOf(signers, [handedOver, signed(30, '甲'), started]).turns[2]).toEqual(byLog(50))
  })

  it('is not known from the order unless everybody has a place in it', () => {
    const signers = ['甲 done 1', '乙 due 2', '丙 later']
    expect(timesOf(signers, [handedOver, signed(30, '甲'), started]).turns[1]).toEqual(byLog(50))
  })
})

describe('a turn by a notice', () => {
  const later = signed(90, '丁')

  it('starts with the latest signature or start before it', () => {
    const logs = [later, notified(25, '通知乙签署'), signed(20, '甲'), started]
    expect(turnOf('乙', logs)).toEqual(byNotice(20))
    const restarted = [
      later,
      notified(45, '通知乙签署'),
      logOf('flow-started', 40),
      signed(20, '甲'),
    ]
    expect(turnOf('乙', restarted)).toEqual(byNotice(40))
  })

  it('starts with a signature of the same time, and with the notice if there is none', () => {
    const logs = [later, signed(30, '丙'), notified(25, '通知乙签署'), signed(25, '甲'), started]
    expect(turnOf('乙', logs)).toEqual(byNotice(25))
    const onlySigned = [later, notified(28, '通知乙签署'), signed(20, '甲')]
    expect(turnOf('乙', onlySigned)).toEqual(byNotice(20))
    expect(turnOf('乙', [later, notified(26, '通知乙签署')])).toEqual(byNotice(26))
    const untimed = [later, notified(27, '通知乙签署'), signed(null, '甲')]
    expect(turnOf('乙', untimed)).toEqual(byNotice(27))
  })

  it('may be a record of the person, without a description', () => {
    const logs = [later, logOf('sign-notified', 25, '乙'), signed(20, '甲'), started]
    expect(turnOf('乙', logs)).toEqual(byNotice(20))
    expect(turnOf('丙', logs)).toEqual(byLog(90))
  })

  it('counts the first one with a time, as a reminder notifies again', () => {
    const first = [notified(25, '通知乙签署'), signed(20, '甲'), started]
    const logs = [
      notified(60, '通知乙签署'),
      signed(55, '丁'),
      ...first,
      notified(null, '通知乙签署'),
    ]
    expect(turnOf('乙', logs)).toEqual(byNotice(20))
  })

  it('counts the last one if somebody of the name passed signing on', () => {
    const first = [notified(25, '通知乙签署'), signed(20, '甲'), started]
    const logs = [
      later,
      notified(60, '通知乙签署'),
      signed(55, '丁'),
      passedOn(40, '乙', '乙 转给 丙'),
      ...first,
    ]
    expect(turnOf('乙', logs)).toEqual(byNotice(55))
  })

  it('is of nobody in particular if a name contains another', () => {
    const logs = [later, notified(25, '通知王五一签署'), signed(20, '甲'), started]
    expect(turnOf('王五', logs, ['王五一 later'])).toEqual(byLog(90))
    expect(turnOf('王五一', logs, ['王五 later', '- later'])).toEqual(byNotice(20))
  })

  it('is of nobody without a name', () => {
    expect(turnOf(null, [later, logOf('sign-notified', 25, null, 'null')])).toEqual(byLog(90))
  })
})

describe('a turn by any other record', () => {
  it('starts with the newest that may begin one', () => {
    expect(turnOf('乙', [logOf('flow-viewed', 60), signed(50, '丁'), started])).toEqual(byLog(50))
  })

  it('is unknown without such a record or its time', () => {
    expect(turnOf('乙', [logOf('flow-viewed', 60)])).toEqual(unknown)
    expect(turnOf('乙', [signed(null, '丁')])).toEqual(unknown)
  })
})

describe('signing that was passed on', () => {
  const later = signed(90, '丁')

  it('is the turn of who received it since then', () => {
    expect(turnOf('甲', [later, passedOn(40, '丙', '丙 转给 甲'), started])).toEqual(byLog(40))
    expect(turnOf('甲', [later, passedOn(40, '丙丙丙', '甲 代签'), started])).toEqual(byLog(40))
    expect(turnOf('甲', [later, passedOn(40, null, '转给 甲'), started])).toEqual(byLog(40))
    expect(turnOf('甲', [later, passedOn(40, '丙', '由 甲 代签 丙'), started])).toEqual(byLog(40))
  })

  it('may come before the turn by the order or the notice', () => {
    const signers = ['甲 due 2', '丁 done 1']
    const logs = [logOf('flow-handed-over', 95), later, passedOn(40, '丙', '丙 转给 甲'), started]
    expect(timesOf(signers, logs).turns[0]).toEqual(byOrder(90))
    const atOnce = [logOf('flow-handed-over', 95), later, passedOn(90, '丙', '丙 转给 甲'), started]
    expect(timesOf(signers, atOnce).turns[0]).toEqual(byOrder(90))
    const sooner = [passedOn(92, '丙', '丙 转给 甲'), later, started]
    expect(timesOf(signers, sooner).turns[0]).toEqual(byLog(92))
  })

  it('is not the turn of who passed it on, although the description begins with the name', () => {
    const logs = [later, passedOn(40, '甲', '甲 转给 乙'), started]
    expect(turnOf('甲', logs)).toEqual(byLog(90))
    expect(turnOf('乙', logs)).toEqual(byLog(40))
  })

  it('is of an unknown time for namesakes of whom one received it and one passed it on', () => {
    const given = passedOn(40, '甲', '甲 转给 乙')
    const got = passedOn(50, '丙', '丙 转给 甲')
    expect(turnOf('甲', [later, got, given, started])).toEqual(byLog(50))
    expect(turnOf('甲', [later, passedOn(40, '甲', '甲 转给 甲'), started])).toEqual(byLog(40))
    const back = [later, { ...given, time: 60 }, got, started]
    expect(turnOf('甲', back)).toEqual(unknown)
  })

  it('says nothing without a description, a time or a name', () => {
    expect(turnOf('甲', [later, passedOn(40, '丙', null), started])).toEqual(byLog(90))
    expect(turnOf('甲', [later, started, passedOn(null, '丙', '丙 转给 甲')])).toEqual(byLog(90))
    expect(turnOf(null, [later, passedOn(40, '丙', '丙 转给 null'), started])).toEqual(byLog(90))
  })
})
