import { runDoctor } from './features/checks/doctor.ts'
import { readSettings } from './start/start.ts'

const { LC_ALL, LC_MESSAGES, LANG } = process.env

process.exitCode = await runDoctor(process.argv.slice(2), {
  readSettings,
  write: (text) => void process.stdout.write(text),
  language: /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'zh' : 'en',
})
