import Button from 'antd-mobile/es/components/button'
import { Plus } from 'lucide'
import { type DragEvent, useEffect, useState } from 'react'
import { useFileChoice } from '#web/components/field/use-file-choice.tsx'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { Notice } from '#web/components/note/notice.tsx'
import { announce } from '#web/components/overlay/announcement.ts'
import { useStore } from '#web/components/use-store.ts'
import { useWords } from '#web/i18n/words.ts'
import { fieldIds } from '../draft/start-issues.ts'
import { moveItem } from '../reorder/move-item.ts'
import { Rules } from '../rules.tsx'
import { useStartForm } from '../start-form.ts'
import { startWords } from '../start-words.ts'
import { useRowDrag } from '../reorder/use-row-drag.ts'
import { acceptedFiles } from './file-refusal.ts'
import { FileRow } from './file-row.tsx'

/** The files to sign, added by a file picker or by dropping them here, in the order shown. */
export function FilesSection() {
  const t = useWords(startWords)
  const { draft, services, change } = useStartForm()
  const { uploads } = services
  const states = useStore(uploads.states)
  const refused = useStore(uploads.refused)
  const { isOver, dropProps } = useFileDrop(uploads.add)
  const choice = useFileChoice(uploads.add, { accept: acceptedFiles, multiple: true })
  const { files } = draft
  const move = (from: number, to: number) => {
    const name = files[from]?.name ?? ''
    change((before) => ({ ...before, files: moveItem(before.files, from, to) }))
    announce(t.moved({ name, place: to + 1 }))
  }
  const drag = useRowDrag(files.length, move)
  return (
    <div className="draft-files" data-over={isOver || undefined} {...dropProps}>
      <Rows header={<h2>{t.files}</h2>} testId="draft-files">
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
        <Row
          id={fieldIds.files}
          item={{ 'data-drop-zone': true }}
          hasArrow={false}
          prefix={<Icon icon={Plus} className="draft-icon" />}
          description={
            <>
              {t.filesNote}
              <Rules id={fieldIds.files} />
            </>
          }
          onClick={choice.open}
        >
          {/* The button is named by what a tap does. */}
          <span className="drop-hint quiet" aria-hidden="true">
            {isOver ? t.dropNow : t.dropFiles}{' '}
          </span>
          <span className="draft-add">{t.addFiles}</span>
        </Row>
      </Rows>
      {choice.input}
      {refused.map(({ key, name, rule }) => (
        <Notice
          key={key}
          tone="bad"
          role="alert"
          extra={
            <Button size="small" onClick={() => uploads.forgetRefused(key)}>
              {t.dismiss}
            </Button>
          }
        >
          {t.refused({ name, why: t[rule] })}
        </Notice>
      ))}
    </div>
  )
}

const hasFiles = ({ types }: DataTransfer): boolean => [...types].includes('Files')

/** Handles files dragged in from outside the page. */
function useFileDrop(onDrop: (files: File[]) => void) {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    // Without this, a file dropped next to the card would replace the page.
    const refuse = (event: WindowEventMap['drop']) => {
      if (event.dataTransfer && hasFiles(event.dataTransfer)) event.preventDefault()
    }
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
        if (!hasFiles(event.dataTransfer)) return
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
        const isInside = relatedTarget instanceof Node && currentTarget.contains(relatedTarget)
        if (!isInside) setOver(false)
      },
      onDrop: (event: DragEvent) => {
        if (!hasFiles(event.dataTransfer)) return
        event.preventDefault()
        setOver(false)
        onDrop([...event.dataTransfer.files])
      },
    },
  }
}
