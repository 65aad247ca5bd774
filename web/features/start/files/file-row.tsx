import { FileText, X } from 'lucide'
import { Icon } from '#web/components/icon.ts'
import { useWords } from '#web/i18n/words.ts'
import { DragHandle } from './drag-handle.tsx'
import type { DraftFile } from '../draft/draft.ts'
import { FilePicker } from './file-picker.tsx'
import { MoveButtons } from '../move-buttons.tsx'
import { RuleText, ruleTextId } from '../rule-text.tsx'
import { sizeText } from './size-text.ts'
import { useStartForm } from '../start-form.ts'
import { entryId } from '../draft/start-issues.ts'
import { startWords } from '../start-words.ts'
import { isUnderWay, type UploadState } from './upload-state.ts'
import type { RowDrag } from './use-row-drag.ts'
import { useUploadText } from './use-upload-text.ts'

interface FileRowProps {
  file: DraftFile
  state: UploadState
  index: number
  count: number
  onMove: (to: number) => void
  drag: RowDrag
}

/** One file of the draft: what it is, how far it is, and what can be done with it. */
export function FileRow({ file, state, index, count, onMove, drag }: FileRowProps) {
  const t = useWords(startWords)
  const { key, name, size, pages } = file
  const { desk } = useStartForm()
  const id = entryId(key)
  const facts = [sizeText(size), ...(pages === null ? [] : [t.pages(pages)])]
  return (
    <li
      id={id}
      className="draft-row"
      tabIndex={-1}
      aria-describedby={ruleTextId(id)}
      data-testid="draft-file"
      data-stage={state.stage}
      {...drag.rowProps(index)}
    >
      <div className="draft-row-head">
        {count > 1 && <DragHandle name={name} index={index} drag={drag} />}
        <Icon icon={FileText} className="draft-row-icon" />
        <div className="draft-row-name">
          <p>{name}</p>
          <p className="quiet">{facts.join(' · ')}</p>
        </div>
        <div className="row-buttons">
          {count > 1 && <MoveButtons name={name} index={index} count={count} onMove={onMove} />}
          <button
            type="button"
            className="row-button"
            aria-label={t.remove({ name })}
            onClick={() => desk.uploads.remove(key)}
          >
            <Icon icon={X} />
          </button>
        </div>
      </div>
      <div className="draft-row-state">
        <FileState file={file} state={state} />
        <FileKind file={file} />
      </div>
      <RuleText fieldId={id} />
      <RuleText fieldId={entryId(key, 'kind')} />
      <RuleText fieldId={entryId(key, 'name')} />
    </li>
  )
}

const tones: Partial<Record<UploadState['stage'], string>> = {
  ready: 'tone-good',
  interrupted: 'tone-bad',
  gone: 'tone-bad',
  'not-sent': 'tone-bad',
  'not-converted': 'tone-bad',
  'not-known': 'tone-bad',
}

function FileState({ file: { key, name }, state }: Pick<FileRowProps, 'file' | 'state'>) {
  const t = useWords(startWords)
  const { uploads } = useStartForm().desk
  const text = useUploadText()
  const isLeaving = state.stage === 'sending' || state.stage === 'waiting'
  const isStuck = !isUnderWay(state) && state.stage !== 'ready'
  return (
    <div className={`file-state ${tones[state.stage] ?? 'tone-quiet'}`}>
      {state.stage === 'sending' && <progress value={state.part} aria-label={name} />}
      <p aria-live={state.stage === 'sending' ? 'off' : 'polite'}>{text(state)}</p>
      {isLeaving && (
        <button type="button" className="small-link" onClick={() => uploads.cancel(key)}>
          {t.cancelUpload}
        </button>
      )}
      {isStuck && uploads.canRetry(key) && (
        <button type="button" className="small-link" onClick={() => uploads.retry(key)}>
          {t.retry}
        </button>
      )}
      {isStuck && (
        <FilePicker
          className="small-link"
          label={t.chooseAgain}
          onPick={([chosen]) => chosen && uploads.replace(key, chosen)}
        />
      )}
    </div>
  )
}

/** Offered where attachments can be taken, and as the way out where one was left from before. */
function FileKind({ file: { key, name, kind } }: Pick<FileRowProps, 'file'>) {
  const t = useWords(startWords)
  const { launch, change, touch } = useStartForm()
  const id = entryId(key, 'kind')
  if (launch !== 'direct' && kind === 'contract') return null
  const choose = (chosen: DraftFile['kind']) => {
    touch(id)
    change((draft) => ({
      ...draft,
      files: draft.files.map((file) => (file.key === key ? { ...file, kind: chosen } : file)),
    }))
  }
  return (
    <select
      id={id}
      className="file-kind"
      value={kind}
      aria-label={t.fileKind({ name })}
      aria-describedby={ruleTextId(id)}
      onChange={({ target }) => choose(target.value === 'attachment' ? 'attachment' : 'contract')}
    >
      <option value="contract">{t.contract}</option>
      <option value="attachment">{t.attachment}</option>
    </select>
  )
}
