import type { QueryClient } from '@tanstack/react-query'
import type { Language } from '#shared/rules/languages.ts'
import type { DocumentFacts } from '#shared/schemas/flow/flow-document.ts'
import { flowApiPath, shownByItself } from '#web/api/queries/flow.ts'
import { readFlowDocuments } from '#web/api/queries/flow-actions.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { wordsOf } from '#web/i18n/words.ts'
import type { ViewedFile } from '#web/widgets/viewer/viewed-file.ts'

/** A contract's files, or in words why they cannot be had. */
export type DocumentsOutcome =
  { documents: readonly DocumentFacts[]; trouble: null } | { documents: null; trouble: string }

/** Two parts of the page share an answer for this long, milliseconds. */
const sameMs = 60_000

export async function readDocuments(
  client: QueryClient,
  taskId: string,
  language: Language,
): Promise<DocumentsOutcome> {
  try {
    const { documents } = await client.fetchQuery({
      queryKey: ['flow-documents', taskId],
      queryFn: () => readFlowDocuments(client, taskId),
      staleTime: sameMs,
      retry: false,
    })
    return { documents, trouble: null }
  } catch (cause) {
    return { documents: null, trouble: failureIn(cause, wordsOf(errorWords, language)).reason }
  }
}

/** A contract's files, for the viewer that the person opens. */
export function filesToOpen(taskId: string, documents: readonly DocumentFacts[]): ViewedFile[] {
  const files = filesToView(taskId, documents)
  for (const { source } of files) if (source.kind === 'proxy') shownByItself.delete(source.path)
  return files
}

export function filesToView(taskId: string, documents: readonly DocumentFacts[]): ViewedFile[] {
  return documents.map(({ name }, index) => ({
    name: name ?? `${index + 1}.pdf`,
    source: { kind: 'proxy', path: `${flowApiPath(taskId)}/documents/${index}/content` },
  }))
}
