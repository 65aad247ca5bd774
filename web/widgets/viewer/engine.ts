import { connectionError } from '#web/api/http/http.ts'
import { isWorkerNote, TooMuch } from './bounds.ts'
// oxlint-disable-next-line import/default -- the build makes it
import workerAddress from './pdf-worker.ts?worker&url'

/** Where the device keeps whether pdf.js starts on it. */
const noteKey = 'viewer-engine'

/** A new version of pdf.js or of the engine is tried again. */
const noteOf = (outcome: 'works' | 'fails') => `${outcome} ${PDFJS_FOLDER} ${navigator.userAgent}`

/** The engine lacks something that pdf.js needs, so files open outside the app. */
export class EngineTooOld extends Error {
  override name = 'EngineTooOld'
}

/** Whether pdf.js did not start on this device before. */
export function isKnownToFail(): boolean {
  return readNote() === noteOf('fails')
}

export function noteWorks(): void {
  writeNote(noteOf('works'))
}

/**
 * An error of pdf.js that says nothing of the file. If it has never opened any, that is the engine.
 */
export function engineErrorOr(cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause
  if (isLoadFailure(cause)) return connectionError(false, cause)
  if (readNote() === noteOf('works')) return cause
  if (!/^(?:TypeError|ReferenceError|SyntaxError|UnknownErrorException)$/.test(cause.name))
    return cause
  writeNote(noteOf('fails'))
  return new EngineTooOld(cause.message)
}

/** A worker; `failed` rejects with `EngineTooOld` if the engine cannot run it. */
type StartedWorker = {
  worker: Worker
  failed: Promise<never>
  /** Rejects with `TooMuch` when it reaches one of its bounds. */
  exceeded: Promise<never>
  /** Whether it waits for the network, as it does until its file has come. */
  isWaiting: () => boolean
}

let spare: StartedWorker | null = null

/** Starts the worker of the file that is about to be opened. */
export function warmUp(): void {
  if (!isKnownToFail()) spare ??= createWorker()
}

export function startWorker(): StartedWorker {
  const started = spare ?? createWorker()
  spare = null
  return started
}

function createWorker(): StartedWorker {
  const worker = new Worker(workerAddress, import.meta.env.DEV ? { type: 'module' } : {})
  const failed = new Promise<never>((_resolve, reject) => {
    worker.addEventListener('error', (event) => {
      // Only an error of the script itself has a message; without one it could not be fetched.
      if (typeof event.message !== 'string' || event.message === '')
        return reject(connectionError(false, new Error('the worker could not be fetched')))
      return reject(engineErrorOr(new TypeError(event.message)))
    })
  })
  // It may fail when nobody waits for it any more.
  failed.catch(() => {})
  let waits = 0
  let isLoaded = false
  const exceeded = new Promise<never>((_resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      isLoaded = true
      if (!isWorkerNote(data)) return
      if (data.viewer === 'waits') waits += data.by
      else reject(new TooMuch('a bound of the worker'))
    })
  })
  exceeded.catch(() => {})
  return { worker, failed, exceeded, isWaiting: () => !isLoaded || waits > 0 }
}

/** Loads the worker's file into the cache. */
export async function prefetchWorker(): Promise<void> {
  await fetch(workerAddress, { credentials: 'same-origin' })
}

function isLoadFailure({ message }: Error): boolean {
  return /fetch|import|load failed/i.test(message)
}

function readNote(): string | null {
  try {
    return localStorage.getItem(noteKey)
  } catch {
    return null
  }
}

function writeNote(note: string): void {
  try {
    localStorage.setItem(noteKey, note)
  } catch {
    // Then it is tried again next time.
  }
}
