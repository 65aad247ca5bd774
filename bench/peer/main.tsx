import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { unstableSetRender } from 'antd-mobile'
import { createRoot } from 'react-dom/client'
import 'antd-mobile/bundle/style.css'
import { App } from './app.tsx'

// The app as most would write it: what loads, loads before React; what is asked, is asked after.

// As antd-mobile's page on React 19 has it; without it no toast comes.
unstableSetRender((node, container) => {
  const layer = createRoot(container)
  layer.render(node)
  return async () => layer.unmount()
})

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={new QueryClient()}>
      <App />
    </QueryClientProvider>,
  )
}
