// A separate chunk, which the app imports only when it mounts (`main.tsx`).
export { createRoot, hydrateRoot } from 'react-dom/client'
