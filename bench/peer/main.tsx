import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import 'antd-mobile/bundle/style.css'
import { App } from './app.tsx'

// The app as most would write it: what loads, loads before React; what is asked, is asked after.

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={new QueryClient()}>
      <App />
    </QueryClientProvider>,
  )
}
