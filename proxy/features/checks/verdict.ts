import type { CheckState, SettingsCheck } from '#shared/schemas/settings-checks.ts'
import { ProblemError } from '#proxy/base/problem.ts'

/** What was found, and what to do if something is to be done. */
type Sentences = readonly [found: string, todo?: string]

export type Verdict = { state: CheckState; zh: Sentences; en: Sentences }

const verdict =
  (state: CheckState) =>
  (zh: Sentences, en: Sentences): Verdict => ({ state, zh, en })

export const ok = verdict('ok')
export const warning = verdict('warning')
export const failed = verdict('failed')
export const unknown = verdict('unknown')

export function toCheck(
  name: string,
  [zhTitle, enTitle]: readonly [string, string],
  { state, zh, en }: Verdict,
): SettingsCheck {
  const [zhTodo, enTodo] = [zh[1], en[1]]
  return {
    name,
    state,
    title: { zh: zhTitle, en: enTitle },
    found: { zh: zh[0], en: en[0] },
    todo: zhTodo === undefined || enTodo === undefined ? null : { zh: zhTodo, en: enTodo },
  }
}

/** A step that cannot be tried before another one succeeds. */
export const notYet = unknown(
  ['前面的步骤没有通过，没有检查。'],
  ['Not tried, because of a step before.'],
)

const retryNow = { zh: '稍后再检查一次。', en: 'Check again later.' }

/** A failure that is not what the step is about; DingTalk's code is the only foreign text shown. */
export function unexpected(error: unknown): Verdict {
  const code = error instanceof ProblemError ? error.code : 'internal-error'
  switch (code) {
    case 'upstream-timeout':
    case 'upstream-unavailable':
      return unknown(
        ['钉钉没有正常回答。', retryNow.zh],
        ['DingTalk gave no proper answer.', retryNow.en],
      )
    case 'upstream-throttled':
      return unknown(
        ['钉钉限制了调用频率。', retryNow.zh],
        ['DingTalk limits the rate of calls.', retryNow.en],
      )
    case 'upstream-quota':
      return failed(
        ['本月的钉钉接口调用次数已用完。', '下月恢复，或在钉钉开放平台购买更多次数。'],
        [
          'The monthly quota of DingTalk calls is used up.',
          'It is back next month; more can be bought in DingTalk’s open platform.',
        ],
      )
    case 'corp-stopped':
      return failed(
        ['应用在钉钉中已停用。', '请在钉钉管理后台的“工作台”里启用本应用。'],
        [
          'The app is switched off in DingTalk.',
          'Switch it on in the DingTalk admin console, under the workbench.',
        ],
      )
    default: {
      const upstream = upstreamCodeOf(error)
      return unknown(
        [`没有得到可用的回答（${upstream ?? code}）。`, '查看日志，或把这个代码告诉开发者。'],
        [
          `There was no usable answer (${upstream ?? code}).`,
          'See the log, or tell the developers this code.',
        ],
      )
    }
  }
}

/** DingTalk's own code of a refusal, which is no secret; null if there is none. */
export function upstreamCodeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if ('upstreamCode' in error && typeof error.upstreamCode === 'string') return error.upstreamCode
  const { cause } = error
  if (cause instanceof Error) return upstreamCodeOf(cause)
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return null
  return typeof cause.code === 'string' ? cause.code : null
}
