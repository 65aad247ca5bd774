import { partyOf, signerTexts, textsBy } from '#shared/rules/party/party.ts'
import { sealKinds } from '#shared/rules/start-flow/start-flow-draft.ts'
import type { Session } from '#shared/schemas/session.ts'
import { draftKey, readSavedDraft } from '#web/api/device-cache/saved-draft.ts'
import { writeStored } from '#web/api/device-cache/stored.ts'
import type { Draft, DraftAttempt, DraftFile, DraftPerson, DraftSigner } from './draft.ts'
import { emptyDraft, isEmpty } from './draft.ts'

/** The draft that this person stored on this device, or an empty one. */
export function loadDraft(session: Session, now = Date.now()): Draft {
  const stored = readSavedDraft(session, now)
  return stored === null ? emptyDraft : readDraft(stored)
}

/** Stores the draft on this device; false if that fails. */
export function storeDraft(session: Session, draft: Draft, now = Date.now()): boolean {
  const text = isEmpty(draft) ? null : JSON.stringify({ savedAt: now, draft })
  return writeStored(draftKey(session), text)
}

/** Skips fields that this version would not have written. */
function readDraft(stored: unknown): Draft {
  const { launch, title, files, signers, inOrder, copies, deadline, attempt } = fieldsOf(stored)
  return {
    launch: launch === 'page' || launch === 'direct' ? launch : null,
    title: textOf(title),
    files: listOf(files, readFile),
    signers: listOf(signers, readSigner),
    inOrder: inOrder === true,
    copies: listOf(copies, readPerson),
    deadline: textOf(deadline),
    attempt: readAttempt(attempt),
  }
}

function readFile(stored: unknown): DraftFile | null {
  const { key, name, size, kind, fileId, pages } = fieldsOf(stored)
  if (typeof key !== 'string' || typeof name !== 'string') return null
  return {
    key,
    name,
    size: typeof size === 'number' ? size : 0,
    kind: kind === 'attachment' ? kind : 'contract',
    fileId: typeof fileId === 'string' ? fileId : null,
    pages: typeof pages === 'number' ? pages : null,
  }
}

function readPerson(stored: unknown): DraftPerson | null {
  const { key, kind, ...fields } = fieldsOf(stored)
  if (typeof key !== 'string' || (kind !== 'member' && kind !== 'outsider')) return null
  const person = partyOf(kind, (text) => textOf(fields[text]))
  return person.kind === 'member' && person.userId === '' ? null : { key, ...person }
}

function readSigner(stored: unknown): DraftSigner | null {
  const person = readPerson(stored)
  if (person === null) return null
  const { seals, withPrevious, ...fields } = fieldsOf(stored)
  return {
    ...person,
    ...textsBy(signerTexts, (text) => textOf(fields[text])),
    seals: listOf(seals, (seal) => sealKinds.find((kind) => kind === seal) ?? null),
    withPrevious: withPrevious === true,
  }
}

function readAttempt(stored: unknown): DraftAttempt | null {
  const { key, request, at, isLost } = fieldsOf(stored)
  if (typeof key !== 'string' || typeof request !== 'string' || typeof at !== 'number') return null
  return { key, request, at, isLost: isLost === true }
}

function fieldsOf(value: unknown): Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function listOf<Item>(value: unknown, read: (item: unknown) => Item | null): Item[] {
  return Array.isArray(value) ? value.map(read).filter((item) => item !== null) : []
}
