import type { QueryClient } from '@tanstack/react-query'
import type { Language } from '#shared/rules/languages.ts'
import type { DocumentFacts } from '#shared/schemas/flow/flow-document.ts'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { archiveWords } from '#web/widgets/archive/archive-words.ts'
import { downloadInBrowser } from '#web/widgets/archive/download-in-browser.ts'
import { linkedFile, saveByClient } from '#web/widgets/archive/save-by-client.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { clientSavesFiles } from '#web/dingtalk/save-file.ts'
import { words, wordsOf } from '#web/i18n/words.ts'
import { loadViewer } from '#web/widgets/viewer/load-viewer.ts'
import { filesToOpen, filesToView, readDocuments } from './read-documents.ts'

type Asker = {
  client: QueryClient
  language: Language
  corpId: string
}

/** The viewer with a contract's files; without any if they cannot be had, which a toast says. */
export async function viewSigned(view: FlowView, asker: Asker) {
  const [viewer, documents] = await Promise.all([loadViewer(), documentsOf(view, asker)])
  return { ...viewer, files: filesToOpen(view.flow.taskId, documents) }
}

/** Saves a contract's only file; the sheet that saves several as a zip. */
export async function takeSigned(view: FlowView, asker: Asker) {
  const { taskId } = view.flow
  const [file, ...others] = filesToView(taskId, await documentsOf(view, asker))
  if (others.length > 0) return import('#web/widgets/archive/archive-sheet.tsx')
  // The client may never answer, so nothing waits for it.
  if (file?.source.kind === 'proxy') void saveOne(asker, file.name, file.source.path)
  return { ArchiveSheet: null }
}

async function saveOne({ client, language, corpId }: Asker, name: string, content: string) {
  const path = `${content}?save`
  if (clientSavesFiles) {
    const outcome = await saveByClient(client, { corpId, language, path, name })
    if (outcome !== 'refused') return
  }
  downloadInBrowser(linkedFile(path, { lang: language, corpId }), '')
  notify(wordsOf(archiveWords, language).started)
}

async function documentsOf(view: FlowView, asker: Asker): Promise<readonly DocumentFacts[]> {
  const known = view.registry?.documents
  if (known !== undefined) return known
  const { client, language } = asker
  const { documents, trouble } = await readDocuments(client, view.flow.taskId, language)
  if (trouble !== null) notify(trouble, 'fail')
  else if (documents.length === 0) notify(wordsOf(words.document, language).empty, 'fail')
  return documents ?? []
}
