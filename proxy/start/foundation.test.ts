import { expect, it } from 'vitest'
import * as sandbox from '#sandbox/played.ts'
import { playedOperators } from './foundation.ts'

const { sandboxCorpId } = sandbox

it.each([
  ['internal', [], ['wangwu']],
  ['third-party', [], [`${sandboxCorpId}:wangwu`]],
  ['internal', ['lisi'], ['lisi']],
] as const)('the operators of a played %s app with %o set are %o', (appKind, set, operators) => {
  const settings = { appKind, operatorUserIds: new Set(set) }
  expect([...playedOperators(settings, sandbox)]).toEqual(operators)
})
