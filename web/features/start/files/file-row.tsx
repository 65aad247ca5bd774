import Button from 'antd-mobile/es/components/button'
import { FileText } from 'lucide'
import { useEffect, useRef, useState } from 'react'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { RequestId } from '#web/components/failure/request-id.tsx'
import { IfRetryHelps } from '#web/components/failure/retry-helps.tsx'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { useFileChoice } from '#web/components/field/use-file-choice.tsx'
import { Icon } from '#web/components/icon.ts'
import { Row } from '#web/components/list/row.tsx'
import { Progress } from '#web/components/note/progress.tsx'
import type { Tone } from '#web/components/note/tone.ts'
import { announce } from '#web/components/overlay/announcement.ts'
import { type OpenSheet, Sheet, useSheet } from '#web/components/overlay/sheet.tsx'
import { sizeText } from '#web/components/size-text.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { loadViewer } from '#web/widgets/viewer/load-viewer.ts'
import type { DraftFile } from '../draft/draft.ts'
import { entryId, fieldIds } from '../draft/start-issues.ts'
import { focusSoon } from '../focus-on.ts'
import { DragHandle } from '../reorder/drag-handle.tsx'
import { MoveButtons } from '../reorder/move-buttons.tsx'
import type { RowDrag } from '../reorder/use-row-drag.ts'
import { Rules } from '../rules.tsx'
import { useStartForm } from '../start-form.ts'
import { startWords } from '../start-words.ts'
import { useOpening } from '../use-opening.ts'
import { acceptedFiles } from './file-refusal.ts'
import { fileToView } from './file-to-view.ts'
import { isInProgress, isLeaving, type UploadProgress } from './upload-progress.ts'
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
  const choice = useFileChoice(
    ([chosen]) => {
      if (chosen) services.uploads.replace(key, chosen)
    },
    { accept: acceptedFiles },
  )
  const isGone = state.stage === 'gone'
  const remove = () => {
    services.uploads.remove(key)
    focusSoon(fieldIds.files)
  }
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
        onClick={isGone ? choice.open : sheet.open}
        foot={
          isGone ? (
            <>
              <Button size="small" aria-label={`${t.remove} ${name}`} onClick={remove}>
                {t.remove}
              </Button>
              {choice.input}
            </>
          ) : (
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

type FileSheetProps = {
  file: DraftFile
  state: UploadProgress
  index: number
  count: number
  onMove: (to: number) => void
} & OpenSheet

/** The actions for a file of the draft. */
function FileSheet({ open, onClose, file, state, ...place }: FileSheetProps) {
  const t = useWords(startWords)
  const tPage = useWords(words.page)
  const tError = useWords(errorWords)
  const textOf = useUploadText()
  const { launch, services, change, touch } = useStartForm()
  const { uploads } = services
  const { key, name } = file
  const choice = useFileChoice(
    ([chosen]) => {
      if (chosen) uploads.replace(key, chosen)
      onClose()
    },
    { accept: acceptedFiles },
  )
  const viewer = useSheet(loadViewer)
  // Another object would be read anew.
  const [viewed] = useState(() => fileToView(file, uploads))
  const error = 'error' in state ? state.error : null
  const isStuck = !isInProgress(state) && state.stage !== 'ready'
  const setKind = (kind: DraftFile['kind']) => {
    touch(entryId(key))
    change((draft) => ({
      ...draft,
      files: draft.files.map((other) => (other.key === key ? { ...other, kind } : other)),
    }))
  }
  const retry = () => {
    uploads.retry(key)
    onClose()
  }
  const remove = () => {
    uploads.remove(key)
    focusSoon(fieldIds.files)
  }
  return (
    <Sheet open={open} title={name} isAtButton onClose={onClose}>
      {isStuck && <p className="tone-bad reason">{textOf(state)}</p>}
      {viewed && (
        <Button block loading="auto" onClick={viewer.show}>
          {t.preview}
        </Button>
      )}
      {/* e签宝's page does not support attachments, but an attachment that was added before can be made a contract. */}
      {(launch === 'direct' || file.kind === 'attachment') && (
        <RadioRows
          label={t.fileKind}
          options={[
            { value: 'contract', label: t.contract, description: t.contractNote },
            { value: 'attachment', label: t.attachment, description: t.attachmentNote },
          ]}
          value={file.kind}
          onChange={setKind}
          onPick={onClose}
        />
      )}
      <MoveButtons {...place} />
      {error !== null && <RequestId id={failureIn(error, tError).requestId} />}
      {isStuck && uploads.canRetry(key) && (
        <IfRetryHelps error={error}>
          <Button block onClick={retry}>
            {tPage.retry}
          </Button>
        </IfRetryHelps>
      )}
      {isStuck && (
        <Button block onClick={choice.open}>
          {t.chooseAgain}
        </Button>
      )}
      {choice.input}
      {viewer.part && viewed && <viewer.part.Viewer files={[viewed]} {...viewer.props} />}
      <Button block fill="none" color="danger" onClick={remove}>
        {t.remove}
      </Button>
    </Sheet>
  )
}
