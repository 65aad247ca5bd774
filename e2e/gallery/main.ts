import { ensureBuilt } from '#scripts/built-app.mjs'
import { PlayedApp } from './played-app.ts'

// `npm run gallery`: every page in every state, to look at in a browser.

const usualPort = 5175

ensureBuilt()
const gallery = await PlayedApp.start(Number(process.env['PORT'] ?? usualPort))
console.log(`Every page in every state: ${gallery.url}/_gallery/`)
process.once('SIGINT', () => void gallery.stop().then(() => process.exit()))
