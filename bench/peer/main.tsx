import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { unstableSetRender } from 'antd-mobile'
import { createRoot } from 'react-dom/client'
import 'antd-mobile/bundle/style.css'
import { App } from './app.tsx'

// The app in the common way: all scripts load before React starts, and all requests follow after
// that.
//
// antd-mobile's documented setup for React 19; without it, toasts do not appear.
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
