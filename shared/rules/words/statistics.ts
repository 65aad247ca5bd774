import type { Language } from '#shared/rules/languages.ts'
import type { NextStepKind } from '#shared/rules/situation/next-step.ts'

/** What contracts being signed wait for; `other` is any further kind. */
export const waitingStageNames = {
  zh: {
    'waiting-for-signature': '等待签署',
    'waiting-for-anyone': '等待签署（不知轮到谁）',
    'waiting-for-seal-approval': '等待用印审批',
    'seal-approval-refused': '用印审批被拒绝',
    'waiting-for-several': '等待签署和用印审批',
    'all-signed-not-completed': '已签完，等待完成',
    'signing-unknown-who': '等待签署（不知等谁）',
    other: '其他',
  },
  en: {
    'waiting-for-signature': 'Signatures',
    'waiting-for-anyone': 'Signatures (unknown whose turn)',
    'waiting-for-seal-approval': 'Seal approval',
    'seal-approval-refused': 'Seal approval refused',
    'waiting-for-several': 'Signatures and seal approvals',
    'all-signed-not-completed': 'All signed, not completed',
    'signing-unknown-who': 'Signatures (unknown whose)',
    other: 'Other',
  },
} satisfies Record<Language, Partial<Record<NextStepKind | 'other', string>>>

/** Heads of an organisation's figures. */
export const statisticNames = {
  zh: {
    states: '状态',
    finishedStages: '各阶段用时',
    stages: '卡在哪一步',
    longest: '等待最久',
    waitedFor: '等谁最多',
  },
  en: {
    states: 'Status',
    finishedStages: 'Time per stage',
    stages: 'Where they wait',
    longest: 'Waiting longest',
    waitedFor: 'Waited for most',
  },
} satisfies Record<Language, Record<string, string>>
