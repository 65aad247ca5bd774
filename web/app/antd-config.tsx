import ConfigProvider, { setDefaultConfig } from 'antd-mobile/es/components/config-provider'
import chinese from 'antd-mobile/es/locales/zh-CN'
import { type ReactNode, useEffect, useState } from 'react'
import { useViewer } from '#web/i18n/viewer.ts'

/** Has antd-mobile speak the language of the app: what it says by itself are a few names of parts. */
export function AntdConfig({ children }: { children: ReactNode }) {
  const { language } = useViewer()
  const [locale, setLocale] = useState(chinese)
  useEffect(() => {
    let isCurrent = true
    const follow = (read: typeof chinese) => {
      if (!isCurrent) return
      // Toasts are drawn outside of the app's tree.
      setDefaultConfig({ locale: read })
      setLocale(read)
    }
    if (language === 'zh') follow(chinese)
    else
      import('antd-mobile/es/locales/en-US').then(
        (english) => follow(english.default),
        // Names of parts stay Chinese until English is chosen again.
        () => {},
      )
    return () => {
      isCurrent = false
    }
  }, [language])
  return <ConfigProvider locale={locale}>{children}</ConfigProvider>
}
