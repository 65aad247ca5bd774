import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { type MouseEvent, useRef, useState } from 'react'
import { useSession } from '#web/api/session/session-query.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { clientSavesFiles } from '#web/dingtalk/save-file.ts'
import { archiveWords } from '#web/widgets/archive/archive-words.ts'
import { useDevice } from '#web/i18n/device.ts'
import { useWords } from '#web/i18n/words.ts'
import './download-link.css'
import { linkedFile, saveByClient } from './save-by-client.ts'

/** The browser does not report a download; the proxy has recorded it by then (milliseconds). */
const recordedMs = 2000

/** Some clients never answer, so another tap is accepted after this (milliseconds). */
const busyMs = 60_000

type DownloadLinkProps = {
  /** The path of one of our files, without the parameters of every link. */
  path: string
  /** The file name for the DingTalk client. */
  name: string
  fill?: 'outline' | 'none'
  /** A query that saving the file changes. */
  invalidates?: QueryKey
  children: string
}

/**
 * A link that looks like a small button and saves a file: through the DingTalk client if it can,
 * else as a browser download.
 */
export function DownloadLink(props: DownloadLinkProps) {
  const { path, name, fill = 'outline', invalidates, children } = props
  const t = useWords(archiveWords)
  const client = useQueryClient()
  const { corpId } = useSession()
  const { language } = useDevice()
  const href = linkedFile(path, { lang: language, corpId })
  const isRefused = useRef(false)
  const [isSaving, setSaving] = useState(false)
  const saves = useRef(0)
  const reread = () => {
    if (invalidates) void client.invalidateQueries({ queryKey: invalidates })
  }
  const save = async (link: HTMLAnchorElement) => {
    saves.current += 1
    const number = saves.current
    const end = () => {
      if (number === saves.current) setSaving(false)
    }
    setSaving(true)
    let timer: ReturnType<typeof setTimeout> | undefined
    const outcome = await saveByClient(client, {
      corpId,
      language,
      path,
      name,
      onAsked: () => (timer = setTimeout(end, busyMs)),
    })
    clearTimeout(timer)
    end()
    if (outcome === 'saved') reread()
    if (outcome !== 'refused') return
    // From now on the browser downloads it.
    isRefused.current = true
    link.click()
  }
  const begin = (event: MouseEvent<HTMLAnchorElement>) => {
    if (!clientSavesFiles || isRefused.current) {
      notify(t.started)
      setTimeout(reread, recordedMs)
      return
    }
    event.preventDefault()
    if (!isSaving) void save(event.currentTarget)
  }
  const filling = fill === 'none' ? 'adm-button-primary adm-button-fill-none' : 'adm-button-default'
  return (
    <a
      className={`download-link adm-button ${filling} adm-button-small adm-button-shape-default${isSaving ? ' adm-button-disabled' : ''}`}
      href={href}
      download
      aria-busy={isSaving}
      onClick={begin}
    >
      {children}
    </a>
  )
}
