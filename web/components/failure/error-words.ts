import { count, params } from '#shared/rules/words/template.ts'
import { problems, type ProblemCode } from '#shared/rules/codes/problem-code.ts'
import type { ProblemWords } from '#shared/rules/codes/problems/problem.ts'
import type { Problem } from '#shared/schemas/problem.ts'
import { ApiError, type AppErrorCode } from '#web/api/http/api-error.ts'
import type { Language } from '#shared/rules/languages.ts'
import { defineWords } from '#web/i18n/words.ts'

type InBoth = Record<Language, ProblemWords>

/** Failures that the page detects itself. */
const pageFailures: Record<Exclude<AppErrorCode, ProblemCode>, InBoth> = {
  offline: {
    zh: ['没有网络', '请检查网络连接后重试。'],
    en: ['No network', 'Check the connection and try again.'],
  },
  'connection-failed': {
    zh: ['没有网络', '没有连上服务器。合同不受影响，请检查网络后重试。'],
    en: [
      'No network',
      'The server was not reached. The contract itself is not affected. Check the network and try again.',
    ],
  },
  'connection-timeout': {
    zh: ['网络太慢', '等待时间过长，请换个网络或稍后重试。'],
    en: ['The network is too slow', 'It took too long. Try another network, or try again later.'],
  },
  'odd-answer': {
    zh: ['服务返回了无法识别的内容', '可能正在维护，或网络需要登录。请稍后重试。'],
    en: [
      'Unexpected answer from the server',
      'It may be under maintenance, or the network may want you to log in. Try again later.',
    ],
  },
  'outside-dingtalk': {
    zh: ['请在钉钉中打开', '由钉钉确认您的身份后才能查看。'],
    en: ['Open this in DingTalk', 'DingTalk has to confirm who you are first.'],
  },
  'corp-unknown': {
    zh: ['不知道您来自哪个组织', '请从钉钉工作台打开此应用。'],
    en: ['Your organisation is not known', 'Open this app from the DingTalk workbench.'],
  },
  'auth-code-refused': {
    zh: ['钉钉没有允许登录', '请确认您的组织已开通此应用，然后重试。'],
    en: [
      'DingTalk did not allow the sign-in',
      'Check that your organisation uses this app, then try again.',
    ],
  },
  'auth-code-no-answer': {
    zh: ['钉钉没有响应', '请重试；仍不行请关闭页面，从工作台重新打开。'],
    en: [
      'DingTalk did not answer',
      'Try again. If this continues, close the page and open it from the workbench.',
    ],
  },
  'session-not-kept': {
    zh: ['登录状态无法保存', '请允许此页面使用 Cookie，或升级钉钉后重试。'],
    en: [
      'The sign-in could not be kept',
      'Allow cookies for this page, or update DingTalk, and try again.',
    ],
  },
  'page-not-found': {
    zh: ['没有这个页面', '链接可能不完整，请返回首页。'],
    en: ['There is no such page', 'The link may be incomplete. Go back to the home page.'],
  },
  'page-not-loaded': {
    zh: ['页面没有加载完整', '可能是网络中断，或应用刚刚更新。请重新加载。'],
    en: [
      'The page did not load completely',
      'The connection may have broken, or the app was just updated. Reload the page.',
    ],
  },
}

/** A failure's title is under its code; the sentence that says what to do is under `…/next`. */
type FailureWords = Record<AppErrorCode | `${AppErrorCode}/next`, string>

function failureWords(language: Language): FailureWords {
  const failures: Record<AppErrorCode, InBoth> = { ...problems, ...pageFailures }
  const words = Object.entries(failures).flatMap(
    ([
      code,
      {
        [language]: [title, next],
      },
    ]) => [
      [code, title],
      [`${code}/next`, next],
    ],
  )
  // Each code has both entries.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(words) as FailureWords
}

export const errorWords = defineWords({
  zh: {
    notUpdated: '未能更新，显示的是之前的内容。',
    requestId: params('请求编号：{id}'),
    said: params('e签宝给出的原因：{reason}'),
    scopes: params('需要申请的权限：{scopes}'),
    retryIn: count({ many: '{count} 秒后可重试' }),
    ...failureWords('zh'),
  },
  en: {
    notUpdated: 'Could not update. Showing what was there before.',
    requestId: 'Request ID: {id}',
    said: 'eSign gave this reason: {reason}',
    scopes: 'Permissions to apply for: {scopes}',
    retryIn: {
      one: 'You can try again in {count} second',
      many: 'You can try again in {count} seconds',
    },
    ...failureWords('en'),
  },
})

/** Whether the answer is a refusal; of failures alone, people are told the request's id. */
function isRefusal({ status }: Problem): boolean {
  return status > 400 && status < 500
}

/**
 * What to show for a failure. `known` is its code, or `internal-error` if there are no words for
 * it.
 */
export function failureIn(error: unknown, t: Readonly<Record<AppErrorCode, string>>) {
  const { code, problem } = error instanceof ApiError ? error : new ApiError('internal-error', '')
  const known = code in t ? code : 'internal-error'
  return {
    code,
    known,
    reason: t[known],
    problem,
    requestId: problem === null || isRefusal(problem) ? null : problem.requestId,
    scopes: problem?.requiredScopes ?? [],
  }
}
