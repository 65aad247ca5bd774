import { ensureBuilt } from '#scripts/built-app.mjs'
import { contentsPath, PlayedApp } from './played-app.ts'

// `npm run gallery`: every page in every state, to look at in a browser.

const usualPort = 5175

ensureBuilt()
const gallery = await PlayedApp.start(Number(process.env['PORT'] ?? usualPort))
process.stdout.write(`Every page in every state: ${gallery.url}${contentsPath}\n`)
process.once('SIGINT', () => void gallery.stop().then(() => process.exit()))
