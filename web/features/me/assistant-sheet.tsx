import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import Card from 'antd-mobile/es/components/card'
import { useState } from 'react'
import { maxAssistantNameLength } from '#shared/rules/assistant/assistant-limits.ts'
import { assistantsQuery, makeAssistant } from '#web/api/assistants/assistants.ts'
import { CodeBlock } from '#web/components/code-block.tsx'
import { CopyButton } from '#web/components/copy-button.tsx'
import { InputRow } from '#web/components/field/input-row.tsx'
import { RadioRows } from '#web/components/field/radio-rows.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useResetOnOpening } from '#web/components/overlay/use-reset-on-opening.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { FailureNote } from '#web/widgets/failure/failure-note.tsx'
import { assistantWords } from './assistant-words.ts'

type AssistantSheetProps = {
  /** The address of the MCP server. */
  address: string
} & OpenSheet

/** Makes an access token for an assistant, and shows it this once. */
export function AssistantSheet({ address, open, onClose }: AssistantSheetProps) {
  const t = useWords(assistantWords)
  const tPage = useWords(words.page)
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [right, setRight] = useState<'reads' | 'proposes'>('reads')
  const making = useMutation({
    mutationFn: () => makeAssistant(client, { name: name.trim(), mayRemind: right === 'proposes' }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: assistantsQuery.queryKey })
    },
    // The secret is gone with the sheet.
    gcTime: 0,
  })
  useResetOnOpening(open, () => {
    if (making.isPending) return
    making.reset()
    setName('')
    setRight('reads')
  })
  const { data: made, error, isPending } = making
  return (
    <Sheet
      open={open}
      title={t.create}
      onClose={onClose}
      testId="assistant-sheet"
      actions={
        made ? (
          <CopyButton text={made.token} label={t.copyToken} isMain />
        ) : (
          <>
            <Button
              block
              color="primary"
              disabled={name.trim() === ''}
              loading={isPending}
              onClick={() => making.mutate()}
            >
              {t.make}
            </Button>
            <Button block fill="none" onClick={onClose}>
              {tPage.cancel}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <Card bodyClassName="stack">
          <h3>{t.token}</h3>
          <p className="sheet-link" data-testid="assistant-token">
            {made.token}
          </p>
          <p role="status">
            <strong>{t.once}</strong> {t.onceNote}
          </p>
          <h3>{t.address}</h3>
          <CodeBlock text={address} copyLabel={t.copyAddress} />
        </Card>
      ) : (
        <>
          <Rows label={t.name}>
            <InputRow
              id="assistant-name"
              label={t.name}
              value={name}
              onChange={setName}
              placeholder={t.namePlaceholder}
              maxLength={maxAssistantNameLength}
              autoComplete="off"
            />
          </Rows>
          <RadioRows
            label={t.right}
            options={[
              { value: 'reads', label: t.reads },
              { value: 'proposes', label: t.proposes, description: t.proposesNote },
            ]}
            value={right}
            onChange={setRight}
          />
        </>
      )}
      {error && <FailureNote error={error} />}
    </Sheet>
  )
}
