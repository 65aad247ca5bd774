import Card from 'antd-mobile/es/components/card'
import { useState } from 'react'
import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { defineWords, useWords } from '#web/i18n/words.ts'
import './seal-sheet.css'

const sealWords = defineWords({
  zh: {
    title: '印章图片',
    failed: '印章图片没有加载成功。',
    byLink: '在新窗口打开',
  },
  en: {
    title: 'Picture of the seal',
    failed: 'The picture did not load. ',
    byLink: 'Open it in a new window',
  },
})

type SealSheetProps = {
  url: string
} & OpenSheet

/** The image of a seal. Its URL in e签宝 expires. */
export function SealSheet({ url, open, onClose }: SealSheetProps) {
  const t = useWords(sealWords)
  const [hasFailed, setFailed] = useState(false)
  return (
    <Sheet open={open} title={t.title} onClose={onClose}>
      <Card>
        {hasFailed ? (
          <p role="alert">
            {t.failed}
            <a href={url} target="_blank" rel="noreferrer">
              {t.byLink}
            </a>
          </p>
        ) : (
          <img className="seal-picture" src={url} alt={t.title} onError={() => setFailed(true)} />
        )}
      </Card>
    </Sheet>
  )
}
