import { describe, expect, it } from 'vitest'
import { DingTalkError, toDingTalkError } from './dingtalk-error.ts'

describe('toDingTalkError', () => {
  it('reads native failures, whose codes are text or numbers', () => {
    expect(toDingTalkError({ errorCode: '7', errorMessage: 'no' })).toMatchObject({
      failure: 'refused',
      nativeCode: '7',
      message: 'no',
    })
    expect(toDingTalkError({ errorCode: 3, errorMessage: '1002,corpId不合法' })).toMatchObject({
      failure: 'refused',
      nativeCode: '3',
    })
  })

  it('distinguishes a cancellation from a refusal', () => {
    expect(toDingTalkError({ errorCode: '-1' }).failure).toBe('cancelled')
    expect(toDingTalkError({ errorCode: -1 }).failure).toBe('cancelled')
  })

  it('reads an Error of the package as being outside DingTalk', () => {
    expect(toDingTalkError(new Error('[DINGTALK-JSAPI] ERROR 4040')).failure).toBe(
      'outside-dingtalk',
    )
  })

  it('accepts any other value', () => {
    for (const odd of [undefined, null, 'text', 7, {}, { errorCode: {} }])
      expect(toDingTalkError(odd)).toMatchObject({ failure: 'refused', nativeCode: null })
  })

  it('keeps an error that is already one', () => {
    const error = new DingTalkError('no-answer', 'late')
    expect(toDingTalkError(error)).toBe(error)
  })
})
