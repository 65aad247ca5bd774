import Button from 'antd-mobile/es/components/button'
import { useSheet } from '#web/components/overlay/use-sheet.ts'
import { useWords } from '#web/i18n/words.ts'
import { signLinkWords } from './sign-link-words.ts'

interface SignLinkButtonProps {
  taskId: string
  /** The place in the people of the flow's record. */
  signer: number
  name: string | null
}

/** Leads to the link and the code by which somebody outside signs. */
export function SignLinkButton({ taskId, signer, name }: SignLinkButtonProps) {
  const t = useWords(signLinkWords)
  const sheet = useSheet(() => import('./sign-link-sheet.tsx'), { needsNetwork: true })
  return (
    <>
      <Button
        size="small"
        loading="auto"
        aria-label={t.title({ name: name ?? t.someone })}
        onClick={sheet.show}
      >
        {t.show}
      </Button>
      {sheet.part && (
        <sheet.part.SignLinkSheet
          taskId={taskId}
          signer={signer}
          name={name ?? t.someone}
          {...sheet.props}
        />
      )}
    </>
  )
}
