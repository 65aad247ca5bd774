import { partyTexts, type PartyText, signerTexts } from '#shared/rules/party/party.ts'
import type { LaunchKind } from '#shared/rules/start-flow/start-flow-draft.ts'
import {
  checkStartFlow,
  type StartFlowIssue,
  type StartFlowRule,
} from '#shared/rules/start-flow/start-flow-rules.ts'
import { type Draft, toStartFlowDraft } from './draft.ts'
import { isInProgress, type UploadProgress } from '../files/upload-progress.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** The rules of this page, in addition to the proxy's. */
export type StartRule = StartFlowRule | 'file-under-way' | 'file-not-ready' | 'deadline-unreadable'

export type StartIssue = {
  /** The id of the row that the issue is about. */
  rowId: string
  /** The id of the field that the issue is about, on the page or in the row's sheet. */
  fieldId: string
  rule: StartRule
}

/** Whether an issue is about a row, an entry or a field with this id. */
export function isIssueOf({ rowId, fieldId }: StartIssue, id: string): boolean {
  return rowId === id || fieldId === id || fieldId.startsWith(`${id}-`)
}

/** Ids of rows of the page. */
export const fieldIds = {
  title: 'start-title',
  deadline: 'start-deadline',
  files: 'start-files',
  signers: 'start-signers',
  copies: 'start-copies',
}

/** The id of the row that adds copies, in the sheet of the row `copies`. */
export const copiesAddId = 'start-copies-add'

/** The id of the element for a list entry, or for one of its fields. */
export function entryId(key: string, field?: string): string {
  return field === undefined ? `start-${key}` : `start-${key}-${field}`
}

/** All issues that prevent starting the draft, in page order. */
export function findIssues(
  draft: Draft,
  launch: LaunchKind,
  uploads: Readonly<Record<string, UploadProgress>>,
  now: EpochMs,
): StartIssue[] {
  const found = checkStartFlow(toStartFlowDraft(draft, launch), now).map((issue) => ({
    ...placeOf(issue, draft),
    rule: issue.rule,
  }))
  const ofFiles = draft.files.flatMap(({ key }): StartIssue[] => {
    const state = uploads[key]
    if (state?.stage === 'ready') return []
    const rule = state && isInProgress(state) ? 'file-under-way' : 'file-not-ready'
    return [{ rowId: entryId(key), fieldId: entryId(key), rule }]
  })
  const isUnreadable = draft.deadline !== '' && Number.isNaN(new Date(draft.deadline).getTime())
  const ofDeadline: StartIssue[] =
    launch === 'direct' && isUnreadable
      ? [{ rowId: fieldIds.deadline, fieldId: fieldIds.deadline, rule: 'deadline-unreadable' }]
      : []
  return inOrderOfPage([...found, ...ofFiles, ...ofDeadline], draft)
}

function placeOf(
  { path: [section, index, field] }: StartFlowIssue,
  draft: Draft,
): Pick<StartIssue, 'rowId' | 'fieldId'> {
  const at = (rowId: string, fieldId = rowId) => ({ rowId, fieldId })
  switch (section) {
    case 'title':
    case 'deadline':
      return at(fieldIds[section])
    case 'files':
    case 'signers':
    case 'copies': {
      const key = typeof index === 'number' ? draft[section][index]?.key : undefined
      if (key === undefined) return at(fieldIds[section])
      // People who get copies have their rows in a sheet.
      const rowId = section === 'copies' ? fieldIds.copies : entryId(key)
      return at(rowId, entryId(key, typeof field === 'string' ? field : undefined))
    }
    default:
      return at(fieldIds.files)
  }
}

export type PersonField = PartyText | 'seals' | 'order'

/** The fields of an entry in page order, after the entry itself. */
const fieldsInOrder: readonly string[] = [
  '',
  ...partyTexts.member,
  ...partyTexts.outsider,
  'seals',
  'order',
  ...signerTexts,
  'kind',
]

function inOrderOfPage(issues: readonly StartIssue[], draft: Draft): StartIssue[] {
  const order = [
    fieldIds.files,
    ...draft.files.map(({ key }) => entryId(key)),
    fieldIds.title,
    fieldIds.signers,
    ...draft.signers.map(({ key }) => entryId(key)),
    fieldIds.copies,
    ...draft.copies.map(({ key }) => entryId(key)),
    fieldIds.deadline,
  ]
  const rankOf = ({ fieldId }: StartIssue) => {
    const place = order.findIndex((id) => fieldId === id || fieldId.startsWith(`${id}-`))
    const field = fieldId.slice((order[place] ?? '').length + 1)
    return place + fieldsInOrder.indexOf(field) / 100
  }
  // The sort of Chrome 69 is not stable.
  return issues
    .map((issue, index) => ({ issue, place: rankOf(issue), index }))
    .sort((one, other) => one.place - other.place || one.index - other.index)
    .map(({ issue }) => issue)
}
