import { useQueryClient } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { readFileAddress } from '#web/api/queries/file-address.ts'
import { errorWords, failureIn } from '#web/components/failure/error-words.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { DingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { preparePage } from '#web/dingtalk/open-page.ts'
import { useWords, words } from '#web/i18n/words.ts'
import type { ViewedFile } from './viewed-file.ts'
import { viewerWords } from './viewer-words.ts'

type OpenOutsideProps = {
  file: ViewedFile
  /** Whether its kind or this device's engine keeps it from being shown. */
  because: 'kind' | 'engine'
}

/** Opens a file as the client opens links. */
export function OpenOutside({ file: { name, source }, because }: OpenOutsideProps) {
  const t = useWords(viewerWords)
  const tPage = useWords(words.page)
  const tError = useWords(errorWords)
  const client = useQueryClient()
  if (source.kind === 'device')
    return (
      <div className="viewer-note">
        <p>{because === 'kind' ? t.onDevice : t.otherWay}</p>
      </div>
    )
  const open = async () => {
    const place = preparePage(tPage.opening)
    try {
      const { url } = await readFileAddress(client, source.path)
      await place.show(url, name)
    } catch (cause) {
      place.giveUp()
      notify(cause instanceof DingTalkError ? t.notOpened : failureIn(cause, tError).reason, 'fail')
    }
  }
  return (
    <div className="viewer-note">
      <p>{because === 'kind' ? t.otherKind : t.otherWay}</p>
      <Button color="primary" loading="auto" onClick={open}>
        {t.open}
      </Button>
    </div>
  )
}
