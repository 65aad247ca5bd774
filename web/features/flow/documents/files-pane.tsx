import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import type { DocumentFacts } from '#shared/schemas/flow/flow-document.ts'
import { shownByItself } from '#web/api/queries/flow.ts'
import { readFilePart } from '#web/api/queries/files/file-part.ts'
import { useWords } from '#web/i18n/words.ts'
import { FileView, noControls } from '#web/widgets/viewer/file-view.tsx'
import '#web/widgets/viewer/viewer.css'
import { viewerWords } from '#web/widgets/viewer/viewer-words.ts'
import { ZoomButtons } from '#web/widgets/viewer/zoom-buttons.tsx'
import { showFilesBeside } from './files-beside.ts'
import './files-pane.css'
import { filesToView } from './read-documents.ts'

type FilesPaneProps = {
  taskId: string
  documents: readonly DocumentFacts[]
}

/** A contract's files beside it in wide windows, one at a time, as wide as there is room. */
export function FilesPane({ taskId, documents }: FilesPaneProps) {
  const t = useWords(viewerWords)
  const client = useQueryClient()
  const [files] = useState(() => shownFiles(taskId, documents))
  const [index, setIndex] = useState(0)
  const [controls, setControls] = useState(noControls)
  const file = files[index]
  if (file === undefined) return null
  const { source } = file
  const { page, zoom } = controls
  /** Until the person does anything here, the file only shows itself. */
  const open = () => {
    if (source.kind === 'device' || !shownByItself.delete(source.path)) return
    const { signal } = new AbortController()
    // What was read before is not noted; another try is made by the next part.
    readFilePart(client, source.path, { begin: 0, end: 1, signal }).catch(() => {})
  }
  const show = (other: number) => {
    setControls(noControls)
    setIndex(other)
  }
  return (
    // It only notes that the person does something inside.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="files-view"
      data-testid="files-beside"
      onPointerDown={open}
      onKeyDown={open}
      onScrollCapture={open}
    >
      <div className="files-tabs">
        {files.map(({ name }, at) => (
          <button
            // Files have no id here, but their order does not change.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            type="button"
            aria-pressed={at === index}
            onClick={() => show(at)}
          >
            {name}
          </button>
        ))}
      </div>
      <FileView key={index} file={file} isBeside onControls={setControls} />
      <div className="files-foot">
        <ZoomButtons zoom={zoom} />
        <span className="files-page small">{page !== null && t.page(page)}</span>
        <Button size="small" fill="none" color="primary" onClick={() => showFilesBeside(false)}>
          {t.close}
        </Button>
      </div>
    </div>
  )
}

/** None of them was opened yet. */
function shownFiles(taskId: string, documents: readonly DocumentFacts[]) {
  const files = filesToView(taskId, documents)
  for (const { source } of files) if (source.kind === 'proxy') shownByItself.add(source.path)
  return files
}
