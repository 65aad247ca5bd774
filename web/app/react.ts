// A separate chunk, fetched and run apart from the app's: see `boot.ts`.
export { createRoot, hydrateRoot } from 'react-dom/client'
