import ConfigProvider, { setDefaultConfig } from 'antd-mobile/es/components/config-provider'
import chinese from 'antd-mobile/es/locales/zh-CN'
import { type ReactNode, useEffect, useState } from 'react'
import type { Language } from '#shared/rules/languages.ts'
import { useViewer } from '#web/i18n/viewer.ts'

/** Chinese is bundled with the app. */
const loadLocale: Record<Exclude<Language, 'zh'>, () => Promise<{ default: typeof chinese }>> = {
  en: () => import('antd-mobile/es/locales/en-US'),
}

/** Sets the language of antd-mobile's built-in labels. */
export function AntdConfig({ children }: { children: ReactNode }) {
  const { language } = useViewer()
  const [locale, setLocale] = useState(chinese)
  useEffect(() => {
    let isCurrent = true
    const follow = (read: typeof chinese) => {
      if (!isCurrent) return
      // Toasts are rendered outside the app's tree.
      setDefaultConfig({ locale: read })
      setLocale(read)
    }
    if (language === 'zh') follow(chinese)
    else
      loadLocale[language]().then(
        (loaded) => follow(loaded.default),
        // If loading fails, these labels stay Chinese.
        () => {},
      )
    return () => {
      isCurrent = false
    }
  }, [language])
  return <ConfigProvider locale={locale}>{children}</ConfigProvider>
}
