import { useConfig } from 'antd-mobile/es/components/config-provider'
import { use } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { DeviceContext } from '#web/i18n/device.ts'
import { loadWords } from '#web/i18n/words.ts'
import { AntdConfig } from './antd-config.tsx'

function Label() {
  return useConfig().locale.common.cancel
}

function EnglishPage() {
  return (
    <DeviceContext value={{ ...use(DeviceContext), language: 'en' }}>
      <AntdConfig>
        <Label />
      </AntdConfig>
    </DeviceContext>
  )
}

it("antd-mobile's own labels are English from the first render", async () => {
  await loadWords('en')
  expect(renderToString(<EnglishPage />)).toBe('Cancel')
})
