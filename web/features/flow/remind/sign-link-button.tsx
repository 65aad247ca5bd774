import Button from 'antd-mobile/es/components/button'
import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { useDevice } from '#web/i18n/device.ts'
import { useWords } from '#web/i18n/words.ts'
import { signLinkWords } from '#web/widgets/remind/sign-link-words.ts'

type SignLinkButtonProps = {
  view: FlowView
  /** The index in the people of the flow's record. */
  signer: number
  name: string | null
}

/** Opens the sheet with an outside signer's link and QR code. */
export function SignLinkButton({ view, signer, name }: SignLinkButtonProps) {
  const t = useWords(signLinkWords)
  const { language } = useDevice()
  const sheet = useSheet(
    async () => {
      const { RemindFlow, outsiderPlan } = await import('./remind-flow.tsx')
      return { RemindFlow, plan: outsiderPlan(view, signer, language) }
    },
    { needsNetwork: true },
  )
  return (
    <>
      <Button
        size="small"
        fill="none"
        color="primary"
        loading="auto"
        aria-label={t.linkOf({ name: name ?? t.someone })}
        onClick={sheet.show}
      >
        {t.show}
      </Button>
      {sheet.part && <sheet.part.RemindFlow view={view} plan={sheet.part.plan} {...sheet.props} />}
    </>
  )
}
