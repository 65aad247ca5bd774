import Button from 'antd-mobile/es/components/button'
import { FileText } from 'lucide'
import { useEffect, useRef } from 'react'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Progress } from '#web/components/note/progress.tsx'
import type { Tone } from '#web/components/note/tone.ts'
import { announce } from '#web/components/overlay/announcement.ts'
import { sizeText } from '#web/components/size-text.ts'
import { useWords, words } from '#web/i18n/words.ts'
import type { DraftFile } from '../draft/draft.ts'
import { entryId } from '../draft/start-issues.ts'
import { DragHandle } from '../reorder/drag-handle.tsx'
import { Rules } from '../rules.tsx'
import { useStartForm } from '../start-form.ts'
import { startWords } from '../start-words.ts'
import { useOpening } from '../use-opening.ts'
import type { RowDrag } from '../reorder/use-row-drag.ts'
import { FileSheet } from './file-sheet.tsx'
import { isLeaving, type UploadProgress } from './upload-progress.ts'
import { useUploadText } from './use-upload-text.ts'

type FileRowProps = {
  file: DraftFile
  state: UploadProgress
  index: number
  count: number
  onMove: (to: number) => void
  drag: RowDrag
}

const tones: Partial<Record<UploadProgress['stage'], Tone>> = {
  ready: 'good',
  interrupted: 'bad',
  gone: 'bad',
  'not-sent': 'bad',
  'not-converted': 'bad',
  'not-known': 'bad',
}

/** One file of the draft with its upload state; a tap opens its actions. */
export function FileRow({ file, state, index, count, onMove, drag }: FileRowProps) {
  const t = useWords(startWords)
  const tPage = useWords(words.page)
  const textOf = useUploadText()
  const sheet = useOpening()
  const { launch, services } = useStartForm()
  const { key, name, size, pages, kind } = file
  const id = entryId(key)
  const said = textOf(state)
  const isSaid = state.stage !== 'sending' && state.stage !== 'waiting'
  const before = useRef(said)
  useEffect(() => {
    if (isSaid && said !== before.current) announce(`${name}: ${said}`)
    before.current = said
  }, [isSaid, said, name])
  const facts = [
    ...(size === 0 ? [] : [sizeText(size)]),
    ...(pages === null ? [] : [t.pages(pages)]),
  ]
  return (
    <>
      <Row
        id={id}
        testId="draft-file"
        item={{ 'data-stage': state.stage, ...drag.rowProps(index) }}
        prefix={<Icon icon={FileText} className="draft-icon" />}
        handle={count > 1 && <DragHandle name={name} index={index} drag={drag} />}
        description={
          <>
            {facts.join(' · ')}{' '}
            <span className={`draft-state tone-${tones[state.stage] ?? 'quiet'}`}>{said}</span>
            <Rules id={id} />
          </>
        }
        extra={(launch === 'direct' || kind === 'attachment') && t[kind]}
        onClick={sheet.open}
        foot={
          isLeaving(state) && (
            <div className="draft-progress">
              <Progress percent={state.stage === 'sending' ? state.part * 100 : 0} label={name} />
              <Button
                size="small"
                aria-label={t.cancelUpload}
                onClick={() => services.uploads.cancel(key)}
              >
                {tPage.cancel}
              </Button>
            </div>
          )
        }
      >
        <span className="draft-name two-lines">{name}</span>
      </Row>
      {sheet.round > 0 && (
        <FileSheet
          key={sheet.round}
          {...sheet.props}
          file={file}
          state={state}
          index={index}
          count={count}
          onMove={onMove}
        />
      )}
    </>
  )
}
