import type { FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { FileLanguage } from '#shared/schemas/file-language.ts'

const statuses: Record<FileLanguage, Record<FlowStatus, string>> = {
  zh: {
    draft: '草稿',
    signing: '签署中',
    completed: '已完成',
    revoked: '已撤销',
    terminated: '已终止',
    expired: '已过期',
    deleted: '已删除',
    refused: '已拒签',
    unknown: '未知状态',
  },
  en: {
    draft: 'Draft',
    signing: 'Signing',
    completed: 'Completed',
    revoked: 'Revoked',
    terminated: 'Terminated',
    expired: 'Expired',
    deleted: 'Deleted',
    refused: 'Refused',
    unknown: 'Unknown status',
  },
}

/** @param code e签宝's own value, told where we have no word for it; null for none */
export function statusText(
  status: FlowStatus,
  code: number | string | null,
  language: FileLanguage,
): string {
  const word = statuses[language][status]
  if (status !== 'unknown' || code === null) return word
  return language === 'zh' ? `${word}（${code}）` : `${word} (${code})`
}
