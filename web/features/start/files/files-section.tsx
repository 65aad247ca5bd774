import { type DragEvent, useEffect, useState } from 'react'
import { useWords } from '#web/i18n/words.ts'
import { FilePicker } from './file-picker.tsx'
import { FileRow } from './file-row.tsx'
import { moveItem } from '../move-item.ts'
import { RuleText, ruleTextId } from '../rule-text.tsx'
import { useStartForm } from '../start-form.ts'
import { fieldIds } from '../draft/start-issues.ts'
import { startWords } from '../start-words.ts'
import { useRowDrag } from './use-row-drag.ts'
import { useStore } from '#web/components/use-store.ts'

/** The files to be signed: chosen, or dropped here, in the order in which they are shown. */
export function FilesSection() {
  const t = useWords(startWords)
  const { draft, desk, change } = useStartForm()
  const { uploads } = desk
  const states = useStore(uploads.states)
  const refused = useStore(uploads.refused)
  const [moved, setMoved] = useState('')
  const { isOver, dropProps } = useFileDrop(uploads.add)
  const { files } = draft
  const move = (from: number, to: number) => {
    const name = files[from]?.name ?? ''
    change((before) => ({ ...before, files: moveItem(before.files, from, to) }))
    setMoved(t.moved({ name, place: to + 1 }))
  }
  const drag = useRowDrag(move)
  return (
    <section className="card file-drop" data-over={isOver || undefined} {...dropProps}>
      <div className="section-head">
        <h2>{t.files}</h2>
      </div>
      <ol className="draft-rows" aria-label={t.files}>
        {files.map((file, index) => (
          <FileRow
            key={file.key}
            file={file}
            state={states[file.key] ?? { stage: 'interrupted' }}
            index={index}
            count={files.length}
            onMove={(to) => move(index, to)}
            drag={drag}
          />
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {moved}
      </p>
      <FilePicker
        id={fieldIds.files}
        className="add-button"
        label={files.length === 0 ? t.addFiles : t.addMoreFiles}
        describedBy={`start-files-note ${ruleTextId(fieldIds.files)}`}
        multiple
        onPick={uploads.add}
      />
      <p className="drop-hint quiet">{isOver ? t.dropNow : t.dropFiles}</p>
      <RuleText fieldId={fieldIds.files} />
      {refused.map(({ key, name, rule }) => (
        <p key={key} className="refused-file" role="alert">
          {t.refused({ name, why: t[rule] })}{' '}
          <button type="button" className="small-link" onClick={() => uploads.forgetRefused(key)}>
            {t.dismiss}
          </button>
        </p>
      ))}
      <p id="start-files-note" className="quiet note">
        {t.filesNote}
      </p>
    </section>
  )
}

/** Takes files that are dragged here from outside of the page. */
function useFileDrop(onDrop: (files: File[]) => void) {
  const [isOver, setOver] = useState(false)
  const hasFiles = ({ dataTransfer }: DragEvent) => [...dataTransfer.types].includes('Files')
  useEffect(() => {
    // A file that is dropped beside the card would be opened in the place of the page.
    const refuse = (event: Event) => event.preventDefault()
    window.addEventListener('dragover', refuse)
    window.addEventListener('drop', refuse)
    return () => {
      window.removeEventListener('dragover', refuse)
      window.removeEventListener('drop', refuse)
    }
  }, [])
  return {
    isOver,
    dropProps: {
      onDragOver: (event: DragEvent) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
        const isInside = relatedTarget instanceof Node && currentTarget.contains(relatedTarget)
        if (!isInside) setOver(false)
      },
      onDrop: (event: DragEvent) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(false)
        onDrop([...event.dataTransfer.files])
      },
    },
  }
}
