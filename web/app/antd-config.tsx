import ConfigProvider, { setDefaultConfig } from 'antd-mobile/es/components/config-provider'
import chinese from 'antd-mobile/es/locales/zh-CN'
import { type ReactNode, useEffect, useState } from 'react'
import { useViewer } from '#web/i18n/viewer.ts'

/** Sets the language of antd-mobile, which names a few parts by itself. */
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
        // If it cannot be loaded, these names stay Chinese.
        () => {},
      )
    return () => {
      isCurrent = false
    }
  }, [language])
  return <ConfigProvider locale={locale}>{children}</ConfigProvider>
}
