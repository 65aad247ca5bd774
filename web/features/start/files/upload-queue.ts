import { atom, type ReadableAtom } from 'nanostores'
import type { UploadedFile } from '#shared/schemas/file.ts'
import type { UploadOptions } from '#web/api/queries/files/files.ts'
import { type DraftFile, emptyDraft } from '../draft/draft.ts'
import type { DraftStore } from '../draft/draft-store.ts'
import { type FileRefusal, refusalOf } from './file-refusal.ts'
import { type FollowParts, followFile } from './follow-file.ts'
import { titleFromFile } from '../draft/title-from-file.ts'
import { isLeaving, type UploadProgress } from './upload-progress.ts'

/** The number of concurrent uploads. */
const maxConcurrent = 2

export type UploadParts = {
  store: Pick<DraftStore, 'draft' | 'change'>
  send: (file: File, options: UploadOptions) => Promise<UploadedFile>
  newKey: () => string
} & FollowParts

/** A chosen file that cannot be uploaded. */
export type RefusedFile = {
  key: string
  name: string
  rule: FileRefusal
}

/** Uploads the files of a draft to e签宝, also while other pages of the app are shown. */
export type UploadQueue = {
  /** The state of each file, by its key. */
  states: ReadableAtom<Readonly<Record<string, UploadProgress>>>
  refused: ReadableAtom<readonly RefusedFile[]>
  add: (files: readonly File[]) => void
  /** Replaces one file by another. */
  replace: (key: string, file: File) => void
  cancel: (key: string) => void
  /** What was chosen on this device since the app was opened; null otherwise. */
  chosen: (key: string) => File | null
  /** Whether `retry` works without choosing the file again. */
  canRetry: (key: string) => boolean
  retry: (key: string) => void
  /** Rechecks whether all ready files still exist. */
  recheck: () => void
  remove: (key: string) => void
  /** Files that e签宝 is known to have lost. */
  markGone: (keys: readonly string[]) => void
  forgetRefused: (key: string) => void
  /** Stops sending files, for example when the person has signed out. */
  interrupt: () => void
  /** Removes everything once the draft is finished. */
  clear: () => void
}

