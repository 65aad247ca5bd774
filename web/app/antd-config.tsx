import ConfigProvider, { setDefaultConfig } from 'antd-mobile/es/components/config-provider'
import { type ReactNode, useEffect } from 'react'
import { antdWords, useWords } from '#web/i18n/words.ts'

/** Sets the language of antd-mobile's built-in labels. */
export function AntdConfig({ children }: { children: ReactNode }) {
  const locale = useWords(antdWords)
  // Toasts are rendered outside the app's tree.
  useEffect(() => setDefaultConfig({ locale }), [locale])
  return <ConfigProvider locale={locale}>{children}</ConfigProvider>
}
