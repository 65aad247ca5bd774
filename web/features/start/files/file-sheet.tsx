import Button from 'antd-mobile/es/components/button'
import { useMemo, useState } from 'react'
import { extensionOf } from '#shared/rules/file-rules.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { RequestId } from '#web/components/failure/request-id.tsx'
import { IfRetryHelps } from '#web/components/failure/retry-helps.tsx'
import { useFileChoice } from '#web/components/field/use-file-choice.tsx'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { notify } from '#web/components/overlay/notify.ts'
import { type OpenSheet, useSheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { loadViewer } from '#web/widgets/viewer/load-viewer.ts'
import type { ViewedFile } from '#web/widgets/viewer/viewed-file.ts'
import type { DraftFile } from '../draft/draft.ts'
import { entryId, fieldIds } from '../draft/start-issues.ts'
import { EditSheet } from '../edit-sheet.tsx'
import { focusSoon } from '../focus-on.ts'
import { MoveButtons } from '../reorder/move-buttons.tsx'
import { useStartForm } from '../start-form.ts'
import { startWords } from '../start-words.ts'
import { acceptedFiles } from './file-refusal.ts'
import { isInProgress, type UploadProgress } from './upload-progress.ts'
import { useUploadText } from './use-upload-text.ts'

type FileSheetProps = {
  file: DraftFile
  state: UploadProgress
  index: number
  count: number
  onMove: (to: number) => void
} & OpenSheet

/** The actions for a file of the draft. */
export function FileSheet({ open, onClose, file, state, ...place }: FileSheetProps) {
  const t = useWords(startWords)
  const tPage = useWords(words.page)
  const tError = useWords(errorWords)
  const textOf = useUploadText()
  const { launch, services, change, touch } = useStartForm()
  const { uploads } = services
  const { key, name } = file
  const [kind, setKind] = useState(file.kind)
  const choice = useFileChoice(
    ([chosen]) => {
      if (chosen) uploads.replace(key, chosen)
      onClose()
    },
    { accept: acceptedFiles },
  )
  const viewer = useSheet(loadViewer)
  const chosenFile = /^docx?$/.test(extensionOf(name) ?? '') ? null : uploads.chosen(key)
  const viewed = useMemo(
    (): ViewedFile[] =>
      chosenFile === null ? [] : [{ name, source: { kind: 'device', file: chosenFile } }],
    [chosenFile, name],
  )
  const error = 'error' in state ? state.error : null
  const isStuck = !isInProgress(state) && state.stage !== 'ready'
  const save = () => {
    touch(entryId(key))
    change((draft) => ({
      ...draft,
      files: draft.files.map((other) => (other.key === key ? { ...other, kind } : other)),
    }))
    notify(t.saved)
    onClose()
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
    <EditSheet open={open} title={name} onClose={onClose} onDone={save}>
      {isStuck && <p className="tone-bad reason">{textOf(state)}</p>}
      {chosenFile && (
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
          value={kind}
          onChange={setKind}
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
      {viewer.part && <viewer.part.Viewer files={viewed} {...viewer.props} />}
      <Button block fill="none" color="danger" onClick={remove}>
        {t.remove}
      </Button>
    </EditSheet>
  )
}