export function createUploadQueue(parts: UploadParts): UploadQueue {
  const { store, send, newKey } = parts
  const states = atom<Readonly<Record<string, UploadProgress>>>({})
  const refused = atom<readonly RefusedFile[]>([])
  const contents = new Map<string, File>()
  const sending = new Map<string, AbortController>()
  /** The current read of each file; replacing a file starts another. */
  const readings = new Map<string, symbol>()

  const find = (key: string) => store.draft.get().files.find((file) => file.key === key)
  const setState = (key: string, state: UploadProgress) => {
    if (find(key) !== undefined) states.set({ ...states.get(), [key]: state })
  }
  const changeFile = (key: string, change: Partial<DraftFile>) =>
    store.change((draft) => ({
      ...draft,
      files: draft.files.map((file) => (file.key === key ? { ...file, ...change } : file)),
    }))

  function sendNext(): void {
    const waiting = store.draft.get().files.filter(({ key }) => {
      return states.get()[key]?.stage === 'waiting'
    })
    for (const { key } of waiting.slice(0, Math.max(0, maxConcurrent - sending.size))) {
      const file = contents.get(key)
      if (file !== undefined) void sendOne(key, file)
    }
  }

  async function sendOne(key: string, file: File): Promise<void> {
    const controller = new AbortController()
    const { signal } = controller
    sending.set(key, controller)
    setState(key, { stage: 'sending', part: 0 })
    try {
      const onProgress = (part: number) => {
        if (sending.get(key) === controller) setState(key, { stage: 'sending', part })
      }
      const { fileId } = await send(file, { signal, onProgress })
      if (signal.aborted || find(key) === undefined) return
      changeFile(key, { fileId })
      setState(key, { stage: 'converting' })
      void follow(key, fileId)
    } catch (error) {
      if (!signal.aborted) setState(key, { stage: 'not-sent', error })
    } finally {
      if (sending.get(key) === controller) sending.delete(key)
      sendNext()
    }
  }

  async function follow(key: string, fileId: string): Promise<void> {
    const reading = Symbol(key)
    readings.set(key, reading)
    for await (const { state, pages } of followFile(fileId, parts)) {
      if (readings.get(key) !== reading) return
      if (pages !== undefined) changeFile(key, { pages })
      setState(key, state)
    }
  }

  function enqueue(key: string): void {
    readings.delete(key)
    setState(key, { stage: 'waiting' })
    sendNext()
  }

  function stop(key: string): void {
    sending.get(key)?.abort()
    sending.delete(key)
    readings.delete(key)
  }

  function forget(keys: readonly string[]): void {
    for (const key of keys) {
      stop(key)
      contents.delete(key)
    }
    const left = Object.entries(states.get()).filter(([key]) => !keys.includes(key))
    states.set(Object.fromEntries(left))
  }

  function refuse(file: File): boolean {
    const rule = refusalOf(file)
    if (rule === null) return false
    refused.set([...refused.get(), { key: newKey(), name: file.name, rule }])
    return true
  }

  const queue: UploadQueue = {
    states,
    refused,
    add(files) {
      refused.set([])
      const added = files.filter((file) => !refuse(file)).map((file) => ({ key: newKey(), file }))
      for (const { key, file } of added) contents.set(key, file)
      store.change((draft) => ({
        ...draft,
        title: draft.title === '' ? titleFromFile(added[0]?.file.name ?? '') : draft.title,
        files: [...draft.files, ...added.map(({ key, file }) => toDraftFile(key, file))],
      }))
      for (const { key } of added) enqueue(key)
    },
    replace(key, file) {
      refused.set([])
      const old = find(key)
      if (old === undefined || refuse(file)) return
      stop(key)
      contents.set(key, file)
      const added = { ...toDraftFile(key, file), kind: old.kind }
      store.change((draft) => ({
        ...draft,
        title: titleAfter(draft.title, old, file),
        files: draft.files.map((each) => (each.key === key ? added : each)),
      }))
      enqueue(key)
    },
    cancel(key) {
      stop(key)
      setState(key, { stage: 'cancelled' })
      sendNext()
    },
    chosen: (key) => contents.get(key) ?? null,
    canRetry(key) {
      const isKnown = states.get()[key]?.stage !== 'not-known'
      return isKnown ? contents.has(key) : find(key)?.fileId != null
    },
    retry(key) {
      const fileId = find(key)?.fileId ?? null
      if (states.get()[key]?.stage === 'not-known' && fileId !== null) check(key, fileId)
      else if (contents.has(key)) {
        changeFile(key, { fileId: null, pages: null })
        enqueue(key)
      }
    },
    recheck() {
      for (const { key, fileId } of store.draft.get().files) {
        if (fileId !== null && states.get()[key]?.stage === 'ready') check(key, fileId)
      }
    },
    remove(key) {
      const old = find(key)
      if (old === undefined) return
      store.change((draft) => {
        const files = draft.files.filter((file) => file.key !== key)
        return { ...draft, title: titleAfter(draft.title, old, files[0]), files }
      })
      sendNext()
    },
    markGone(keys) {
      for (const key of keys) {
        stop(key)
        setState(key, { stage: 'gone' })
      }
    },
    forgetRefused: (key) => refused.set(refused.get().filter((file) => file.key !== key)),
    interrupt() {
      for (const [key, state] of Object.entries(states.get())) {
        if (!isLeaving(state)) continue
        setState(key, { stage: 'interrupted' })
        stop(key)
        contents.delete(key)
      }
    },
    clear() {
      forget(Object.keys(states.get()))
      refused.set([])
    },
  }

  /** Whether the draft has the file that this window has under this key. */
  function isHere(file: DraftFile | undefined): boolean {
    if (file === undefined) return false
    const { name, size } = contents.get(file.key) ?? file
    return name === file.name && size === file.size
  }

  function check(key: string, fileId: string): void {
    setState(key, { stage: 'checking' })
    void follow(key, fileId)
  }

  for (const { key, fileId, size } of store.draft.get().files) {
    // Only a file that was never chosen here is of no size.
    if (fileId === null) setState(key, { stage: size === 0 ? 'gone' : 'interrupted' })
    else check(key, fileId)
  }
  // Other windows also add, send, replace and remove files.
  store.draft.listen(({ files }, before = emptyDraft) => {
    forget(Object.keys(states.get()).filter((key) => !isHere(find(key))))
    for (const { key, fileId } of files) {
      const isNew = before.files.every((file) => file.key !== key || file.fileId !== fileId)
      if (isNew && fileId !== null && !sending.has(key)) check(key, fileId)
    }
  })
  return queue
}

/** The title after its file was replaced or removed, if it was derived from the file's name. */
function titleAfter(title: string, old: DraftFile, next: { name: string } | undefined): string {
  return title === titleFromFile(old.name) ? titleFromFile(next?.name ?? '') : title
}

function toDraftFile(key: string, { name, size }: File): DraftFile {
  return { key, name, size, kind: 'contract', fileId: null, pages: null }
}
