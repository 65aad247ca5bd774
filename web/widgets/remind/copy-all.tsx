import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords } from '#web/i18n/words.ts'
import { signLinkQuery } from './sign-link-query.ts'
import { type Outsider, signLinkLine, signLinkText } from './sign-link-text.ts'
import { signLinkWords } from './sign-link-words.ts'

type CopyAllProps = {
  outsiders: readonly Outsider[]
  copy: (text: string) => void
  /** Whether it is the sheet's primary button. */
  isMain?: boolean
}

/** Copies the signing links of several outside signers as one text, a line each. */
export function CopyAll({ outsiders, copy, isMain = false }: CopyAllProps) {
  const t = useWords(signLinkWords)
  const client = useQueryClient()
  const take = async () => {
    const links = await Promise.allSettled(
      outsiders.map((outsider) => client.fetchQuery(signLinkQuery(outsider))),
    )
    const isOne = outsiders.length === 1
    // The rows say why there is no link.
    const lines = links.flatMap((link, index) => {
      const outsider = outsiders[index]
      const isTaken = link.status === 'fulfilled' && link.value !== ''
      return isTaken && outsider !== undefined
        ? [(isOne ? signLinkText : signLinkLine)(outsider, link.value)]
        : []
    })
    if (lines.length > 0) copy(lines.join('\n'))
    else notify(t.noneTaken, 'fail')
  }
  const looks = isMain
    ? ({ block: true, color: 'primary' } as const)
    : ({ size: 'small', fill: 'none', color: 'primary' } as const)
  return (
    <Button {...looks} loading="auto" onClick={take}>
      {isMain ? t.copy : t.copyAll}
    </Button>
  )
}
