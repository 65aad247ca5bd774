import { extensionOf } from '#shared/rules/file-rules.ts'
import type { ViewedFile } from '#web/widgets/viewer/viewed-file.ts'
import type { DraftFile } from '../draft/draft.ts'
import type { UploadQueue } from './upload-queue.ts'

/** A file of the draft for the viewer; null if this device has it no more, or cannot show it. */
export function fileToView(
  { key, name }: DraftFile,
  uploads: Pick<UploadQueue, 'chosen'>,
): ViewedFile | null {
  const file = /^docx?$/.test(extensionOf(name) ?? '') ? null : uploads.chosen(key)
  return file && { name, source: { kind: 'device', file } }
}
