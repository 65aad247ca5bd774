import type { QueryClient } from '@tanstack/react-query'
import { downloadInBrowser } from './download-in-browser.ts'
import {
  type ArchiveChoice,
  fetchArchive,
  readArchiveAddress,
} from '#web/api/queries/files/archive.ts'
import { configureOnce } from '#web/api/queries/client-config.ts'
import { DingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { clientSavesFiles, saveFile } from '#web/dingtalk/save-file.ts'
import { ZipNames } from './zip-names.ts'

export type ArchiveStage =
  | { name: 'preparing' }
  /** The DingTalk client downloads it and shows the progress itself. */
  | { name: 'in-client' }
  /** The page downloads it. `flows` and `files` count those that have begun to arrive. */
  | { name: 'arriving'; flows: number; files: number; bytes: number; isRefused: boolean }

/** `missing`: files that could not be fetched are listed in the zip. */
export type ArchiveOutcome = 'saved' | 'downloaded' | 'missing' | 'cancelled'

type Taking = {
  client: QueryClient
  corpId: string
  choice: ArchiveChoice
  /** Aborts all requests. */
  signal: AbortSignal
  onStage: (stage: ArchiveStage) => void
}

/** Minimum milliseconds between updates of the figures, so that they are readable. */
const readable = 100

/**
 * Saves the files of flows as one zip: through the DingTalk client if it can, else as a browser
 * download. Rejects with `ApiError`.
 */
export async function takeArchive(taking: Taking): Promise<ArchiveOutcome> {
  const { client, corpId, choice, signal, onStage } = taking
  onStage({ name: 'preparing' })
  const { url, name } = await readArchiveAddress(client, choice)
  if (signal.aborted) return 'cancelled'
  let isRefused = false
  if (clientSavesFiles) {
    onStage({ name: 'in-client' })
    try {
      await saveFile({ corpId, url, name }, () => configureOnce(client))
      return 'saved'
    } catch (cause) {
      if (signal.aborted) return 'cancelled'
      if (!(cause instanceof DingTalkError)) throw cause
      if (cause.failure === 'cancelled') return 'cancelled'
      isRefused = true
    }
  }
  const names = new ZipNames()
  const files: string[] = []
  let bytes = 0
  let reportedAt = -Infinity
  const report = () => {
    const now = performance.now()
    if (now - reportedAt < readable) return
    reportedAt = now
    onStage({ name: 'arriving', ...countIn(files), bytes, isRefused })
  }
  try {
    const blob = await fetchArchive(client, choice, signal, (part) => {
      bytes += part.length
      files.push(...names.take(part))
      report()
    })
    offer(blob, name)
    return isNote(files[files.length - 1], choice) ? 'missing' : 'downloaded'
  } catch (cause) {
    if (signal.aborted) return 'cancelled'
    throw cause
  }
}

function countIn(files: readonly string[]): { flows: number; files: number } {
  const folders = files.flatMap((file) => (file.includes('/') ? (file.split('/')[0] ?? []) : []))
  return { flows: new Set(folders).size, files: files.length }
}

/**
 * The note about missing files. In a zip of several flows it is the only file outside the folders;
 * in a zip of one flow, the only text file.
 */
function isNote(file: string | undefined, { taskIds }: ArchiveChoice): boolean {
  if (file === undefined) return false
  return taskIds.length === 1 ? file.endsWith('.txt') : !file.includes('/')
}

function offer(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  downloadInBrowser(address, name)
  // Some browsers read the URL some time after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
