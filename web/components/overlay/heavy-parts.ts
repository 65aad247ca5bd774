import { Globals } from '@react-spring/web'
import { unstableSetRender } from 'antd-mobile/es/utils/unstable-render'
import { createRoot } from 'react-dom/client'

// The contents of the heavy file (heavy.ts).

export { PullFrame } from '#web/components/pull/pull-frame.tsx'
export { TabsFrame } from '#web/components/tabs/tabs-frame.tsx'
export { ConfirmFrame } from './confirm-frame.tsx'
export { SheetFrame } from './sheet-frame.tsx'
export { showToast } from './toast.ts'

// React 19 has no `ReactDOM.render`, which antd-mobile uses for toasts.
unstableSetRender((node, container) => {
  const root = createRoot(container)
  root.render(node)
  return () => Promise.resolve().then(() => root.unmount())
})

const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)')
const follow = () => Globals.assign({ skipAnimation: reducedMotion.matches })
// `addEventListener` is missing on the media queries of Safari 13.
reducedMotion.addListener(follow)
follow()
